"""What a page of the interface is made for: who looks, in which language, and what came with the request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mediawharf.auth import tokens
from mediawharf.auth.sessions import Session
from mediawharf.auth.tokens import TokenKind
from mediawharf.facilities import Facilities
from mediawharf.i18n.interface import Words
from mediawharf.model.user import User
from mediawharf.stash.spool import Spool
from mediawharf.web.addresses import Addresses
from mediawharf.web.flash import Flash

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page, past the checks that all pages share; handlers get it in a thread and may block.

    A POST has shown its CSRF token before a handler sees it. ``files`` are the file parts that the page takes, by the
    names of their fields; they are discarded after the answer, which harms nothing that was kept.
    """

    facilities: Facilities
    addresses: Addresses
    user: User
    session: Session | None
    words: Words
    client: str  # the address it comes from
    path: str  # path and query string that were asked for
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Spool] = field(default_factory=dict)
    is_post: bool = False
    theme: str = "auto"
    flash: Flash | None = None

    @property
    def csrf_token(self) -> str:
        """The token that every form must send as ``token``: the same as the API's csrf token."""
        return self.token(TokenKind.CSRF)

    def token(self, kind: TokenKind) -> str:
        """A token of some kind for this visit's session."""
        return tokens.token(self.session, kind, now=self.facilities.clock.now())

    def asked(self, name: str, default: str = "") -> str:
        """A value of the form, or else of the query string, without the spaces around it."""
        return self.form.get(name, self.query.get(name, default)).strip()

    def ticked(self, name: str) -> bool:
        """Whether a check box was ticked."""
        return name in self.form or name in self.query

    def text(self, key: str, **values: object) -> str:
        """A message of the interface in the visitor's language."""
        return self.words.text(key, **values)
