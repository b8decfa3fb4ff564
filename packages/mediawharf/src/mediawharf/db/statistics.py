"""How much there is: counts of rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, Select, Table, exists, func, or_, select

from mediawharf.db.schema import account, account_group, file_revision, page, page_revision, recent_change


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of things on the wiki."""

    pages: int
    articles: int  # pages that are content
    edits: int  # ever made
    files: int
    accounts: int
    active_accounts: int  # with changes of late


def count_all(connection: Connection, *, content_namespace: int, active_since: int) -> Counts:
    """The numbers as they are now; accounts are active with a change since that second."""
    current = file_revision.c.archive_name.is_(None)
    articles = page.c.namespace == content_namespace, page.c.redirect_title.is_(None)
    return Counts(
        pages=_count(connection, page),
        articles=_number(connection, select(func.count()).select_from(page).where(*articles)),
        # Ids are given out in turn and never again: the last one tells how many there were.
        edits=_number(connection, select(func.max(page_revision.c.id))),
        files=_number(connection, select(func.count()).select_from(file_revision).where(current)),
        accounts=_count(connection, account),
        active_accounts=_number(connection, _active(active_since)),
    )


def count_members(connection: Connection, *, now: int) -> dict[str, int]:
    """How many accounts each group has now; groups without any are not told."""
    table = account_group.c
    is_valid = or_(table.expiry.is_(None), table.expiry >= now)
    statement = select(table.name, func.count()).where(is_valid).group_by(table.name)
    return {row[0]: row[1] for row in connection.execute(statement)}


def _active(since: int) -> Select[int]:
    """How many accounts have changes since that second: from name to name in their index, past each one's changes."""
    row = recent_change.c
    names = select(func.min(row.user_name).label("name")).cte(recursive=True)
    following = select(func.min(row.user_name)).where(row.user_name > names.c.name).scalar_subquery()
    names = names.union_all(select(following).where(names.c.name.is_not(None)))
    is_active = exists().where(row.user_name == names.c.name, row.timestamp >= since, row.user_id != 0)
    return select(func.count()).select_from(names).where(is_active)


def _count(connection: Connection, table: Table) -> int:
    return _number(connection, select(func.count()).select_from(table))


def _number(connection: Connection, statement: Select[int]) -> int:
    return int(connection.scalar(statement) or 0)
