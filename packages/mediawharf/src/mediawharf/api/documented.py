"""What documentation tells of a module and its parameters; limits and choices that depend on settings are resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediawharf.api import params
from mediawharf.api.kinds import Integer, Limit, Modules, Tag, Text
from mediawharf.api.params import Param

GENERATOR_PREFIX = "g"  # stands before a generator's parameters


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as documentation tells of it; ``name`` is without its module's prefix."""

    name: str
    declared: Param
    choices: tuple[str, ...] | None = None  # None: any value of its kind
    submodules: Mapping[str, str] | None = None  # paths of the modules that may be chosen, by name
    minimum: int | None = None
    maximum: int | None = None
    high_maximum: int | None = None  # for users with the right apihighlimits
    token: str | None = None  # the kind of token it takes

    @property
    def default(self) -> str | int | None:
        """The default as one would send it; None when there is none, and for flags."""
        value = self.declared.default
        if isinstance(value, bool) or value == ():
            return None
        return params.SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else value

    @property
    def has_many_limits(self) -> bool:
        """Whether users with the right apihighlimits may ask for more."""
        return self.declared.multi or self.high_maximum is not None


@dataclass(frozen=True, slots=True)
class Documented:
    """A module of any kind. ``group`` is action, prop, list, meta or format; None for the frame itself."""

    path: str
    group: str | None
    summary: str
    params: type
    prefix: str = ""
    token: str | None = None
    must_be_posted: bool = False
    is_write: bool = False
    needs_read: bool = True
    is_generator: bool = False
    help_urls: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = field(default=())

    @property
    def name(self) -> str:
        """The name without the parent's."""
        return self.path.rpartition("+")[2]

    @property
    def call(self) -> str:
        """How a request names it, such as ``meta=tokens``."""
        return self.name if self.group is None else f"{self.group}={self.name}"

    def parameters(self, environment: Any) -> tuple[Parameter, ...]:
        """The parameters in order, the token last; ``environment`` holds what kinds look their choices up in."""
        return tuple(self._parameters(environment))

    def _parameters(self, environment: Any) -> Iterator[Parameter]:
        for _, name, declared in params.declared(self.params):
            yield _parameter(name, declared, environment, is_frame=self.group is None)
        if self.token is not None:
            told = f"A {self.token} token from action=query&meta=tokens."
            yield Parameter("token", Param(Text(), told, required=True, sensitive=True), token=self.token)


def _parameter(name: str, declared: Param, environment: Any, *, is_frame: bool) -> Parameter:
    match declared.kind:
        case Modules() as modules:
            names = tuple(modules.choices(environment))
            paths = {each: each if is_frame else "query+" + each for each in names}
            return Parameter(name, declared, choices=names, submodules=paths)
        case Tag():
            return Parameter(name, declared, choices=tuple(environment.usable_tags()))
        case Limit(low, high):
            return Parameter(name, declared, minimum=1, maximum=low, high_maximum=high)
        case Integer(minimum, maximum):
            most = None if maximum is None else maximum(environment)
            return Parameter(name, declared, minimum=minimum, maximum=most)
        case kind:
            choices = getattr(kind, "choices", None)
            return Parameter(name, declared, choices=None if choices is None else tuple(choices(environment)))
