"""What becomes of a page on the watchlist of the user who changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy import Connection

from mediawharf.model.expiry import Expiry
from mediawharf.model.json import Json
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.watchlist import Watch, Watchlist


class Wish(Enum):
    """The words of the API's parameter ``watchlist``."""

    WATCH = "watch"
    UNWATCH = "unwatch"
    PREFERENCES = "preferences"
    NO_CHANGE = "nochange"


@dataclass(frozen=True, slots=True)
class WatchWish:
    """What the user wants; without an expiry, a watch that is there keeps its own."""

    wish: Wish = Wish.PREFERENCES
    expiry: Expiry | None = None


AS_PREFERRED: Final = WatchWish()


@dataclass(frozen=True, slots=True)
class Watching:
    """Settles watches in the transaction of the change that they go with."""

    watchlist: Watchlist

    def settle(
        self, connection: Connection, title: Title, *, user: User, wish: WatchWish, is_preferred: bool
    ) -> Watch | None:
        """The user's watch of the title from now on; ``is_preferred`` is what the preferences say of such a change.

        Preferences never end a watch, and let no bot begin one.
        """
        if user.is_anonymous:
            return None
        present = self.watchlist.find(connection, title, user=user)
        if _wants(wish.wish, user, is_watched=present is not None, is_preferred=is_preferred):
            return self.watchlist.watch(connection, title, user=user, expiry=wish.expiry)
        if present is not None:
            self.watchlist.unwatch(connection, title, user=user)
        return None


def prefers_watching(options: Mapping[str, Json], *, is_new: bool) -> bool:
    """What the preferences say of an edit, by whether it makes the page."""
    return bool(options.get("watchdefault")) or (is_new and bool(options.get("watchcreations")))


def _wants(wish: Wish, user: User, *, is_watched: bool, is_preferred: bool) -> bool:
    match wish:
        case Wish.WATCH:
            return True
        case Wish.UNWATCH:
            return False
        case Wish.NO_CHANGE:
            return is_watched
        case Wish.PREFERENCES:
            is_bot = user.may("bot") or "bot" in user.groups
            return is_watched or (is_preferred and not is_bot)
