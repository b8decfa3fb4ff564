"""Rows of sessions, found by the SHA-256 of the cookie's value."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from mediawharf.db.schema import session


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session; timestamps are seconds since 1970."""

    id_hash: str
    secret: bytes = field(repr=False)
    account_id: int | None  # None: nobody is logged in yet
    bot_password_id: int | None
    created: int
    expires: int


def add_session(connection: Connection, row: SessionRow) -> None:
    """Stores a new session."""
    values = {
        "id_hash": row.id_hash,
        "secret": row.secret,
        "account_id": row.account_id,
        "bot_password_id": row.bot_password_id,
        "created": row.created,
        "expires": row.expires,
    }
    connection.execute(insert(session).values(values))


def session_by_hash(connection: Connection, id_hash: str, *, now: int) -> SessionRow | None:
    """The session, unless it has expired."""
    live = select(session).where(session.c.id_hash == id_hash, session.c.expires > now)
    row = connection.execute(live).one_or_none()
    if row is None:
        return None
    return SessionRow(row.id_hash, row.secret, row.account_id, row.bot_password_id, row.created, row.expires)


def extend_session(connection: Connection, id_hash: str, *, old: int, new: int) -> None:
    """Moves the expiry, unless another process has moved it already."""
    unmoved = (session.c.id_hash == id_hash) & (session.c.expires == old)
    connection.execute(update(session).where(unmoved).values(expires=new))


def remove_session(connection: Connection, id_hash: str) -> None:
    """Ends one session."""
    connection.execute(delete(session).where(session.c.id_hash == id_hash))


def remove_sessions_of(connection: Connection, account_id: int) -> int:
    """Ends all sessions of an account; how many there were."""
    return connection.execute(delete(session).where(session.c.account_id == account_id)).rowcount


def remove_expired_sessions(connection: Connection, *, now: int) -> int:
    """Removes what has expired; how many there were."""
    return connection.execute(delete(session).where(session.c.expires <= now)).rowcount
