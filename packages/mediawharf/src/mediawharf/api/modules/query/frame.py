"""``action=query``: a set of pages, and submodules that tell of them or list others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from sqlalchemy import Connection

from mediawharf.api import params
from mediawharf.api.brief import MOST, asks_little, rows
from mediawharf.api.call import Call, CallValues, Fields
from mediawharf.api.kinds import Flag, Integer, Modules, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.continuing import Progress, Resumed, continuation, parse_continue
from mediawharf.api.modules.query.errors import NotAGenerator
from mediawharf.api.pageset import Asked, Entry, PageSet, PageSets
from mediawharf.api.params import param
from mediawharf.api.result import ById, Tagged
from mediawharf.model.errors import PermissionDenied
from mediawharf.model.title import Title


def _names(kind: str) -> Any:
    return lambda environment: environment.query_names[kind]


GENERATORS: Final = Modules(_names("generator"), NotAGenerator)


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
    generator: str | None = param(GENERATORS, "Take the pages from that list.", slow=True)
    redirects: bool = param(Flag(), "Follow redirects.", default=False, slow=True)
    converttitles: bool = param(Flag(), "Convert titles to other variants; English has none.", default=False)


@dataclass(slots=True)
class Query:
    """One query under way: what its submodules work on and add to."""

    call: Call
    connection: Connection  # all submodules see one state of the database
    pages: PageSet
    version: int  # formatversion, for the few shapes that differ beyond marks
    continues: dict[str, dict[str, str | int]] = field(default_factory=dict)  # by submodule
    limits: dict[str, int] = field(default_factory=dict)  # by submodule, where limit=max was asked for
    beside: dict[str, Any] = field(default_factory=dict)  # what stands beside the reply's ``query``, not in it
    generated: dict[Title, dict[str, Any]] = field(default_factory=dict)  # what a generator tells of its pages
    module: str = ""

    def go_on_from(self, parameter: str, value: str | int) -> None:
        """Tells the client where the running submodule's list goes on."""
        self.continues.setdefault(self.module, {})[parameter] = value


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one request asks of which submodules."""

    asked: QueryParams
    resumed: Resumed
    submodules: Mapping[str, Submodule[Any]]


def run(call: Call, asked: QueryParams, submodules: Mapping[str, Submodule[Any]]) -> Mapping[str, Any]:
    """The reply of a query; submodules run in the order prop, list, meta."""
    _check_read(call, asked, submodules)
    plan = _Plan(asked, parse_continue(asked.continue_), submodules)
    call.is_cacheable = not any(submodules[name].is_personal for name in (*asked.prop, *asked.list, *asked.meta))
    with call.facilities.database.read() as connection:
        query = Query(call, connection, PageSet(), call.version)
        generator = _find_pages(query, plan)
        told = _told(query, plan)
        return _reply(query, plan, told, generator=generator)


def is_brief(fields: Fields, submodules: Mapping[str, Submodule[Any]]) -> bool:
    """Whether the fields ask for few pages and rows, and of brief submodules only."""
    if not asks_little(QueryParams, fields):
        return False
    pages = max(len(params.split(fields.get(name) or "")) for name in ("titles", "pageids", "revids"))
    for kind in ("prop", "list", "meta"):
        for name in params.split(fields.get(kind) or ""):
            submodule = submodules.get(name)
            if submodule is None or not _is_brief(submodule, fields, pages=pages if kind == "prop" else 1):
                return False
    return True


def _is_brief(submodule: Submodule[Any], fields: Fields, *, pages: int) -> bool:
    declared, prefix = submodule.params, submodule.prefix
    return (
        submodule.is_brief
        and asks_little(declared, fields, prefix=prefix)
        and pages * rows(declared, fields, prefix=prefix) <= MOST
    )


class NamesPages(Protocol):
    """The parameters by which an action names pages, as those of query."""

    @property
    def titles(self) -> Sequence[str]:
        """Titles."""

    @property
    def pageids(self) -> Sequence[int]:
        """Ids of pages."""

    @property
    def revids(self) -> Sequence[int]:
        """Ids of revisions."""

    @property
    def generator(self) -> str | None:
        """The submodule that gives the pages."""

    @property
    def redirects(self) -> bool:
        """Whether to follow redirects."""

    @property
    def continue_(self) -> str | None:
        """Where to go on from."""


@dataclass(frozen=True, slots=True)
class FoundPages:
    """The pages that a request names or has a generator give, and the reply's ``continue`` for the generator's next."""

    pages: PageSet
    following: Mapping[str, Any]


def find_pages(
    call: Call, connection: Connection, asked: NamesPages, submodules: Mapping[str, Submodule[Any]]
) -> FoundPages:
    """The pages that another action than query is to work on; raises what query does for bad names of pages."""
    query = Query(call, connection, PageSet(), call.version)
    path = call.module
    named = QueryParams(
        titles=tuple(asked.titles),
        pageids=tuple(asked.pageids),
        revids=tuple(asked.revids),
        generator=asked.generator,
        redirects=asked.redirects,
    )
    generator = _find_pages(query, _Plan(named, parse_continue(asked.continue_), submodules))
    call.module = path
    progress = Progress(props=(), others=(), pending={}, generator=generator, same_pages={})
    values, _ = continuation(progress)
    return FoundPages(query.pages, {"continue": values} if values else {})


def _check_read(call: Call, asked: QueryParams, submodules: Mapping[str, Submodule[Any]]) -> None:
    """Refuses users who may not read all but what needs no reading, such as the token to log in with."""
    named = (*asked.prop, *asked.list, *asked.meta)
    reads = asked.generator or asked.titles or asked.pageids or asked.revids
    needs_read = reads or any(submodules[name].needs_read for name in named)
    if needs_read and not call.user.may("read"):
        raise PermissionDenied("read")


def _find_pages(query: Query, plan: _Plan) -> Mapping[str, str | int]:
    """Sets the query's pages; the parameters for the generator's next ones."""
    finder = PageSets(query.call, query.connection)
    asked, is_done = plan.asked, plan.resumed.pages_are_done
    source = Asked(asked.titles, asked.pageids, asked.revids, redirects=asked.redirects)
    if not is_done:
        query.pages = finder.find(source)
    if asked.generator is None:
        return {}
    submodule = plan.submodules[asked.generator]
    parsed = _parsed(query, submodule, prefix="g")
    if is_done:
        return {}
    assert submodule.generates is not None, "the choices of generator are those that generate"
    titles = submodule.generates(query, parsed)
    normalized = query.pages.normalized
    query.pages = finder.of_titles(titles, follow=asked.redirects)
    query.pages.normalized = normalized
    return {"g" + name: value for name, value in query.continues.pop(submodule.name, {}).items()}


def _told(query: Query, plan: _Plan) -> dict[str, Any]:
    asked, resumed = plan.asked, plan.resumed
    told: dict[str, Any] = query.pages.shown(version=query.version)
    pages = {entry.key: _page(query, entry) for entry in query.pages.entries}
    if pages:
        shown = sorted(pages) if query.version != 1 else list(pages)  # as the wire has them
        if asked.indexpageids:
            told["pageids"] = Tagged([str(key) for key in shown], "id")
        told["pages"] = ById({str(key): pages[key] for key in shown}, "page")
    for name in (*asked.prop, *asked.list, *asked.meta):
        submodule = plan.submodules[name]
        parsed = _parsed(query, submodule)
        if name in resumed.done or (resumed.pages_are_done and name in asked.prop):
            continue
        found = submodule.run(query, parsed)
        if submodule.kind == "prop" and submodule.has_pages:
            for key, facts in found.items():
                pages[key].update(facts)
        else:
            told.update(found)
    return told


def _page(query: Query, entry: Entry) -> dict[str, Any]:
    shown = entry.shown()
    return shown if entry.title is None else shown | query.generated.get(entry.title, {})


def _parsed(query: Query, submodule: Submodule[Any], *, prefix: str = "") -> Any:
    query.module, query.call.module = submodule.name, submodule.path
    values = CallValues(query.call, submodule.path)
    parsed = params.parse(submodule.params, values, prefix=prefix + submodule.prefix)
    for name, wire in params.limits(submodule.params):
        if values.get(prefix + submodule.prefix + wire) == "max":
            query.limits[submodule.name] = getattr(parsed, name)
    return parsed


def _reply(
    query: Query, plan: _Plan, told: Mapping[str, Any], *, generator: Mapping[str, str | int]
) -> Mapping[str, Any]:
    asked = plan.asked
    query.call.module = "query"
    reply: dict[str, Any] = {}
    if asked.rawcontinue:
        generated = {} if asked.generator is None or not generator else {asked.generator: generator}
        if query.continues or generated:
            reply["query-continue"] = {**query.continues, **generated}
    elif not query.continues and not generator:
        reply["batchcomplete"] = True
    else:
        progress = Progress(
            props=asked.prop,
            others=(*asked.list, *asked.meta),
            pending=query.continues,
            generator=generator,
            same_pages=_sent(query.call, plan.resumed.generator_parameters),
        )
        values, is_complete = continuation(progress)
        if is_complete:
            reply["batchcomplete"] = True
        if values:
            reply["continue"] = values
    limits = {"limits": dict(query.limits)} if query.limits else {}
    query_part = {"query": told} if told else {}
    # As on the wire, limits follow what was told before the first list with one began: the pages.
    parts = (query_part, limits, query.beside) if query.pages.entries else (limits, query.beside, query_part)
    for part in parts:
        reply |= part
    return reply


def _sent(call: Call, names: Sequence[str]) -> Mapping[str, str]:
    sent = {name: call.fields.get(name) for name in names}
    return {name: value for name, value in sent.items() if value is not None}
