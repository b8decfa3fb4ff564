"""The parameters ``watchlist`` and ``watchlistexpiry``, which modules that change pages have in common."""

from typing import Final

from mediawharf.api.kinds import Choice
from mediawharf.curation.watching import WatchWish, Wish
from mediawharf.model.expiry import Expiry

WATCHLIST: Final = Choice(("watch", "unwatch", "preferences", "nochange"))
WATCHLIST_HELP: Final = "What to do with the page on your watchlist."
EXPIRY_HELP: Final = "When the page is to leave your watchlist again."


def watch_wish(word: str, expiry: Expiry | None, *, watch: bool = False, unwatch: bool = False) -> WatchWish:
    """What the user wants; the deprecated switches win over the word."""
    if watch:
        return WatchWish(Wish.WATCH, expiry)
    return WatchWish(Wish.UNWATCH if unwatch else Wish(word), expiry)
