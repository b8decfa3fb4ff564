"""The special pages: one file each, and this list of them."""

from mediawharf.web.entries import SpecialPage
from mediawharf.web.specials.apisandbox import API_SANDBOX
from mediawharf.web.specials.block import BLOCK, UNBLOCK
from mediawharf.web.specials.botpasswords import BOT_PASSWORDS
from mediawharf.web.specials.categories import CATEGORIES
from mediawharf.web.specials.contributions import CONTRIBUTIONS
from mediawharf.web.specials.createaccount import CREATE_ACCOUNT
from mediawharf.web.specials.deletedfiles import DELETED_FILES
from mediawharf.web.specials.display import DISPLAY
from mediawharf.web.specials.filepath import FILE_PATH
from mediawharf.web.specials.jobs import JOBS
from mediawharf.web.specials.listfiles import LIST_FILES
from mediawharf.web.specials.listusers import LIST_USERS
from mediawharf.web.specials.log import LOG
from mediawharf.web.specials.movepage import MOVE_PAGE
from mediawharf.web.specials.preferences import PREFERENCES
from mediawharf.web.specials.recentchanges import RECENT_CHANGES
from mediawharf.web.specials.redirect import REDIRECT
from mediawharf.web.specials.search import SEARCH
from mediawharf.web.specials.shortcuts import SHORTCUTS
from mediawharf.web.specials.specialpages import special_pages
from mediawharf.web.specials.stashed import UPLOAD_STASH
from mediawharf.web.specials.tags import TAGS
from mediawharf.web.specials.undelete import UNDELETE
from mediawharf.web.specials.upload import UPLOAD
from mediawharf.web.specials.userlogin import USER_LOGIN
from mediawharf.web.specials.userlogout import USER_LOGOUT
from mediawharf.web.specials.userrights import USER_RIGHTS
from mediawharf.web.specials.version import VERSION
from mediawharf.web.specials.watchlist import WATCHLIST

SPECIALS: tuple[SpecialPage, ...] = (
    API_SANDBOX,
    BLOCK,
    BOT_PASSWORDS,
    CATEGORIES,
    CONTRIBUTIONS,
    CREATE_ACCOUNT,
    DELETED_FILES,
    DISPLAY,
    FILE_PATH,
    JOBS,
    LIST_FILES,
    LIST_USERS,
    LOG,
    MOVE_PAGE,
    PREFERENCES,
    RECENT_CHANGES,
    REDIRECT,
    SEARCH,
    TAGS,
    UNBLOCK,
    UNDELETE,
    UPLOAD,
    UPLOAD_STASH,
    USER_LOGIN,
    USER_LOGOUT,
    USER_RIGHTS,
    VERSION,
    WATCHLIST,
    special_pages(lambda: SPECIALS),
    *SHORTCUTS,
)
