"""All modules that the API documents: the frame, actions, submodules of query, and formats."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.documented import Documented
from mediawharf.api.format_params import FORMAT_PARAMS
from mediawharf.api.main import MainParams
from mediawharf.api.module import Module, Submodule
from mediawharf.model.errors import Message, WharfError

FRAME = "main"
_DOCS = "https://www.mediawiki.org/wiki/Special:MyLanguage/API:"


@dataclass(eq=False)
class NoSuchModule(WharfError):
    """Documentation was asked for of a module that is not there."""

    code = "badmodule"
    key = "apierror-badmodule-badsubmodule"
    parent: str
    name: str

    def message(self) -> Message:
        """Names the module that lacks it."""
        return Message(self.key, (self.parent, self.name))


@dataclass(eq=False)
class NoSubmodules(WharfError):
    """Documentation was asked for of parts of a module that has none."""

    code = "badmodule"
    key = "apierror-badmodule-nosubmodules"
    parent: str

    def message(self) -> Message:
        """Names the module."""
        return Message(self.key, (self.parent,))


class Catalogue:
    """Finds modules by path: ``main``, ``upload``, ``query+tokens``, ``json``."""

    def __init__(self, actions: Mapping[str, Module[Any]], submodules: Mapping[str, Submodule[Any]]) -> None:
        main = Documented(FRAME, None, "The parameters of every request.", MainParams, needs_read=False)
        found = [
            *map(_of_action, actions.values()),
            *map(_of_submodule, submodules.values()),
            *map(_of_format, FORMAT_PARAMS),
        ]
        self._by_path = {each.path: each for each in (main, *found)}

    def find(self, path: str) -> Documented:
        """The module of that path; raises NoSuchModule and NoSubmodules."""
        found = self._by_path.get(path)
        if found is not None:
            return found
        parent, _, name = path.rpartition("+")
        if not parent or parent == FRAME:
            raise NoSuchModule(FRAME, parent or name)
        if not self.children(self.find(parent)):
            raise NoSubmodules(parent)
        raise NoSuchModule(parent, name)

    def expand(self, path: str) -> tuple[Documented, ...]:
        """The modules that a path means: ``query+*`` means all submodules, ``*`` the frame's, ``**`` with theirs."""
        parent, _, star = path.rpartition("+")
        if star not in ("*", "**"):
            return (self.find(path),)
        above = self.find(parent or FRAME)
        if not self.children(above):
            raise NoSubmodules(parent)
        return tuple(self.below(above)) if star == "**" else self.children(above)

    def children(self, parent: Documented) -> tuple[Documented, ...]:
        """The submodules of a module, in the order of the documentation."""
        return tuple(each for each in self._by_path.values() if _parent(each) == parent.path)

    def below(self, parent: Documented) -> Iterator[Documented]:
        """The submodules, each followed by its own."""
        for child in self.children(parent):
            yield child
            yield from self.below(child)

    def parents(self, module: Documented) -> tuple[Documented, ...]:
        """The modules above one, the frame first."""
        above = _parent(module)
        return () if above is None else (*self.parents(self._by_path[above]), self._by_path[above])

    def of_group(self, group: str) -> Iterable[Documented]:
        """The modules of a group, such as ``format``."""
        return (each for each in self._by_path.values() if each.group == group)


def _parent(module: Documented) -> str | None:
    if module.group is None:
        return None
    return module.path.rpartition("+")[0] or FRAME


def _of_action(module: Module[Any]) -> Documented:
    return Documented(
        path=module.path,
        group="action",
        summary=module.summary,
        params=module.params,
        token=module.token,
        must_be_posted=module.must_be_posted,
        is_write=module.is_write,
        needs_read=module.needs_read,
        help_urls=module.help_urls,
        examples=module.examples,
    )


def _of_submodule(submodule: Submodule[Any]) -> Documented:
    return Documented(
        path=submodule.path,
        group=submodule.kind,
        prefix=submodule.prefix,
        summary=submodule.summary,
        params=submodule.params,
        is_generator=submodule.generates is not None,
        help_urls=submodule.help_urls,
        examples=submodule.examples,
    )


def _of_format(name: str) -> Documented:
    base = name.removesuffix("fm")
    told = {"none": "Write nothing.", "raw": "Write the result tree as JSON"}.get(base, f"Write {base.upper()}")
    summary = told if told.endswith(".") else told + (", in HTML for people to read." if name != base else ".")
    return Documented(
        path=name,
        group="format",
        summary=summary,
        params=FORMAT_PARAMS[name],
        help_urls=(_DOCS + "Data_formats",),
        examples=((f"action=query&meta=userinfo&format={name}", "Ask in this format who you are."),),
    )
