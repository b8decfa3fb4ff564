"""What ``index.php`` can be asked to do with a page."""

from mediawharf.web.actions.delete import DELETE
from mediawharf.web.actions.edit import EDIT
from mediawharf.web.actions.history import COMPARE, HISTORY
from mediawharf.web.actions.info import INFO
from mediawharf.web.actions.protect import PROTECT
from mediawharf.web.actions.purge import PURGE
from mediawharf.web.actions.raw import RAW
from mediawharf.web.actions.render import RENDER
from mediawharf.web.actions.revert import REVERT
from mediawharf.web.actions.rollback import ROLLBACK
from mediawharf.web.actions.view import VIEW
from mediawharf.web.actions.watch import UNWATCH, WATCH
from mediawharf.web.entries import PageAction

ACTIONS: tuple[PageAction, ...] = (
    COMPARE, DELETE, EDIT, HISTORY, INFO, PROTECT, PURGE, RAW, RENDER, REVERT, ROLLBACK, UNWATCH, VIEW, WATCH,
)  # fmt: skip
