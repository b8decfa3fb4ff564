"""Sessions: who a cookie stands for."""

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from mediawharf.auth.accounts import Accounts
from mediawharf.db import sessions as rows
from mediawharf.db.base import Database
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.sessions import SessionRow
from mediawharf.model.clock import Clock, Random
from mediawharf.model.user import User
from mediawharf.settings import Settings

COOKIE_LENGTH = 32
MAX_COOKIE_LENGTH = 128

# An expiry is moved at most once in so many seconds, so that reads do not become writes.
EXTEND_EVERY = 3600

# How long a look-up is believed without asking the database again, in seconds.
BELIEVED = 5.0


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's or a bot's session. The cookie is known to the client alone: the database has its SHA-256."""

    cookie: str = field(repr=False)  # what the client keeps
    secret: bytes = field(repr=False)  # what tokens are made from
    account_id: int | None  # None: nobody is logged in yet
    bot_password_id: int | None
    created: int
    expires: int

    @property
    def id_hash(self) -> str:
        """What the database knows the session by."""
        return hash_of(self.cookie)


@dataclass(frozen=True, slots=True)
class _Remembered:
    session: Session
    user: User | None  # None: nobody is logged in
    version: int
    at: float


class Sessions:
    """The sessions in the database, with a short memory of look-ups.

    A look-up is believed for 5 seconds. What this process does (log-out, block, new groups, revoked bot
    passwords) counts at once; what another process does counts here after those seconds at the latest.
    ``remembered`` look-ups are kept at most.
    """

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        settings: Settings,
        *,
        clock: Clock,
        random: Random,
        remembered: int = 10_000,
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._settings = settings
        self._clock = clock
        self._random = random
        self._remembered = remembered
        self._lock = threading.Lock()
        self._memory: dict[str, _Remembered] = {}
        self._ended = 0

    def open(self, cookie: str | None) -> Session | None:
        """The live session of a cookie's value, and its expiry moved on when somebody is logged in."""
        if cookie is None or not 0 < len(cookie) <= MAX_COOKIE_LENGTH:
            return None
        known = self._look_up(cookie)
        return None if known is None else known.session

    def open_first(self, cookies: Iterable[str]) -> Session | None:
        """The first live session among cookies' values."""
        return next((session for cookie in cookies if (session := self.open(cookie)) is not None), None)

    def recall(self, cookie: str) -> tuple[Session, User | None] | None:
        """The session of a cookie's value with who is logged in, if that is known without asking the database."""
        known = self._memory.get(hash_of(cookie))
        return (known.session, known.user) if known is not None and self._is_fresh(known) else None

    def user_of(self, session: Session | None, *, address: str) -> User:
        """Who is logged in, or else the anonymous user at the address."""
        known = None if session is None or session.account_id is None else self._look_up(session.cookie)
        return self._accounts.anonymous(address) if known is None or known.user is None else known.user

    def start(self) -> Session:
        """A session in which nobody is logged in yet, for the sake of its tokens; it ends after an hour."""
        session = self._new(None, None, self._settings.session_login_max_age)
        with self._database.write() as connection:
            rows.add_session(connection, _row(session))
        return session

    def log_in(self, session: Session | None, account_id: int, *, bot_password_id: int | None = None) -> Session:
        """A new session of an account, with a new id and secret; the one before it ends.

        A session id that was planted in a browser before the login is thus worth nothing after it.
        """
        new = self._new(account_id, bot_password_id, self._settings.session_max_age)
        with self._database.write() as connection:
            rows.add_session(connection, _row(new))
            if session is not None:
                rows.remove_session(connection, session.id_hash)
        if session is not None:
            self._forget(session)
        return new

    def log_out(self, session: Session) -> None:
        """Ends a session."""
        with self._database.write() as connection:
            rows.remove_session(connection, session.id_hash)
        self._forget(session)

    def purge(self) -> int:
        """Removes expired sessions from the database; how many there were."""
        with self._database.write() as connection:
            return rows.remove_expired_sessions(connection, now=self._clock.now())

    def _new(self, account_id: int | None, bot_password_id: int | None, seconds: int) -> Session:
        now = self._clock.now()
        cookie = self._random.base36(COOKIE_LENGTH)
        return Session(cookie, self._random.source(32), account_id, bot_password_id, now, now + seconds)

    def _look_up(self, cookie: str) -> _Remembered | None:
        id_hash = hash_of(cookie)
        known = self._memory.get(id_hash)
        if known is not None and self._is_fresh(known):
            return known
        # What ends or changes from here on must keep this look-up from being remembered.
        ended, version, at = self._ended, self._accounts.version, self._clock.seconds()
        session = self._load(cookie, id_hash)
        if session is None:
            return None
        user = None
        if session.account_id is not None:
            user = self._accounts.get(session.account_id, bot_password_id=session.bot_password_id)
            if user is None:
                return None
        known = _Remembered(session, user, version, at)
        self._remember(id_hash, known, ended)
        return known

    def _is_fresh(self, known: _Remembered) -> bool:
        now = self._clock.seconds()
        recent = 0 <= now - known.at < BELIEVED and known.session.expires > now
        return recent and known.version == self._accounts.version

    def _load(self, cookie: str, id_hash: str) -> Session | None:
        now = self._clock.now()
        with self._database.read() as connection:
            row = rows.session_by_hash(connection, id_hash, now=now)
        if row is None:
            return None
        expires = row.expires
        age = self._settings.session_max_age
        if row.account_id is not None and now + age - expires >= min(EXTEND_EVERY, age // 4):
            expires = self._extend(id_hash, old=row.expires, new=now + age)
        return Session(cookie, row.secret, row.account_id, row.bot_password_id, row.created, expires)

    def _extend(self, id_hash: str, *, old: int, new: int) -> int:
        """When the session expires now: as before where there is no room to note more, which must not end a read."""
        try:
            with self._database.write() as connection:
                rows.extend_session(connection, id_hash, old=old, new=new)
        except DatabaseFull:
            return old
        return new

    def _forget(self, session: Session) -> None:
        with self._lock:
            self._ended += 1
            self._memory.pop(session.id_hash, None)

    def _remember(self, id_hash: str, known: _Remembered, ended: int) -> None:
        with self._lock:
            if self._ended != ended:
                return
            self._memory.pop(id_hash, None)
            self._memory[id_hash] = known
            if len(self._memory) > self._remembered:
                del self._memory[next(iter(self._memory))]


def hash_of(cookie: str) -> str:
    """The SHA-256 of a cookie's value, in hexadecimal digits.

    The value is 165 bits of chance, so a fast hash is enough to make a stolen database worthless for logging in.
    """
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()


def _row(session: Session) -> SessionRow:
    return SessionRow(
        id_hash=session.id_hash,
        secret=session.secret,
        account_id=session.account_id,
        bot_password_id=session.bot_password_id,
        created=session.created,
        expires=session.expires,
    )
