"""What every use case of curation reads and writes down in."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.auth.accounts import Accounts
from mediawharf.auth.rate_limits import RateLimits
from mediawharf.blobs.base import BlobStore
from mediawharf.curation.watching import Watching, WatchWish
from mediawharf.db.base import Database
from mediawharf.i18n.messages import Messages
from mediawharf.model.clock import Clock
from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import Logs
from mediawharf.pages.pages import Pages
from mediawharf.pages.permissions import Permissions
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.watchlist import Watch, Watchlist
from mediawharf.repo.repo import Repo


@dataclass(frozen=True, slots=True)
class Books:
    """The database, and who writes which of its tables."""

    database: Database
    clock: Clock
    accounts: Accounts
    repo: Repo
    pages: Pages
    logs: Logs
    watchlist: Watchlist
    restrictions: Restrictions
    messages: Messages
    blobs: BlobStore
    limits: RateLimits

    @property
    def permissions(self) -> Permissions:
        """Who may do what to a page."""
        return Permissions(self.restrictions)

    def prefers(self, user: User, option: str) -> bool:
        """Whether the user has a switch set; to be asked before a transaction begins."""
        return bool(self.accounts.options(user).get(option))

    def settle_watch(
        self, connection: Connection, title: Title, *, user: User, wish: WatchWish, is_preferred: bool
    ) -> Watch | None:
        """The user's watch of the title from now on."""
        watching = Watching(self.watchlist)
        return watching.settle(connection, title, user=user, wish=wish, is_preferred=is_preferred)

    def sentence(self, message: Message, reason: str = "") -> str:
        """A comment: what was done, and why."""
        said = self.messages.text(message)
        return f"{said}: {reason}" if reason.strip() else said
