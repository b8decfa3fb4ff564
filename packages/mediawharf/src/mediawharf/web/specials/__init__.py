"""The special pages: one file each, and this list of them."""

from mediawharf.web.entries import SpecialPage
from mediawharf.web.specials.display import DISPLAY
from mediawharf.web.specials.filepath import FILE_PATH
from mediawharf.web.specials.redirect import REDIRECT
from mediawharf.web.specials.stashed import UPLOAD_STASH
from mediawharf.web.specials.upload import UPLOAD
from mediawharf.web.specials.userlogin import USER_LOGIN
from mediawharf.web.specials.userlogout import USER_LOGOUT

SPECIALS: tuple[SpecialPage, ...] = (DISPLAY, FILE_PATH, REDIRECT, UPLOAD, UPLOAD_STASH, USER_LOGIN, USER_LOGOUT)
