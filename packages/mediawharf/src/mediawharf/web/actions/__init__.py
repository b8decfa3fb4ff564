"""What ``index.php`` can be asked to do with a page."""

from mediawharf.web.actions.raw import RAW
from mediawharf.web.actions.render import RENDER
from mediawharf.web.actions.view import VIEW
from mediawharf.web.entries import PageAction

ACTIONS: tuple[PageAction, ...] = (RAW, RENDER, VIEW)
