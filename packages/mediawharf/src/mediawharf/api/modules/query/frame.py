"""``action=query``: a set of pages, and submodules that tell of them or list others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from mediawharf.api import params
from mediawharf.api.call import Call, CallValues
from mediawharf.api.kinds import Flag, Integer, Modules, Text
from mediawharf.api.module import Submodule
from mediawharf.api.pageset import Asked, PageSet, PageSets
from mediawharf.api.params import param
from mediawharf.api.result import ById, Tagged


def _names(kind: str) -> Any:
    return lambda environment: environment.query_names[kind]


@dataclass(frozen=True, slots=True)
class QueryParams:
    """The parameters of action=query itself."""

    prop: tuple[str, ...] = param(Modules(_names("prop")), "What to tell of the pages.", default=(), multi=True)
    list: tuple[str, ...] = param(Modules(_names("list")), "Which lists to give.", default=(), multi=True)
    meta: tuple[str, ...] = param(Modules(_names("meta")), "What to tell of the wiki.", default=(), multi=True)
    indexpageids: bool = param(Flag(), "List the ids of all pages in the reply.", default=False)
    export: bool = param(Flag(), "Export the pages; this server has no XML dumps and ignores it.", default=False)
    iwurl: bool = param(Flag(), "Give full addresses of interwiki titles; there are none here.", default=False)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    rawcontinue: bool = param(Flag(), "Tell where to go on from in the old form.", default=False)
    titles: tuple[str, ...] = param(Text(), "Titles of the pages.", default=(), multi=True)
    pageids: tuple[int, ...] = param(Integer(), "Ids of the pages.", default=(), multi=True)
    revids: tuple[int, ...] = param(Integer(), "Ids of revisions of the pages.", default=(), multi=True)
    generator: str | None = param(Modules(_names("generator")), "Take the pages from that list.")
    redirects: bool = param(Flag(), "Follow redirects.", default=False)
    converttitles: bool = param(Flag(), "Convert titles to other variants; English has none.", default=False)


@dataclass(slots=True)
class Query:
    """One query under way: what its submodules work on and add to."""

    call: Call
    connection: Connection  # all submodules see one state of the database
    pages: PageSet
    version: int  # formatversion, for the few shapes that differ beyond marks
    continues: dict[str, dict[str, str]] = field(default_factory=dict)  # by submodule
    limits: dict[str, int] = field(default_factory=dict)  # by submodule, where limit=max was asked for
    module: str = ""

    def go_on_from(self, parameter: str, value: str | int) -> None:
        """Tells the client where the running submodule's list goes on."""
        self.continues.setdefault(self.module, {})[parameter] = str(value)


def run(call: Call, asked: QueryParams, submodules: Mapping[str, Submodule[Any]]) -> Mapping[str, Any]:
    """The reply of a query; submodules run in the order meta, prop, list."""
    with call.facilities.database.read() as connection:
        finder = PageSets(call, connection)
        query = Query(call, connection, PageSet(), call.version)
        if asked.generator is not None:
            query.pages = _generated(query, submodules[asked.generator], finder, follow=asked.redirects)
        else:
            source = Asked(asked.titles, asked.pageids, asked.revids, redirects=asked.redirects)
            query.pages = finder.find(source)
        return _reply(query, asked, submodules)


def _reply(query: Query, asked: QueryParams, submodules: Mapping[str, Submodule[Any]]) -> Mapping[str, Any]:
    done = set((asked.continue_ or "").rpartition("||")[2].split("|"))
    told: dict[str, Any] = query.pages.shown(version=query.version)
    pages = {entry.key: entry.shown() for entry in query.pages.entries}
    for name in (*asked.prop, *asked.list, *asked.meta):
        if name in done:
            continue
        submodule = submodules[name]
        found = _run_submodule(query, submodule)
        if submodule.kind == "prop" and submodule.has_pages:
            for key, facts in found.items():
                pages[key].update(facts)
        else:
            told.update(found)
    if pages:
        if asked.indexpageids:
            told["pageids"] = Tagged([str(key) for key in pages], "id")
        told["pages"] = ById({str(key): page for key, page in pages.items()}, "page")
    return _with_continue(query, asked, told, submodules)


def _run_submodule(query: Query, submodule: Submodule[Any], *, prefix: str = "") -> Mapping[Any, Any]:
    query.module, query.call.module = submodule.name, submodule.path
    values = CallValues(query.call, submodule.path)
    parsed = params.parse(submodule.params, values, prefix=prefix + submodule.prefix)
    found: Mapping[Any, Any] = submodule.run(query, parsed)
    query.call.module = "query"
    return found


def _generated(query: Query, submodule: Submodule[Any], finder: PageSets, *, follow: bool) -> PageSet:
    assert submodule.generates is not None, "the choices of generator are those that generate"
    query.module, query.call.module = submodule.name, submodule.path
    values = CallValues(query.call, submodule.path)
    parsed = params.parse(submodule.params, values, prefix="g" + submodule.prefix)
    titles = submodule.generates(query, parsed)
    started = query.continues.pop(submodule.name, {})
    if started:
        query.continues["-generator"] = {"g" + name: value for name, value in started.items()}
    return finder.of_titles(titles, follow=follow)


def _with_continue(
    query: Query, asked: QueryParams, told: dict[str, Any], submodules: Mapping[str, Submodule[Any]]
) -> Mapping[str, Any]:
    reply: dict[str, Any] = {}
    props_go_on = [name for name in asked.prop if name in query.continues]
    if not props_go_on:
        reply["batchcomplete"] = True
    pending = {name: values for name, values in query.continues.items() if name != "-generator" or not props_go_on}
    if pending and asked.rawcontinue:
        reply["query-continue"] = {("generator" if n == "-generator" else n): v for n, v in pending.items()}
    elif pending:
        merged = {key: value for values in pending.values() for key, value in values.items()}
        asked_names = (*asked.prop, *asked.list, *asked.meta)
        finished = [name for name in asked_names if name not in query.continues]
        restarts = "-generator" in pending
        is_list_only = not props_go_on
        marks = "" if restarts else "|".join(finished)
        reply["continue"] = {**merged, "continue": ("-||" if is_list_only else "||") + marks}
    if told:
        reply["query"] = told
    if query.limits:
        reply["limits"] = dict(query.limits)
    return reply
