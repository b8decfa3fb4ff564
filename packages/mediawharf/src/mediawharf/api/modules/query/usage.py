"""``list=imageusage`` and ``prop=fileusage``: the pages that show a file.

This server does not keep which pages show which files, so both lists are always empty; what is asked is checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import NotAFile
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId
from mediawharf.api.modules.query.paging import BY_NAME, check_show
from mediawharf.api.named_page import NoSuchPageId, named_title
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue, InvalidParamMix, MissingOneOf
from mediawharf.api.result import Tagged
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title

_USAGE_PLACE: Final = re.compile(r"\d{1,18}", re.ASCII)
_IMAGE_PLACE: Final = re.compile(r"-?\d{1,18}(?:\|\d{1,18}){0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImageUsageParams:
    """The parameters of list=imageusage."""

    title: str | None = param(Text(), "The file.")
    pageid: int | None = param(Integer(), "The id of the file's page.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    filter_redir: str = param(
        Choice(("all", "nonredirects", "redirects")), "Whether to list redirects, other pages or both.", default="all"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    redirect: bool = param(Flag(), "Pages that show the file through a redirect too.", default=False)


@dataclass(frozen=True, slots=True)
class FileUsageParams:
    """The parameters of prop=fileusage."""

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


def run_image_usage(query: Query, asked: ImageUsageParams) -> Mapping[str, Any]:
    """No pages, once it is known that the title is a file's."""
    return {"imageusage": Tagged(_shown_by(query, asked), "iu")}


def _shown_by(query: Query, asked: ImageUsageParams) -> list[Title]:
    if _named_file(query, asked).namespace != FILE:
        raise NotAFile("imageusage")
    _check_place(asked.continue_, _IMAGE_PLACE)
    return []


def _named_file(query: Query, asked: ImageUsageParams) -> Title:
    if asked.title is not None and asked.pageid is not None:
        raise InvalidParamMix(("iutitle", "iupageid"))
    if asked.title is not None:
        return named_title(asked.title)
    if asked.pageid is None:
        raise MissingOneOf(("iutitle", "iupageid"))
    page = query.call.facilities.pages.find_by_id(query.connection, asked.pageid)
    if page is None:
        raise NoSuchPageId(asked.pageid)
    return page.title


def run_file_usage(query: Query, asked: FileUsageParams) -> Mapping[int, Mapping[str, Any]]:  # noqa: ARG001 - a submodule's face
    """No pages for any of the files."""
    _check_file_usage(asked)
    return {}


def _check_file_usage(asked: FileUsageParams) -> list[Title]:
    check_show(asked.show)
    _check_place(asked.continue_, _USAGE_PLACE)
    return []


def _check_place(text: str | None, form: re.Pattern[str]) -> None:
    if text is not None and form.fullmatch(text) is None:
        raise BadContinue


IMAGEUSAGE = Submodule(
    name="imageusage",
    kind="list",
    prefix="iu",
    summary="List the pages that show a file; this server does not keep them, and the list is empty.",
    params=ImageUsageParams,
    run=run_image_usage,
    generates=_shown_by,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Imageusage",),
    examples=(("action=query&list=imageusage&iutitle=File:A.png", "List the pages that show a file."),),
)

FILEUSAGE = Submodule(
    name="fileusage",
    kind="prop",
    prefix="fu",
    summary="List the pages that show the files; this server does not keep them, and there are none.",
    params=FileUsageParams,
    run=run_file_usage,
    generates=lambda _query, asked: _check_file_usage(asked),
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Fileusage",),
    examples=(("action=query&prop=fileusage&titles=File:A.png", "List the pages that show a file."),),
)
