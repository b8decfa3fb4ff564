"""``prop=fileusage``, ``prop=linkshere`` and ``prop=transcludedin``: the pages that mention the query's pages."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import check_show, cut, shown
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.links import IncomingRange, LinkKind, Mention, list_incoming
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title

_PLACE: Final = re.compile(r"(\d{1,4})\|(.+)\|(\d{1,4})\|(\d{1,18})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class IncomingParams:
    """The parameters of these lists."""

    prop: tuple[str, ...] = param(
        Choice(("pageid", "redirect", "title")), "What to tell of each page.",
        default=("pageid", "title", "redirect"), multi=True,
    )  # fmt: skip
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    show: tuple[str, ...] = param(
        Choice(("!redirect", "redirect")), "Only redirects, or only other pages.", default=(), multi=True
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


@dataclass(frozen=True, slots=True)
class _Incoming:
    """One of these lists."""

    name: str
    prefix: str
    kind: LinkKind

    def run(self, query: Query, asked: IncomingParams) -> Mapping[int, Mapping[str, Any]]:
        """The pages by the keys of the pages that they mention."""
        keys = {title: key for key, title in self._titles(query).items()}
        rows: dict[int, list[dict[str, Any]]] = {}
        for mention in self._given(query, asked):
            rows.setdefault(keys[mention.target], []).append(_row(mention, asked.prop))
        return {key: {self.name: Tagged(found, self.prefix)} for key, found in rows.items()}

    def generate(self, query: Query, asked: IncomingParams) -> list[Title]:
        """The pages as the pages of a query."""
        return [mention.title for mention in self._given(query, asked)]

    def _titles(self, query: Query) -> Mapping[int, Title]:
        if self.kind is LinkKind.FILE:
            return query.pages.titles(FILE)
        return {entry.key: entry.title for entry in query.pages.entries if entry.title is not None}

    def _given(self, query: Query, asked: IncomingParams) -> Sequence[Mention]:
        wanted = IncomingRange(
            kind=self.kind,
            titles=tuple(self._titles(query).values()),
            limit=asked.limit + 1,
            namespaces=numbers(asked.namespace),
            redirects=shown(check_show(asked.show), "redirect"),
            start=_place(asked.continue_),
        )
        given, following = cut(list_incoming(query.connection, wanted), asked.limit)
        if following is not None:
            target, page = following.target, following.title
            place = f"{target.namespace}|{target.dbkey}|{page.namespace}|{following.page_id}"
            query.go_on_from(f"{self.prefix}continue", place)
        return given


def _row(mention: Mention, props: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if "pageid" in props:
        row["pageid"] = mention.page_id
    if "title" in props:
        row |= {"ns": mention.title.namespace, "title": mention.title.prefixed}
    if "redirect" in props:
        row["redirect"] = mention.is_redirect
    return row


def _place(text: str | None) -> tuple[int, str, int, int] | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise BadContinue
    return int(match[1]), match[2], int(match[3]), int(match[4])


def _submodule(one: _Incoming, *, summary: str, page: str, example: tuple[str, str]) -> Submodule[IncomingParams]:
    run: Callable[..., Any] = one.run
    return Submodule(
        name=one.name,
        kind="prop",
        prefix=one.prefix,
        summary=summary,
        params=IncomingParams,
        run=run,
        generates=one.generate,
        help_urls=(f"https://www.mediawiki.org/wiki/Special:MyLanguage/API:{page}",),
        examples=(example,),
    )


FILEUSAGE = _submodule(
    _Incoming("fileusage", "fu", LinkKind.FILE),
    summary="List the pages that show the files.",
    page="Fileusage",
    example=("action=query&prop=fileusage&titles=File:A.png", "List the pages that show a file."),
)
LINKSHERE = _submodule(
    _Incoming("linkshere", "lh", LinkKind.LINK),
    summary="List the pages that link to the pages.",
    page="Linkshere",
    example=("action=query&prop=linkshere&titles=Main_Page", "List the pages that link to a page."),
)
TRANSCLUDEDIN = _submodule(
    _Incoming("transcludedin", "ti", LinkKind.TEMPLATE),
    summary="List the pages that use the pages as templates.",
    page="Transcludedin",
    example=("action=query&prop=transcludedin&titles=Template:Own", "List the pages that use a template."),
)
