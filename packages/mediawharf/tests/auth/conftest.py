"""An embedded database in a temporary folder, a clock that stands still, and passwords that are cheap to hash."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mediawharf.auth.accounts import Accounts
from mediawharf.auth.login import Credentials, Login, LoginResult
from mediawharf.auth.passwords import Passwords
from mediawharf.auth.sessions import Session, Sessions
from mediawharf.auth.throttle import Throttle
from mediawharf.auth.tokens import TokenKind, token
from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata
from mediawharf.model.clock import Clock, Random
from mediawharf.model.user import User
from mediawharf.settings import Settings

NOW = 1_800_000_000
PASSWORD = "correct horse"


@dataclass
class Time:
    """A time that moves when told to; ``meanwhile`` is what happens at the next readings, one by one."""

    now: float = NOW
    meanwhile: list[Callable[[], None]] = field(default_factory=list)

    def read(self) -> float:
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class House:
    """One process's objects over a database; two houses over one database are two processes."""

    database: Database
    settings: Settings
    time: Time
    clock: Clock = field(init=False)
    passwords: Passwords = field(init=False)
    accounts: Accounts = field(init=False)
    sessions: Sessions = field(init=False)
    throttle: Throttle = field(init=False)
    login: Login = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(seconds=self.time.read)
        self.passwords = Passwords(memory_kib=8, passes=1)
        self.accounts = Accounts(
            self.database, self.settings, passwords=self.passwords, clock=self.clock, random=Random()
        )
        self.sessions = Sessions(self.database, self.accounts, self.settings, clock=self.clock, random=Random())
        self.throttle = Throttle(self.database, self.clock)
        self.login = Login(
            self.database, self.settings, sessions=self.sessions, passwords=self.passwords, throttle=self.throttle,
            clock=self.clock,
        )  # fmt: skip

    def neighbour(self, **settings: object) -> "House":
        """Another process on the same database."""
        return dataclasses.replace(self, settings=self.settings.model_copy(update=settings))

    def account(self, name: str = "Uploader", *, groups: tuple[str, ...] = ()) -> User:
        return self.accounts.create(name, PASSWORD, groups=groups)

    def log_in(self, name: str, password: str, *, address: str = "192.0.2.1") -> LoginResult:
        """A login with a good token."""
        session = self.sessions.start()
        login_token = token(session, TokenKind.LOGIN, now=self.clock.now())
        return self.login.log_in(session, Credentials(name, password, address), token=login_token)

    def who(self, session: Session | None) -> str:
        """The name of who is logged in with the session's cookie."""
        opened = None if session is None else self.sessions.open(session.cookie)
        return self.sessions.user_of(opened, address="192.0.2.1").name


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    url = f"sqlite:///{tmp_path}/wharf.sqlite"
    database = open_database(url, connections=8)
    with database.write() as connection:
        metadata.create_all(connection)
    yield House(database, Settings(data=tmp_path), Time())
    database.close()
