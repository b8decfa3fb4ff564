"""``action=paraminfo``: the API's documentation, for programs to read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.catalogue import FRAME, Catalogue, NoSubmodules, NoSuchModule
from mediawharf.api.documented import Documented
from mediawharf.api.formats import FORMATS
from mediawharf.api.kinds import Choice, Text
from mediawharf.api.module import Module
from mediawharf.api.parameter_information import HELP_FORMATS, Teller
from mediawharf.api.params import param
from mediawharf.api.result import Tagged

PAGE_SET = ("titles", "pageids", "revids", "generator", "redirects", "converttitles")


def _query_names(environment: Any) -> tuple[str, ...]:
    names = environment.query_names
    return tuple(sorted({name for kind in ("prop", "list", "meta") for name in names[kind]}))


@dataclass(frozen=True, slots=True)
class ParamInfoParams:
    """The parameters of action=paraminfo."""

    modules: tuple[str, ...] = param(
        Text(),
        "Modules to tell of, by path: main, upload, query+tokens, json; query+* for all submodules, "
        "query+** for theirs too.",
        default=(),
        multi=True,
    )
    helpformat: str = param(Choice(HELP_FORMATS), "The form of descriptions; none leaves them out.", default="none")
    querymodules: tuple[str, ...] = param(
        Choice(_query_names), "Submodules of query.", default=(), multi=True, deprecated=True
    )
    mainmodule: str | None = param(Text(), "Tell of the frame's parameters.", deprecated=True)
    pagesetmodule: str | None = param(Text(), "Tell of the parameters that name pages.", deprecated=True)
    formatmodules: tuple[str, ...] = param(Choice(FORMATS), "Formats.", default=(), multi=True, deprecated=True)


def paraminfo_module(catalogue: Callable[[], Catalogue]) -> Module[ParamInfoParams]:
    """The module; the catalogue, which holds this module too, is asked for when it runs."""

    def run(call: Call, asked: ParamInfoParams) -> Mapping[str, Any]:
        """The modules; of those that are not there a warning tells."""
        teller = Teller(call.facilities, asked.helpformat, has_high_limits=call.user.may("apihighlimits"))
        return {"paraminfo": {"helpformat": asked.helpformat, **dict(_told(catalogue(), asked, call, teller))}}

    return Module(
        name="paraminfo",
        summary="Tell programs of the API's modules and their parameters.",
        params=ParamInfoParams,
        run=run,
        needs_read=False,
        help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Parameter_information",),
        examples=(
            ("action=paraminfo&modules=upload|query+allimages", "The parameters of two modules."),
            ("action=paraminfo&modules=query+*&helpformat=wikitext", "Query's submodules, with descriptions."),
        ),
    )


def _told(catalogue: Catalogue, asked: ParamInfoParams, call: Call, teller: Teller) -> Iterator[tuple[str, Any]]:
    groups: dict[str, Sequence[Documented]] = {
        "modules": tuple(dict.fromkeys(_found(catalogue, asked.modules, call))),
        "querymodules": [catalogue.find("query+" + name) for name in asked.querymodules],
        "formatmodules": [catalogue.find(name) for name in asked.formatmodules],
    }
    for key, modules in groups.items():
        if modules:
            yield key, Tagged([teller.module(module) for module in modules], "module")
    if asked.mainmodule is not None:
        yield "mainmodule", teller.module(catalogue.find(FRAME))
    if asked.pagesetmodule is not None:
        yield "pagesetmodule", teller.page_set(catalogue.find("query"), PAGE_SET)


def _found(catalogue: Catalogue, paths: Sequence[str], call: Call) -> Iterator[Documented]:
    for path in paths:
        try:
            yield from catalogue.expand(path)
        except (NoSuchModule, NoSubmodules) as missing:
            call.warn("paraminfo", missing.code, missing.message())
