"""Which pages hold which terms: an index of words and of what pages say of themselves, and how far it has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from mediawharf.db.schema import page, recent_change, search_progress, search_term

# No term holds this character, and it sorts after all that a term may hold.
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class TouchedPages:
    """The pages that some changes were about, and the id of the last of these changes."""

    page_ids: frozenset[int]
    names: frozenset[tuple[int, str]]  # namespaces and database keys
    last_change_id: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a page must hold: all of ``whole``, and a term that begins with ``start`` unless that is None.

    ``first`` is the one that the pages are found by: it had better be rare.
    """

    first: str
    whole: Sequence[str] = ()
    start: str | None = None


def touched_after(connection: Connection, change_id: int, *, limit: int) -> TouchedPages | None:
    """What the next changes after one were about; None when it was the last."""
    row = recent_change.c
    statement = select(row.id, row.page_id, row.namespace, row.title).where(row.id > change_id)
    found = connection.execute(statement.order_by(row.id).limit(limit)).all()
    if not found:
        return None
    ids = frozenset(each.page_id for each in found if each.page_id)
    return TouchedPages(ids, frozenset((each.namespace, each.title) for each in found), found[-1].id)


def progress(connection: Connection) -> int:
    """The id of the last change that the index knows."""
    return int(connection.scalar(select(search_progress.c.change_id)) or 0)


def set_progress(connection: Connection, change_id: int) -> None:
    """Notes how far the index has come."""
    done = connection.execute(update(search_progress).values(change_id=change_id))
    if done.rowcount == 0:
        connection.execute(insert(search_progress), {"id": 1, "change_id": change_id})


def replace_terms(connection: Connection, page_id: int, terms: Collection[str]) -> None:
    """Puts a page's terms in place of those it had."""
    connection.execute(delete(search_term).where(search_term.c.page_id == page_id))
    if terms:
        connection.execute(insert(search_term), [{"term": term, "page_id": page_id} for term in sorted(terms)])


def count_up_to(connection: Connection, term: str, limit: int) -> int:
    """How many pages hold a term, counted no further than the limit."""
    some = select(search_term.c.page_id).where(search_term.c.term == term).limit(limit).subquery()
    return int(connection.scalar(select(func.count()).select_from(some)) or 0)


def terms_that_begin(connection: Connection, start: str, *, limit: int, first: str = "") -> list[str]:
    """Terms with a beginning, each once and in order, from ``first`` on.

    One step of the index for each of them, however many pages hold it.
    """
    term, end = search_term.c.term, start + _AFTER_ALL
    steps = select(func.min(term).label("term")).where(term >= max(start, first), term < end).cte(recursive=True)
    following = select(func.min(term)).where(term > steps.c.term, term < end).scalar_subquery()
    steps = steps.union_all(select(following).where(steps.c.term.is_not(None)))
    found = connection.execute(select(steps.c.term).limit(limit)).scalars()
    return [each for each in found if each is not None]


def find_page_ids(
    connection: Connection, terms: Terms, *, namespaces: Collection[int], before: int | None, limit: int
) -> list[int]:
    """The ids of pages that hold the terms, the newest pages first; only ids below ``before``."""
    row = search_term.c
    statement: Select[Any] = select(row.page_id).where(row.term == terms.first)
    statement = statement.join(page, page.c.id == row.page_id)
    if namespaces:
        # The sum keeps the index of names out: pages are to be found by their terms, not the other way round.
        statement = statement.where((page.c.namespace + 0).in_(namespaces))
    if before is not None:
        statement = statement.where(row.page_id < before)
    for term in terms.whole:
        statement = statement.where(_holds(term, None))
    if terms.start is not None:
        statement = statement.where(_holds(terms.start, terms.start + _AFTER_ALL))
    return list(connection.execute(statement.order_by(row.page_id.desc()).limit(limit)).scalars())


def _holds(low: str, high: str | None) -> Any:
    other = search_term.alias()
    here = other.c.page_id == search_term.c.page_id
    which = other.c.term == low if high is None else (other.c.term >= low) & (other.c.term < high)
    return select(other.c.page_id).where(here, which).correlate(search_term).exists()
