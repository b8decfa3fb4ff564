"""``prop=templates``: the templates that the pages' texts use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME, cut
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.templates import all_templates

TEMPLATE = 10


@dataclass(frozen=True, slots=True)
class TemplatesParams:
    """The parameters of prop=templates."""

    namespace: tuple[int, ...] = param(Integer(), "Only templates of these namespaces.", default=(), multi=True)
    limit: int = param(Limit(), "How many templates.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    templates: tuple[str, ...] = param(Text(), "Only these templates.", default=(), multi=True)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


@dataclass(frozen=True, slots=True, order=True)
class _Use:
    page_id: int
    namespace: int
    dbkey: str

    @property
    def title(self) -> Title:
        return Title(self.namespace, self.dbkey)


def run(query: Query, asked: TemplatesParams) -> Mapping[int, Mapping[str, Any]]:
    """The templates by the ids of their pages; pages that use none are left out."""
    told: dict[int, list[dict[str, Any]]] = {}
    for use in _given(query, asked):
        told.setdefault(use.page_id, []).append({"ns": use.namespace, "title": use.title.prefixed})
    return {page_id: {"templates": Tagged(rows, "tl")} for page_id, rows in told.items()}


def generate(query: Query, asked: TemplatesParams) -> list[Title]:
    """The templates as the pages of a query."""
    return [use.title for use in _given(query, asked)]


def _given(query: Query, asked: TemplatesParams) -> Sequence[_Use]:
    is_descending = asked.dir == "descending"
    uses = sorted(_wanted(query, asked), reverse=is_descending)
    if asked.continue_ is not None:
        first = _place(asked.continue_)
        uses = [use for use in uses if (use <= first if is_descending else use >= first)]
    given, following = cut(uses, asked.limit)
    if following is not None:
        query.go_on_from("tlcontinue", f"{following.page_id}|{following.namespace}|{following.dbkey}")
    return given


def _wanted(query: Query, asked: TemplatesParams) -> set[_Use]:
    only = {title for text in asked.templates if (title := _title(text, 0)) is not None}
    records = query.pages.records()
    texts = query.call.facilities.pages.texts(query.connection, [page.latest_id for page in records.values()])
    uses = set()
    for page_id, page in records.items():
        for template in all_templates(texts[page.latest_id]):
            title = _title(template.name, TEMPLATE)
            if title is None or (asked.namespace and title.namespace not in asked.namespace):
                continue
            if not asked.templates or title in only:
                uses.add(_Use(page_id, title.namespace, title.dbkey))
    return uses


def _title(text: str, namespace: int) -> Title | None:
    try:
        return Title.parse(text, default_namespace=namespace)
    except InvalidTitle:
        return None  # such as a parser function, which is no page


def _place(text: str) -> _Use:
    page_id, _, rest = text.partition("|")
    namespace, _, dbkey = rest.partition("|")
    if not (page_id.isdigit() and namespace.isdigit() and dbkey):
        raise BadContinue
    return _Use(int(page_id), int(namespace), dbkey)


TEMPLATES = Submodule(
    name="templates",
    kind="prop",
    prefix="tl",
    summary="Tell which templates the pages use.",
    params=TemplatesParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Templates",),
    examples=(("action=query&prop=templates&titles=File:A.png", "Which templates a file's page uses."),),
)
