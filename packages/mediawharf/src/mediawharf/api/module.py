"""What a module of the API is: its name, its parameters, and a function that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mediawharf.api.call import Call, Fields
from mediawharf.api.formats import OwnDocument, Written

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Module(Generic[P]):
    """An action: ``run`` gets the call and its parsed parameters, and gives the reply's own part.

    ``run`` returns a mapping from top-level keys to their values, such as ``{"upload": {…}}``, a document of its
    own, or a whole reply that goes out as it stands.
    """

    name: str
    summary: str
    params: type[P]
    run: Callable[[Call, P], Mapping[str, Any] | OwnDocument | Written]
    default_format: str = "jsonfm"
    token: str | None = None  # the kind of token it needs
    must_be_posted: bool = False
    is_write: bool = False
    needs_read: bool = True
    is_brief: Callable[[Fields], bool] | None = None  # whether these fields ask for little; None: they never do
    help_urls: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()  # query string and what it does

    @property
    def path(self) -> str:
        """The name that paraminfo and errors use."""
        return self.name


@dataclass(frozen=True, slots=True)
class Submodule(Generic[P]):
    """A part of ``action=query``: ``kind`` is prop, list or meta."""

    name: str
    kind: str
    prefix: str
    summary: str
    params: type[P]
    run: Callable[..., Any]
    generates: Callable[..., Any] | None = None
    needs_read: bool = True
    is_personal: bool = False  # whether what it tells depends on who asks
    has_pages: bool = True  # of a prop: whether it tells of the query's pages
    is_brief: bool = False  # whether it is, unless its parameters say otherwise; see ``brief.py``
    help_urls: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The name that paraminfo and errors use."""
        return "query+" + self.name
