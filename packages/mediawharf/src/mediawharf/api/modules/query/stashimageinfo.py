"""``prop=stashimageinfo``: the user's stashed files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.imageinfo import STASHED, ImageInfo
from mediawharf.api.kinds import Choice, Integer, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.file_errors import StashNeedsLogin
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.thumbnails import UNSET, Scale
from mediawharf.api.params import param
from mediawharf.api.request_errors import MissingOneOf
from mediawharf.api.result import Tagged
from mediawharf.model.stashed import StashedFile
from mediawharf.stash.errors import InvalidFileKey, StashBadPath, StashNoSuchKey


@dataclass(frozen=True, slots=True)
class StashImageInfoParams:
    """The parameters of prop=stashimageinfo."""

    filekey: tuple[str, ...] = param(Text(), "The keys of the files.", default=(), multi=True)
    sessionkey: tuple[str, ...] = param(Text(), "The same.", default=(), multi=True, deprecated=True)
    prop: tuple[str, ...] = param(
        Choice((*STASHED, "thumbmime", "badfile")),
        "What to tell of each file.",
        default=("timestamp", "url"),
        multi=True,
        all_values="*",
    )
    url_width: int = param(Integer(), "Give the address of a thumbnail of at most this width.", default=UNSET)
    url_height: int = param(Integer(), "Give the address of a thumbnail of at most this height.", default=UNSET)
    url_param: str = param(Text(), "The view of which to make the thumbnail, such as page2-100px.", default="")


def run(query: Query, asked: StashImageInfoParams) -> Mapping[str, Any]:
    """The files in the order of the keys; raises StashNeedsLogin, MissingOneOf, and what the stash does."""
    if query.call.user.is_anonymous:
        raise StashNeedsLogin
    filekeys = asked.filekey or asked.sessionkey
    if not filekeys:
        raise MissingOneOf(("siifilekey", "siisessionkey"))
    info = ImageInfo(query.call.facilities)
    scale = Scale("sii", asked.url_width, asked.url_height, asked.url_param)
    rows = []
    for filekey in dict.fromkeys(filekeys):
        stashed = _whole(query, filekey)
        assert stashed.facts is not None, "whole files have facts"
        thumbnail = scale.wanted(query, stashed.filekey, stashed.facts)
        rows.append(info.of_stashed(stashed, asked.prop, thumbnail=thumbnail))
    return {"stashimageinfo": Tagged(rows, "sii")}


def _whole(query: Query, filekey: str) -> StashedFile:
    """The file of a key, if all its bytes are there and in the stash."""
    try:
        stashed = query.call.facilities.stash.find(filekey, query.call.user)
    except InvalidFileKey:
        raise StashBadPath(filekey) from None
    if stashed.state != "stashed" or stashed.facts is None:
        raise StashNoSuchKey(filekey)
    return stashed


STASHIMAGEINFO = Submodule(
    name="stashimageinfo",
    kind="prop",
    prefix="sii",
    summary="Tell of stashed files.",
    params=StashImageInfoParams,
    run=run,
    is_personal=True,
    has_pages=False,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Stashimageinfo",),
    examples=(("action=query&prop=stashimageinfo&siifilekey=124sd34rsdf567", "Tell of a stashed file."),),
)
