"""Pages: their names, and which revision is the latest."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Integer, Select, String, bindparam, delete, func, or_, select, update

from mediawharf.db.inserting import insert_row
from mediawharf.db.prepared import NamedRow, Prepared
from mediawharf.db.schema import page, page_restriction, page_revision
from mediawharf.db.timerange import MOST_LOOKED_AT
from mediawharf.model.title import Title

# SQLite takes 32,766 variables at most, and long lists of them are slow to compile.
BATCH = 500
# No title holds this character, and it sorts after all that a title may hold.
_AFTER_ALL = "\U0010ffff"


class PageRecord(Struct, frozen=True):
    """A page that exists."""

    id: int
    title: Title
    latest_id: int  # the id of its latest revision
    length: int  # bytes of its text
    touched: int
    redirect: Title | None  # where it leads
    is_new: bool  # whether its latest revision is its first


@dataclass(frozen=True, slots=True)
class PageRange:
    """A stretch of a namespace by name: database keys from ``start`` to ``end`` in the list's direction, included."""

    limit: int
    namespace: int = 0
    start: str | None = None
    end: str | None = None
    prefix: str | None = None
    redirects: bool | None = None  # None: whether redirect or not
    min_length: int | None = None
    max_length: int | None = None
    protected_from: tuple[str, ...] = ()  # protected against one of these types of action; (): protected or not
    protected_to: tuple[str, ...] = ()  # by one of these levels; (): by any
    protected_forever: bool | None = None  # None: whether the protection runs out or not
    now: int = 0  # when the protection is to be in force
    until: str | None = None  # the first name not to give
    skip: int = 0  # how many pages to leave out at the start
    descending: bool = False


def find_page(connection: Connection, title: Title) -> PageRecord | None:
    """The page of this name; None if there is none."""
    return find_pages(connection, [title]).get(title)


def find_page_by_id(connection: Connection, page_id: int) -> PageRecord | None:
    """The page with this id; None if there is none."""
    return find_pages_by_id(connection, [page_id]).get(page_id)


def find_pages(connection: Connection, titles: Collection[Title]) -> dict[Title, PageRecord]:
    """Those of the titles that exist."""
    found: dict[Title, PageRecord] = {}
    for namespace in {title.namespace for title in titles}:
        called = {title.dbkey: title for title in titles if title.namespace == namespace}
        names = sorted(called)
        for first in range(0, len(names), BATCH):
            for row in _by_titles().all(connection, at=namespace, called=names[first : first + BATCH]):
                title = called[row.title]
                found[title] = _record(row, title)
    return found


def find_pages_by_id(connection: Connection, page_ids: Collection[int]) -> dict[int, PageRecord]:
    """Those of the page ids that exist."""
    found: dict[int, PageRecord] = {}
    ids = sorted(set(page_ids))
    for first in range(0, len(ids), BATCH):
        rows = _by_ids().all(connection, wanted=ids[first : first + BATCH])
        found |= {row.id: _record(row) for row in rows}
    return found


def list_pages(connection: Connection, wanted: PageRange) -> list[PageRecord]:
    """Pages of a namespace in the order of their database keys."""
    values = {name: getattr(wanted, name) for name in _BOUNDS}
    if wanted != PageRange(**values, now=wanted.now, descending=wanted.descending):
        return [_record(row) for row in connection.execute(_listed(wanted))]
    given = {name: value for name, value in values.items() if value is not None}
    rows = _prepared(frozenset(given), descending=wanted.descending).all(connection, **given)
    return [_record(row) for row in rows]


# What narrows a list down to a stretch of its index.
_BOUNDS = ("limit", "namespace", "start", "end", "prefix", "until")


@cache
def _prepared(given: frozenset[str], *, descending: bool) -> Prepared:
    """The list with a place for each of the bounds that are given."""
    texts: dict[str, Any] = {name: bindparam(name, type_=String) for name in given - {"limit", "namespace"}}
    numbers: dict[str, Any] = {name: bindparam(name, type_=Integer) for name in ("limit", "namespace")}
    return Prepared(_listed(PageRange(**numbers, **texts, descending=descending)))


def _listed(wanted: PageRange) -> Select[Any]:
    low, high = (wanted.end, wanted.start) if wanted.descending else (wanted.start, wanted.end)
    conditions = [page.c.namespace == wanted.namespace]
    if low is not None:
        conditions.append(page.c.title >= low)
    if high is not None:
        conditions.append(page.c.title <= high)
    if wanted.prefix is not None:
        conditions += [page.c.title >= wanted.prefix, page.c.title < wanted.prefix + _AFTER_ALL]
    if wanted.redirects is not None:
        target = page.c.redirect_title
        conditions.append(target.is_not(None) if wanted.redirects else target.is_(None))
    if wanted.min_length is not None:
        conditions.append(page.c.length >= wanted.min_length)
    if wanted.max_length is not None:
        conditions.append(page.c.length <= wanted.max_length)
    if wanted.protected_from:
        conditions.append(page.c.title.in_(_protected(wanted)))
    if wanted.until is not None:
        conditions.append(page.c.title > wanted.until if wanted.descending else page.c.title < wanted.until)
    order = page.c.title.desc() if wanted.descending else page.c.title.asc()
    if wanted.skip:
        # Names are skipped in their index: only the page's own rows are read.
        first = select(page.c.title).where(*conditions).order_by(order).offset(wanted.skip).limit(1).scalar_subquery()
        conditions.append(page.c.title <= first if wanted.descending else page.c.title >= first)
    return _select().where(*conditions).order_by(order).limit(wanted.limit)


