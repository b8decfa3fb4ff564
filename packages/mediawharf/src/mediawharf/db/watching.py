"""Who watches which page. A page and its talk page are watched together, under the page's own namespace."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, or_, select

from mediawharf.db.inserting import put_row
from mediawharf.db.pages import BATCH
from mediawharf.db.schema import watched_page
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class Watch:
    """That a page is watched, and until which second; None: for good."""

    title: Title
    expiry: int | None


@dataclass(frozen=True, slots=True)
class WatchRange:
    """A stretch of a namespace by name, which may be one of talk pages: database keys, both ends included."""

    namespace: int
    now: int  # when the watches are to be in force
    low: str | None = None
    high: str | None = None
    descending: bool = False


def find_watches(connection: Connection, account_id: int, titles: Collection[Title], *, now: int) -> dict[Title, Watch]:
    """Those of the titles that an account watches now."""
    found: dict[Title, Watch] = {}
    for namespace in {title.namespace for title in titles}:
        names = sorted({title.dbkey for title in titles if title.namespace == namespace})
        for first in range(0, len(names), BATCH):
            here = watched_page.c.namespace == namespace, watched_page.c.title.in_(names[first : first + BATCH])
            whose = watched_page.c.account_id == account_id
            rows = connection.execute(select(watched_page).where(whose, *here, _current(now)))
            watches = [Watch(Title(row.namespace, row.title), row.expiry) for row in rows]
            found |= {watch.title: watch for watch in watches}
    return found


def list_watches(
    connection: Connection, account_id: int, *, now: int, limit: int, after: Title | None = None
) -> list[Watch]:
    """What an account watches by namespace and name, from after a title on."""
    conditions = [watched_page.c.account_id == account_id, _current(now)]
    if after is not None:
        same = and_(watched_page.c.namespace == after.namespace, watched_page.c.title > after.dbkey)
        conditions.append(or_(watched_page.c.namespace > after.namespace, same))
    statement = select(watched_page).where(*conditions).order_by(watched_page.c.namespace, watched_page.c.title)
    return [Watch(Title(row.namespace, row.title), row.expiry) for row in connection.execute(statement.limit(limit))]


def list_watched(connection: Connection, account_id: int, *, wanted: WatchRange, limit: int) -> list[Title]:
    """What an account watches of a namespace, by name; talk pages are watched with their pages."""
    name, subject = watched_page.c.title, wanted.namespace - wanted.namespace % 2
    here = watched_page.c.account_id == account_id, watched_page.c.namespace == subject
    statement = select(name).where(*here, _current(wanted.now))
    if wanted.low is not None:
        statement = statement.where(name >= wanted.low)
    if wanted.high is not None:
        statement = statement.where(name <= wanted.high)
    statement = statement.order_by(name.desc() if wanted.descending else name.asc()).limit(limit)
    return [Title(wanted.namespace, found) for found in connection.execute(statement).scalars()]


def count_watchers(connection: Connection, title: Title, *, now: int) -> int:
    """How many accounts watch a title."""
    statement = select(func.count()).select_from(watched_page).where(*_of(title), _current(now))
    return int(connection.execute(statement).scalar_one())


def put_watch(connection: Connection, account_id: int, watch: Watch) -> None:
    """Watches a title, until the given second and no other."""
    title = watch.title
    values = {"account_id": account_id, "namespace": title.namespace, "title": title.dbkey, "expiry": watch.expiry}
    put_row(connection, watched_page, values)


def drop_watch(connection: Connection, account_id: int, title: Title) -> None:
    """Watches a title no more."""
    connection.execute(delete(watched_page).where(watched_page.c.account_id == account_id, *_of(title)))


def copy_watches(connection: Connection, *, source: Title, target: Title) -> None:
    """Lets all who watch one title watch another instead of what they had for it."""
    connection.execute(delete(watched_page).where(
        *_of(target), watched_page.c.account_id.in_(select(watched_page.c.account_id).where(*_of(source)))
    ))  # fmt: skip
    new = literal(target.namespace), literal(target.dbkey), watched_page.c.expiry
    rows = select(watched_page.c.account_id, *new).where(*_of(source))
    connection.execute(insert(watched_page).from_select(["account_id", "namespace", "title", "expiry"], rows))


def drop_expired(connection: Connection, *, now: int) -> int:
    """Removes what has run out; how many."""
    return connection.execute(delete(watched_page).where(watched_page.c.expiry <= now)).rowcount


def _of(title: Title) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return watched_page.c.namespace == title.namespace, watched_page.c.title == title.dbkey


def _current(now: int) -> ColumnElement[bool]:
    return or_(watched_page.c.expiry.is_(None), watched_page.c.expiry > now)
