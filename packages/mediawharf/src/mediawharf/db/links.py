"""What pages link to, show and use, by what their texts said when they were saved."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, insert, or_, select, tuple_

from mediawharf.db.pages import BATCH
from mediawharf.db.schema import page, page_link, stale_page
from mediawharf.model.title import Title


class LinkKind(StrEnum):
    """How a page mentions another."""

    LINK = "p"
    FILE = "f"  # it shows the file
    TEMPLATE = "t"  # it uses the page as a template


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One mention: the page that has it, and what it names."""

    page_id: int
    kind: LinkKind
    namespace: int
    dbkey: str

    @property
    def title(self) -> Title:
        """What is mentioned."""
        return Title(self.namespace, self.dbkey)


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that mentions a title."""

    target: Title
    page_id: int
    title: Title  # the page's
    is_redirect: bool


@dataclass(frozen=True, slots=True)
class OutgoingRange:
    """A stretch of what pages mention, by page and title."""

    kind: LinkKind
    page_ids: tuple[int, ...]
    limit: int
    namespaces: tuple[int, ...] = ()  # (): any
    titles: tuple[Title, ...] | None = None  # only these; None: any
    start: tuple[int, int, str] | None = None  # page id, namespace, database key
    descending: bool = False


@dataclass(frozen=True, slots=True)
class IncomingRange:
    """A stretch of the pages that mention titles, by title, namespace of the page and page id."""

    kind: LinkKind
    titles: tuple[Title, ...]
    limit: int
    namespaces: tuple[int, ...] = ()  # of the pages; (): any
    redirects: bool | None = None  # None: whether redirects or not
    start: tuple[int, str, int, int] | None = None  # the title's namespace and key, the page's namespace and id
    descending: bool = False


def links_of(connection: Connection, page_id: int) -> set[Link]:
    """All that a page mentions."""
    columns = page_link.c
    rows = connection.execute(select(page_link).where(columns.page_id == page_id))
    return {Link(row.page_id, LinkKind(row.kind), row.namespace, row.title) for row in rows}


def put_links(connection: Connection, links: Iterable[Link], *, from_namespace: int) -> None:
    """Adds mentions that are not there yet."""
    rows = [
        {
            "page_id": link.page_id,
            "kind": link.kind.value,
            "namespace": link.namespace,
            "title": link.dbkey,
            "from_namespace": from_namespace,
        }
        for link in links
    ]
    if rows:
        connection.execute(insert(page_link), rows)


def drop_links(connection: Connection, links: Collection[Link]) -> None:
    """Takes mentions away."""
    columns = page_link.c
    for link in links:
        of_page = columns.page_id == link.page_id, columns.kind == link.kind.value
        target = columns.namespace == link.namespace, columns.title == link.dbkey
        connection.execute(delete(page_link).where(*of_page, *target))


def drop_links_of(connection: Connection, page_id: int) -> None:
    """Takes all mentions of a page away."""
    connection.execute(delete(page_link).where(page_link.c.page_id == page_id))


def list_outgoing(connection: Connection, wanted: OutgoingRange) -> list[Link]:
    """What the pages mention."""
    if not wanted.page_ids:
        return []
    row = page_link.c
    conditions: list[Any] = [row.page_id.in_(wanted.page_ids), row.kind == wanted.kind.value]
    if wanted.namespaces:
        conditions.append(row.namespace.in_(wanted.namespaces))
    if wanted.titles is not None:
        conditions.append(_is_one_of(wanted.titles))
    order = (row.page_id, row.namespace, row.title)
    if wanted.start is not None:
        place, first = tuple_(*order), tuple_(*wanted.start)
        conditions.append(place <= first if wanted.descending else place >= first)
    sorting = [column.desc() if wanted.descending else column.asc() for column in order]
    statement = select(page_link).where(*conditions).order_by(*sorting).limit(wanted.limit)
    found = connection.execute(statement)
    return [Link(each.page_id, LinkKind(each.kind), each.namespace, each.title) for each in found]


def list_incoming(connection: Connection, wanted: IncomingRange) -> list[Mention]:
    """The pages that mention the titles."""
    if not wanted.titles:
        return []
    row = page_link.c
    conditions: list[Any] = [row.kind == wanted.kind.value, _is_one_of(wanted.titles)]
    if wanted.namespaces:
        conditions.append(row.from_namespace.in_(wanted.namespaces))
    if wanted.redirects is not None:
        target = page.c.redirect_title
        conditions.append(target.is_not(None) if wanted.redirects else target.is_(None))
    order = (row.namespace, row.title, row.from_namespace, row.page_id)
    if wanted.start is not None:
        place, first = tuple_(*order), tuple_(*wanted.start)
        conditions.append(place <= first if wanted.descending else place >= first)
    sorting = [column.desc() if wanted.descending else column.asc() for column in order]
    statement = _pages_that_link().where(*conditions).order_by(*sorting).limit(wanted.limit)
    return [_mention(each) for each in connection.execute(statement)]


def mark_stale(connection: Connection, page_id: int) -> None:
    """Notes that a page's links must be taken from its text anew."""
    if connection.execute(select(stale_page.c.page_id).where(stale_page.c.page_id == page_id)).first() is None:
        connection.execute(insert(stale_page).values(page_id=page_id))


def mark_users_stale(connection: Connection, template: Title) -> None:
    """Notes the same of all pages that use a template."""
    row = page_link.c
    is_use = row.kind == LinkKind.TEMPLATE.value, row.namespace == template.namespace, row.title == template.dbkey
    noted = select(stale_page.c.page_id)
    users = select(row.page_id).where(*is_use, row.page_id.not_in(noted))
    connection.execute(insert(stale_page).from_select(["page_id"], users))


def stale_pages(connection: Connection, *, limit: int) -> Sequence[int]:
    """Ids of pages whose links must be taken anew, and of such as are no more."""
    return connection.execute(select(stale_page.c.page_id).order_by(stale_page.c.page_id).limit(limit)).scalars().all()


def unmark_stale(connection: Connection, page_ids: Collection[int]) -> None:
    """Notes that the links of pages are as their texts say."""
    connection.execute(delete(stale_page).where(stale_page.c.page_id.in_(page_ids)))


def _is_one_of(titles: Sequence[Title]) -> Any:
    row = page_link.c
    by_namespace = {
        namespace: sorted({title.dbkey for title in titles if title.namespace == namespace})[:BATCH]
        for namespace in sorted({title.namespace for title in titles})
    }
    return or_(*(and_(row.namespace == number, row.title.in_(names)) for number, names in by_namespace.items()))


def _pages_that_link() -> Select[Any]:
    own = page_link.c.namespace.label("to_namespace"), page_link.c.title.label("to_title")
    columns = page.c.id, page.c.namespace, page.c.title, page.c.redirect_title
    return select(*own, *columns).join(page, page.c.id == page_link.c.page_id)


def _mention(row: Row[Any]) -> Mention:
    target = Title(row.to_namespace, row.to_title)
    return Mention(target, row.id, Title(row.namespace, row.title), row.redirect_title is not None)