def page_to_stop_at(connection: Connection, wanted: PageRange, *, after: int = MOST_LOOKED_AT) -> str | None:
    """The name in the range before which so many pages are, that is to be the next reply's first; None for none.

    For ranges whose pages must be looked at one by one.
    """
    if wanted.min_length is None and wanted.max_length is None:
        return None
    all_lengths = replace(wanted, min_length=None, max_length=None, limit=1, skip=after)
    found = list_pages(connection, all_lengths)
    return found[0].title.dbkey if found else None


def count_pages(connection: Connection, *, namespace: int, prefix: str) -> int:
    """How many pages of a namespace have names that start so."""
    here = page.c.namespace == namespace, page.c.title >= prefix, page.c.title < prefix + _AFTER_ALL
    return int(connection.execute(select(func.count()).select_from(page).where(*here)).scalar_one())


def _protected(wanted: PageRange) -> Select[Any]:
    row = page_restriction.c
    conditions = [row.namespace == wanted.namespace, row.type.in_(wanted.protected_from)]
    conditions.append(or_(row.expiry.is_(None), row.expiry > wanted.now))
    if wanted.protected_to:
        conditions.append(row.level.in_(wanted.protected_to))
    if wanted.protected_forever is not None:
        conditions.append(row.expiry.is_(None) if wanted.protected_forever else row.expiry.is_not(None))
    return select(row.title).where(*conditions)


def namespace_is_used(connection: Connection, namespace: int) -> bool:
    """Whether any page is in the namespace."""
    return bool(_in_namespace().all(connection, at=namespace))


def page_id_is_used(connection: Connection, page_id: int) -> bool:
    """Whether a page has this id now."""
    return connection.execute(select(page.c.id).where(page.c.id == page_id)).first() is not None


def insert_page(connection: Connection, title: Title, *, touched: int, page_id: int | None = None) -> int:
    """The id of a page with no revision yet: ``set_latest`` must follow in the same transaction."""
    values: dict[str, Any] = {
        "namespace": title.namespace,
        "title": title.dbkey,
        "latest_id": 0,
        "length": 0,
        "touched": touched,
    }
    if page_id is not None:
        values["id"] = page_id
    return insert_row(connection, page, values)


def set_latest(
    connection: Connection,
    page_id: int,
    *,
    expected_id: int,
    latest_id: int,
    length: int,
    redirect: Title | None,
    touched: int,
) -> bool:
    """Moves the page on to a revision; False, and nothing done, if its latest is not the expected one any more."""
    values = {
        "new_latest_id": latest_id,
        "new_length": length,
        "new_touched": touched,
        "new_redirect_namespace": None if redirect is None else redirect.namespace,
        "new_redirect_title": None if redirect is None else redirect.dbkey,
    }
    return _move_on().run(connection, wanted=page_id, expected=expected_id, **values) == 1


def rename_page(connection: Connection, page_id: int, title: Title, *, touched: int) -> None:
    """Gives the page another name, which no page may bear."""
    values = {"namespace": title.namespace, "title": title.dbkey, "touched": touched}
    connection.execute(update(page).where(page.c.id == page_id).values(values))


def touch_pages(connection: Connection, page_ids: Collection[int], *, touched: int) -> None:
    """Marks the pages as to be rendered anew."""
    connection.execute(update(page).where(page.c.id.in_(page_ids)).values(touched=touched))


def delete_page(connection: Connection, page_id: int) -> None:
    """Takes the page's name away; its revisions stay."""
    connection.execute(delete(page).where(page.c.id == page_id))


@cache
def _in_namespace() -> Prepared:
    return Prepared(select(page.c.id).where(page.c.namespace == bindparam("at")).limit(1))


@cache
def _by_titles() -> Prepared:
    here = page.c.namespace == bindparam("at"), page.c.title.in_(bindparam("called", expanding=True))
    return Prepared(_select().where(*here), lists=("called",))


@cache
def _by_ids() -> Prepared:
    here = page.c.id.in_(bindparam("wanted", expanding=True))
    return Prepared(_select().where(here), lists=("wanted",))


@cache
def _move_on() -> Prepared:
    here = page.c.id == bindparam("wanted"), page.c.latest_id == bindparam("expected")
    names = ("latest_id", "length", "touched", "redirect_namespace", "redirect_title")
    return Prepared(update(page).where(*here).values({name: bindparam(f"new_{name}") for name in names}))


def _select() -> Select[Any]:
    return select(page, page_revision.c.parent_id).join(page_revision, page_revision.c.id == page.c.latest_id)


def _record(row: NamedRow, title: Title | None = None) -> PageRecord:
    return PageRecord(
        id=row.id,
        title=Title(row.namespace, row.title) if title is None else title,
        latest_id=row.latest_id,
        length=row.length,
        touched=row.touched,
        redirect=None if row.redirect_title is None else Title(row.redirect_namespace, row.redirect_title),
        is_new=row.parent_id == 0,
    )
