"""Watchlists: which pages an account wants to hear of."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db.watching import (
    Watch,
    copy_watches,
    count_watchers,
    drop_expired,
    drop_watch,
    find_watches,
    list_watches,
    put_watch,
)
from mediawharf.model.clock import Clock
from mediawharf.model.expiry import Expiry, Infinite
from mediawharf.model.title import Title
from mediawharf.model.user import User

__all__ = ["Watch", "Watchlist"]


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Watches and unwatches pages, in the caller's transaction; a page and its talk page count as one."""

    clock: Clock

    def watch(self, connection: Connection, title: Title, *, user: User, expiry: Expiry | None = None) -> Watch:
        """The watch as it is now. Without an expiry, one that is there keeps its own, and a new one is for good."""
        if expiry is None:
            present = self.find(connection, title, user=user)
            if present is not None:
                return present
        watch = Watch(_subject(title), None if expiry is None or isinstance(expiry, Infinite) else expiry)
        put_watch(connection, user.id, watch)
        return watch

    def unwatch(self, connection: Connection, title: Title, *, user: User) -> None:
        """Ends the watch, if there is one."""
        drop_watch(connection, user.id, _subject(title))

    def find(self, connection: Connection, title: Title, *, user: User) -> Watch | None:
        """The user's watch of a title; None if it is not watched, or not any more."""
        return self.find_many(connection, [title], user=user).get(title)

    def find_many(self, connection: Connection, titles: Collection[Title], *, user: User) -> dict[Title, Watch]:
        """The user's watches, by those of the titles that are watched."""
        if user.is_anonymous:
            return {}
        subjects = {title: _subject(title) for title in titles}
        watches = find_watches(connection, user.id, set(subjects.values()), now=self.clock.now())
        return {title: watches[subject] for title, subject in subjects.items() if subject in watches}

    def watched(self, connection: Connection, user: User, *, limit: int, after: Title | None = None) -> list[Watch]:
        """What the user watches by namespace and name, from after a title on."""
        return list_watches(connection, user.id, now=self.clock.now(), limit=limit, after=after)

    def count_watchers(self, connection: Connection, title: Title) -> int:
        """How many accounts watch a title."""
        return count_watchers(connection, _subject(title), now=self.clock.now())

    def follow(self, connection: Connection, *, old: Title, new: Title) -> None:
        """Lets those who watch a page that has moved watch its new title too."""
        if _subject(old) != _subject(new):
            copy_watches(connection, source=_subject(old), target=_subject(new))

    def drop_expired(self, connection: Connection) -> int:
        """Removes watches that have run out; how many."""
        return drop_expired(connection, now=self.clock.now())


def _subject(title: Title) -> Title:
    namespace = title.namespace
    return Title(namespace - namespace % 2, title.dbkey) if namespace > 0 else title
