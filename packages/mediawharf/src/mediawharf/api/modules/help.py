"""``action=help``: the API's documentation, for people to read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.catalogue import FRAME, Catalogue
from mediawharf.api.documented import Documented
from mediawharf.api.formats import Written
from mediawharf.api.help_page import HelpPage, Section
from mediawharf.api.kinds import Flag, Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.result import Sub

_FILENAME = "api-help.html"


@dataclass(frozen=True, slots=True)
class HelpParams:
    """The parameters of action=help."""

    modules: tuple[str, ...] = param(
        Text(), "Modules to tell of, by path: main, upload, query+tokens, json.", default=(FRAME,), multi=True
    )
    submodules: bool = param(Flag(), "Tell of the modules below them too.", default=False)
    recursivesubmodules: bool = param(Flag(), "Tell of all modules below them, however deep.", default=False)
    wrap: bool = param(Flag(), "Put the page into a reply of the API's usual form.", default=False)
    toc: bool = param(Flag(), "Begin with a table of contents; longer pages always do.", default=False)


def help_module(catalogue: Callable[[], Catalogue]) -> Module[HelpParams]:
    """The module; the catalogue, which holds this module too, is asked for when it runs."""
    page = HelpPage()

    def run(call: Call, asked: HelpParams) -> Mapping[str, Any] | Written:
        """The page: as it stands unless it is to be wrapped. Raises NoSuchModule and NoSubmodules."""
        sections = tuple(_sections(catalogue(), asked, call))
        html = page.html(sections, call.facilities, has_contents=asked.toc or len(sections) > 1)
        if asked.wrap:
            return {"help": {"mime": "text/html", "filename": _FILENAME, "help": Sub(html)}}
        return Written(html.encode(), "text/html; charset=utf-8", _FILENAME)

    return Module(
        name="help",
        summary="Show the documentation of the API's modules.",
        params=HelpParams,
        run=run,
        needs_read=False,
        help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Main_page",),
        examples=(
            ("action=help", "What every request may have, and which actions there are."),
            ("action=help&modules=query&submodules=1", "The action query and its submodules."),
            ("action=help&recursivesubmodules=1&toc=1", "Everything on one page."),
        ),
    )


def _sections(catalogue: Catalogue, asked: HelpParams, call: Call) -> Iterator[Section]:
    told = dict.fromkeys(_modules(catalogue, asked))
    for module in told:
        yield Section(module, catalogue.parents(module), module.parameters(call.facilities))


def _modules(catalogue: Catalogue, asked: HelpParams) -> Iterator[Documented]:
    for path in asked.modules or (FRAME,):
        module = catalogue.find(path)
        yield module
        if asked.recursivesubmodules:
            yield from catalogue.below(module)
        elif asked.submodules:
            yield from catalogue.children(module)
