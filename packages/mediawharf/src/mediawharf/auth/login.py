"""Logging in: from a name and a password to a session, without a word of HTTP."""

import hashlib
from dataclasses import dataclass

from mediawharf.auth import tokens
from mediawharf.auth.names import canonical_name
from mediawharf.auth.passwords import Passwords, is_bot_password, verify_bot_password
from mediawharf.auth.sessions import Session, Sessions
from mediawharf.auth.throttle import Limit, Throttle, network_of
from mediawharf.auth.tokens import TokenKind
from mediawharf.db import accounts as rows
from mediawharf.db.base import Database
from mediawharf.model.clock import Clock
from mediawharf.model.errors import Message
from mediawharf.model.user import User
from mediawharf.settings import Settings

# Source: MediaWiki's $wgPasswordAttemptThrottle.
LIMITS = (Limit(5, 300), Limit(150, 48 * 3600))


@dataclass(frozen=True, slots=True)
class NeedToken:
    """No token was sent: here is one, in a session whose cookie the client must keep."""

    token: str
    session: Session


@dataclass(frozen=True, slots=True)
class WrongToken:
    """The token is not this session's."""


@dataclass(frozen=True, slots=True)
class Success:
    """Logged in; the session's cookie takes the place of the old one."""

    user: User
    session: Session
    used_main_password: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """Not logged in; the code is for programs."""

    code: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Aborted:
    """The session cannot change its user."""

    reason: Message


@dataclass(frozen=True, slots=True)
class Throttled:
    """Too many attempts; the password was not looked at. MediaWiki's key is ``login-throttled``."""

    wait: int  # seconds


ClientLoginResult = Success | Failed | Aborted | Throttled
LoginResult = NeedToken | WrongToken | ClientLoginResult


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody who wants in has sent, and from where."""

    name: str
    password: str
    address: str


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: int
    bot_password_id: int | None
    password_hash: str | None  # None: a bot password was used


class Login:
    """Checks passwords and opens sessions.

    Whatever is wrong with name or password, the answer is the same and takes the same time. Blocked users may
    log in, as in MediaWiki.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        sessions: Sessions,
        passwords: Passwords,
        throttle: Throttle,
        clock: Clock,
    ) -> None:
        self._database = database
        self._settings = settings
        self._sessions = sessions
        self._passwords = passwords
        self._throttle = throttle
        self._clock = clock

    def log_in(self, session: Session | None, credentials: Credentials, *, token: str | None) -> LoginResult:
        """As ``action=login`` does: a token is asked for, and bot passwords count as well as the main one."""
        if session is not None and session.bot_password_id is not None:
            return _aborted()
        if token is None or token == "":
            session = self._sessions.start() if session is None else session
            return NeedToken(tokens.token(session, TokenKind.LOGIN, now=self._clock.now()), session)
        if session is None:
            return Failed("sessionlost", Message("authpage-cannot-login-continue"))
        if not tokens.check(session, TokenKind.LOGIN, token):
            return WrongToken()
        return self._enter(session, credentials, bot=_bot_login(credentials))

    def client_log_in(self, session: Session | None, credentials: Credentials) -> ClientLoginResult:
        """As ``action=clientlogin`` and the login page do: the main password only, the token checked before."""
        if session is not None and session.bot_password_id is not None:
            return _aborted()
        return self._enter(session, credentials, bot=None)

    def _enter(
        self, session: Session | None, credentials: Credentials, *, bot: "_BotLogin | None"
    ) -> ClientLoginResult:
        by_name = _name_key(credentials.name if bot is None else bot.name)
        by_address = f"login:address:{network_of(credentials.address)}"
        if self._settings.rate_limits:
            wait = self._throttle.attempt((by_name, by_address), limits=LIMITS)
            if wait is not None:
                return Throttled(wait)
        found = None if bot is None else self._bot_account(bot)
        if found is None:
            found = self._main_account(credentials)
        if found is None:
            return _wrong_password()
        new = self._sessions.log_in(session, found.account_id, bot_password_id=found.bot_password_id)
        user = self._sessions.user_of(new, address=credentials.address)
        # The account or its password may have been taken away since it was checked; sessions that are there when a
        # password changes are ended by the change.
        if user.is_anonymous or not self._still_holds(found, credentials):
            self._sessions.log_out(new)
            return _wrong_password()
        if self._settings.rate_limits:
            self._throttle.pardon(by_name, also=(by_address,))
        return Success(user, new, used_main_password=found.bot_password_id is None)

    def _bot_account(self, bot: "_BotLogin") -> _Found | None:
        name = canonical_name(bot.name)
        with self._database.read() as connection:
            row = None if name is None else rows.bot_password_by_name(connection, name, bot.app_id)
        if not verify_bot_password(None if row is None else row.password_hash, bot.password) or row is None:
            return None
        return _Found(row.account_id, row.id, None)

    def _main_account(self, credentials: Credentials) -> _Found | None:
        name = canonical_name(credentials.name)
        with self._database.read() as connection:
            row = None if name is None else rows.account_by_name(connection, name, now=self._clock.now())
        password_hash = None if row is None else row.password_hash
        if not self._passwords.verify(password_hash, credentials.password) or row is None or password_hash is None:
            return None
        if self._passwords.is_outdated(password_hash):
            new = self._passwords.hash(credentials.password)
            with self._database.write() as connection:
                rows.replace_password_hash(connection, row.id, old=password_hash, new=new)
        return _Found(row.id, None, password_hash)

    def _still_holds(self, found: _Found, credentials: Credentials) -> bool:
        if found.password_hash is None:
            return True
        with self._database.read() as connection:
            row = rows.account_by_id(connection, found.account_id, now=self._clock.now())
        if row is None:
            return False
        # Another hash may be of the same password, with newer parameters.
        return row.password_hash == found.password_hash or self._passwords.verify(
            row.password_hash, credentials.password
        )


@dataclass(frozen=True, slots=True)
class _BotLogin:
    name: str
    app_id: str
    password: str


def _bot_login(credentials: Credentials) -> _BotLogin | None:
    # Either User@app and the password, or User and app@password.
    if is_bot_password(credentials.password):
        name, at, app_id = credentials.name.partition("@")
        return _BotLogin(name, app_id, credentials.password) if at else None
    app_id, at, password = credentials.password.rpartition("@")
    return _BotLogin(credentials.name, app_id, password) if at and is_bot_password(password) else None


def _name_key(name: str) -> str:
    # Hashed because a wrong name is as long as its sender likes, and is at times a password.
    spelling = canonical_name(name) or name
    return "login:name:" + hashlib.sha256(spelling.encode("utf-8", "surrogatepass")).hexdigest()


def _wrong_password() -> Failed:
    return Failed("wrongpassword", Message("wrongpassword"))


def _aborted() -> Aborted:
    kind = Message("sessionprovider-mediawiki-session-botpasswordsessionprovider")
    return Aborted(Message("api-login-fail-badsessionprovider", (kind,)))
