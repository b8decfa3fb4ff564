"""Who sends a request: the session of its cookies, or an address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mediawharf.auth.cookies import session_cookies_of
from mediawharf.auth.sessions import Session
from mediawharf.facilities import Facilities
from mediawharf.model.user import User


class Caller:
    """The sender of the request of an ASGI scope; looked up when first asked for."""

    def __init__(self, facilities: Facilities, scope: Mapping[str, Any], *, is_cross_site: bool) -> None:
        self._facilities = facilities
        self.scope = scope
        self.is_cross_site = is_cross_site
        self._found: tuple[Session | None, User] | None = None

    @property
    def address(self) -> str:
        """The IP address that the request came from."""
        client = self.scope.get("client")
        return str(client[0]) if client else "127.0.0.1"

    @property
    def accept_language(self) -> str:
        """The header of that name, empty if there is none."""
        values = [value for name, value in self.scope["headers"] if name == b"accept-language"]
        return values[0].decode("latin-1") if values else ""

    def who(self) -> tuple[Session | None, User]:
        """The session, if there is one, and the user; may ask the database."""
        if self._found is None:
            self._found = self._look_up()
        return self._found

    def is_at_hand(self) -> bool:
        """Whether the session and the user are known without asking the database."""
        if self._found is None:
            self._found = self._recalled()
        return self._found is not None

    def _recalled(self) -> tuple[Session | None, User] | None:
        settings = self._facilities.settings
        cookies = () if self.is_cross_site else session_cookies_of(self._cookies(), settings.wiki_id)
        if not cookies:
            return self._look_up()
        known = self._facilities.sessions.recall(cookies[0])
        if known is None:
            return None
        session, user = known
        return session, self._facilities.accounts.anonymous(self.address) if user is None else user

    def _look_up(self) -> tuple[Session | None, User]:
        sessions, settings = self._facilities.sessions, self._facilities.settings
        if self.is_cross_site:
            # Such a request is not known to be meant by whom it comes from: it may read, and nothing else.
            nobody = self._facilities.accounts.anonymous(self.address)
            return None, replace(nobody, rights=nobody.rights & {"read"})
        session = sessions.open_first(session_cookies_of(self._cookies(), settings.wiki_id))
        return session, sessions.user_of(session, address=self.address)

    def _cookies(self) -> str:
        """All cookies in one header: HTTP/2 sends each in its own."""
        return b"; ".join([value for name, value in self.scope["headers"] if name == b"cookie"]).decode("latin-1")
