"""One request to the API, and what a module may use to answer it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediawharf.api.errorformat import ApiWarning, ErrorFormat
from mediawharf.api.params import ALTERNATIVE_SEPARATOR
from mediawharf.auth.sessions import Session
from mediawharf.facilities import Facilities
from mediawharf.model.errors import Message
from mediawharf.model.title import clean_text
from mediawharf.model.user import User


@dataclass(frozen=True, slots=True)
class Fields:
    """The request's parameters as they came: the query string's, the body's, and file parts.

    ``broken`` names those of the body that were no UTF-8; each such byte is U+FFFD in the text. ``found`` is where
    parsing keeps what depends on these texts alone, if requests with the same are to come: see ``repeated.py``.
    """

    query: Mapping[str, str]
    body: Mapping[str, str]
    files: Mapping[str, Any] = field(default_factory=dict)
    is_post: bool = False
    broken: Collection[str] = ()
    found: dict[Any, Any] | None = field(default=None, compare=False, repr=False)

    def get(self, name: str) -> str | None:
        """A parameter's text; the body wins over the query string."""
        found = self.body.get(name)
        return self.query.get(name) if found is None else found

    def names(self) -> Iterable[str]:
        """The names of all parameters that were sent."""
        if not self.body and not self.files:
            return self.query.keys()
        return {**self.query, **self.body, **self.files}.keys()


@dataclass(slots=True)
class Call:
    """One request: who asks for what, what to answer with, and what to warn of."""

    facilities: Facilities
    fields: Fields
    session: Session | None
    user: User
    address: str
    is_cross_site: bool = False  # origin=* or JSONP: anonymous, and no tokens are handed out
    warnings: list[ApiWarning] = field(default_factory=list)
    warned: int = 0  # how often something was to be warned of, the same again included
    used: set[str] = field(default_factory=set)  # names of parameters that some module took
    cookies: list[str] = field(default_factory=list)  # Set-Cookie headers of the reply
    accept_language: str = ""  # the header of that name
    is_cacheable: bool = False  # whether a shared cache may keep the reply
    refuses_warnings: bool = False  # whether a warning makes the request fail
    errorformat: str = "bc"
    version: int = 1  # formatversion
    module: str = "main"  # the path of the module that runs, for errors

    def error_format(self) -> ErrorFormat:
        """How this call's errors and warnings are told."""
        urls = self.facilities.urls
        docref = f"See {urls.server}{urls.script_path}/api.php for API usage."
        return ErrorFormat(self.errorformat, self.facilities.messages, docref)

    def warn(self, module: str, code: str, message: Message, **data: Any) -> None:
        """Adds a warning, once."""
        self.warned += 1
        warning = ApiWarning(module, code, message, data)
        if warning not in self.warnings:
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True)
class CallValues:
    """A call's parameters as one module parses them; see ``params.Values``."""

    call: Call
    module: str
    prefix: str = ""

    def get(self, name: str) -> str | None:
        """A parameter's text in NFC, which from now on counts as used; what is no text becomes U+FFFD."""
        self.call.used.add(name)
        sent = self.call.fields.get(name)
        if sent is None or (sent.isascii() and sent.isprintable()):
            return sent
        cleaned = _clean(sent)
        if cleaned != sent or name in self.call.fields.broken:
            self.warn("badutf8", Message("apiwarn-badutf8", (name,)))
        return cleaned

    def names(self) -> Iterable[str]:
        """The names of all parameters that the request has, as text or as file parts."""
        return self.call.fields.names()

    def file(self, name: str) -> Any | None:
        """The file part of that name."""
        self.call.used.add(name)
        return self.call.fields.files.get(name)

    @property
    def found(self) -> dict[Any, Any] | None:
        """What parsing has found in these fields before, to read and to add to; None if it is not kept."""
        return self.call.fields.found

    def take(self, names: Iterable[str]) -> None:
        """Counts the parameters as used."""
        self.call.used.update(names)

    @property
    def warned(self) -> int:
        """How many warnings the request has called for so far."""
        return self.call.warned

    def in_query(self, name: str) -> bool:
        """Whether the query string holds the parameter."""
        return name in self.call.fields.query

    @property
    def has_high_limits(self) -> bool:
        """Whether the user has the right to ask for more at once."""
        return self.call.user.may("apihighlimits")

    @property
    def environment(self) -> Facilities:
        """What kinds of values look their choices up in."""
        return self.call.facilities

    def warn(self, code: str, message: Message, **data: Any) -> None:
        """Adds a warning to the reply under this module."""
        self.call.warn(self.module, code, message, **data)


def _clean(text: str) -> str:
    # U+001F at the start of a multi-value is its separator, not a control character gone astray.
    if text.startswith(ALTERNATIVE_SEPARATOR):
        return ALTERNATIVE_SEPARATOR.join(clean_text(part) for part in text.split(ALTERNATIVE_SEPARATOR))
    return clean_text(text)
