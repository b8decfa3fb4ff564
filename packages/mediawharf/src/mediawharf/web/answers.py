"""What a page's handler gives back: a page to show, an address to go on to, or an answer that is complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp

from mediawharf.web.flash import Flash


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: a template of ``templates/`` with its values; ``cookies`` are Set-Cookie headers."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    cookies: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leads:
    """Another address on this host, as after a form that was done; the word is shown there."""

    address: str
    flash: Flash | None = None
    cookies: tuple[str, ...] = ()
    status: int = 303


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that needs no layout, such as the bytes of a file."""

    app: ASGIApp


Answer = Shown | Leads | Sent
