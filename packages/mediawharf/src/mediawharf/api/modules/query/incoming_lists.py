"""``list=imageusage``, ``list=backlinks`` and ``list=embeddedin``: the pages that mention one page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import NotAFile
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import BY_NAME, cut
from mediawharf.api.named_page import NoSuchPageId, named_title
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue, InvalidParamMix, MissingOneOf
from mediawharf.api.result import Tagged
from mediawharf.db.links import IncomingRange, LinkKind, Mention, list_incoming
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title

_PLACE: Final = re.compile(r"(\d{1,4})\|(\d{1,18})", re.ASCII)
# Pages that mention a page through one redirect; more are not looked for.
_MOST_THROUGH_REDIRECTS: Final = 500


@dataclass(frozen=True, slots=True)
class EmbeddedInParams:
    """The parameters of list=embeddedin."""

    title: str | None = param(Text(), "The page.")
    pageid: int | None = param(Integer(), "The page's id.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    filter_redir: str = param(
        Choice(("all", "nonredirects", "redirects")), "Whether to list redirects, other pages or both.", default="all"
    )
    limit: int = param(Limit(), "How many pages.", default=10)


@dataclass(frozen=True, slots=True)
class BacklinksParams(EmbeddedInParams):
    """The parameters of list=imageusage and list=backlinks."""

    redirect: bool = param(
        Flag(), "Tell of each redirect which pages mention the page through it, up to 500.", default=False
    )


@dataclass(frozen=True, slots=True)
class _List:
    """One of these lists."""

    name: str
    prefix: str
    kind: LinkKind

    def run(self, query: Query, asked: EmbeddedInParams) -> Mapping[str, Any]:
        """The pages."""
        rows = [self._row(query, asked, mention) for mention in self._given(query, asked)]
        return {self.name: Tagged(rows, self.prefix)}

    def generate(self, query: Query, asked: EmbeddedInParams) -> list[Title]:
        """The pages as the pages of a query."""
        return [mention.title for mention in self._given(query, asked)]

    def _given(self, query: Query, asked: EmbeddedInParams) -> Sequence[Mention]:
        title = self._title(query, asked)
        if self.kind is LinkKind.FILE and title.namespace != FILE:
            raise NotAFile(self.name)
        place = _place(asked.continue_)
        wanted = IncomingRange(
            kind=self.kind,
            titles=(title,),
            limit=asked.limit + 1,
            namespaces=numbers(asked.namespace),
            redirects=None if asked.filter_redir == "all" else asked.filter_redir == "redirects",
            start=None if place is None else (title.namespace, title.dbkey, *place),
            descending=asked.dir == "descending",
        )
        given, following = cut(list_incoming(query.connection, wanted), asked.limit)
        if following is not None:
            query.go_on_from(f"{self.prefix}continue", f"{following.title.namespace}|{following.page_id}")
        return given

    def _title(self, query: Query, asked: EmbeddedInParams) -> Title:
        names = (f"{self.prefix}title", f"{self.prefix}pageid")
        if asked.title is not None and asked.pageid is not None:
            raise InvalidParamMix(names)
        if asked.title is not None:
            return named_title(asked.title)
        if asked.pageid is None:
            raise MissingOneOf(names)
        page = query.call.facilities.pages.find_by_id(query.connection, asked.pageid)
        if page is None:
            raise NoSuchPageId(asked.pageid)
        return page.title

    def _row(self, query: Query, asked: EmbeddedInParams, mention: Mention) -> dict[str, Any]:
        row: dict[str, Any] = {"pageid": mention.page_id, "ns": mention.title.namespace}
        row["title"] = mention.title.prefixed
        if mention.is_redirect:
            row["redirect"] = True
        if mention.is_redirect and isinstance(asked, BacklinksParams) and asked.redirect:
            through = IncomingRange(self.kind, (mention.title,), _MOST_THROUGH_REDIRECTS)
            found = list_incoming(query.connection, through)
            rows = [
                {"pageid": each.page_id, "ns": each.title.namespace, "title": each.title.prefixed} for each in found
            ]
            if rows:
                row["redirlinks"] = Tagged(rows, self.prefix)
        return row


def _place(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise BadContinue
    return int(match[1]), int(match[2])


def _module(listed: _List, params: type[Any], *, summary: str, example: tuple[str, str]) -> Submodule[Any]:
    """The submodule of a list; ``example`` is what follows the list's name in a request, and what that asks for."""
    query, told = example
    return Submodule(
        name=listed.name,
        kind="list",
        prefix=listed.prefix,
        summary=summary,
        params=params,
        run=listed.run,
        generates=listed.generate,
        help_urls=(f"https://www.mediawiki.org/wiki/Special:MyLanguage/API:{listed.name.capitalize()}",),
        examples=((f"action=query&list={listed.name}&{query}", told),),
    )


IMAGEUSAGE = _module(
    _List("imageusage", "iu", LinkKind.FILE),
    BacklinksParams,
    summary="List the pages that show a file.",
    example=("iutitle=File:A.png", "List the pages that show a file."),
)
BACKLINKS = _module(
    _List("backlinks", "bl", LinkKind.LINK),
    BacklinksParams,
    summary="List the pages that link to a page.",
    example=("bltitle=Main_Page", "List the pages that link to a page."),
)
EMBEDDEDIN = _module(
    _List("embeddedin", "ei", LinkKind.TEMPLATE),
    EmbeddedInParams,
    summary="List the pages that use a page as a template.",
    example=("eititle=Template:Own", "List the pages that use a template."),
)
