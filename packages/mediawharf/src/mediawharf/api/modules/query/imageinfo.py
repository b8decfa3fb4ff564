"""``prop=imageinfo``: files and their history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.extmetadata import Reading
from mediawharf.api.imageinfo import LONG_PROPS, PROPS, ImageInfo, Wishes
from mediawharf.api.kinds import Choice, Flag, Integer, Limit, Text, TimestampKind
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.file_errors import InvalidContextTitle
from mediawharf.api.modules.query.foreign_pages import ForeignPages, foreign_files
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.history import History, Place, parse_place
from mediawharf.api.modules.query.shown_files import ShownFiles
from mediawharf.api.modules.query.thumbnails import UNSET, Scale
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.model.clock import iso
from mediawharf.model.file import FileRevision
from mediawharf.model.title import InvalidTitle, Title

ALL_PROPS: Final = (*PROPS, "thumbmime", "badfile")
# Revisions in one reply; the rest is for the next.
_MOST_REVISIONS: Final = 5000
# What is told of files that do not exist, too.
_OF_MISSING: Final = ("uploadwarning", "badfile")


@dataclass(frozen=True, slots=True)
class ImageInfoParams:
    """The parameters of prop=imageinfo."""

    prop: tuple[str, ...] = param(
        Choice(ALL_PROPS), "What to tell of each revision.",
        default=("timestamp", "user"), multi=True, all_values="*", slow_values=LONG_PROPS,
    )  # fmt: skip
    limit: int = param(Limit(), "How many revisions of each file.", default=1)
    start: int | None = param(TimestampKind(), "The newest revisions to list.")
    end: int | None = param(TimestampKind(), "The oldest revisions to list.")
    url_width: int = param(Integer(), "Give the address of a thumbnail of at most this width.", default=UNSET)
    url_height: int = param(Integer(), "Give the address of a thumbnail of at most this height.", default=UNSET)
    metadata_version: str = param(Text(), "The form of metadata: 1, 2 or latest.", default="1")
    ext_metadata_language: str = param(Text(), "The language of extmetadata.", default="en")
    ext_metadata_multi_lang: bool = param(Flag(), "Give extmetadata in all languages.", default=False)
    ext_metadata_filter: tuple[str, ...] = param(Text(), "Give these keys of extmetadata only.", default=(), multi=True)
    url_param: str = param(Text(), "The view of which to make the thumbnail, such as page2-100px.", default="")
    bad_file_context_title: str | None = param(Text(), "The page in which the file is to be shown.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.")
    local_only: bool = param(Flag(), "Look at files of this wiki only.", default=False)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a reply is made of: the files' current revisions, and those to show; none of titles without a file."""

    currents: Mapping[Title, FileRevision]
    versions: Mapping[Title, list[FileRevision]]


def run(query: Query, asked: ImageInfoParams) -> Mapping[int, Any]:
    """The revisions by the keys of their pages."""
    _check_context(asked.bad_file_context_title)
    keys = {title: key for key, title in query.pages.titles().items()}
    found = _found(query, asked, keys)
    revisions = [revision for versions in found.versions.values() for revision in versions]
    reading = Reading(asked.ext_metadata_language, asked.ext_metadata_multi_lang, asked.ext_metadata_filter)
    wishes = Wishes(asked.metadata_version, reading)
    shown = ShownFiles(query, revisions, asked.prop, wishes)
    without = [title for title, versions in found.versions.items() if not versions and not asked.local_only]
    scale = Scale("ii", asked.url_width, asked.url_height, asked.url_param)
    foreign = ForeignPages(query, asked.prop, scale, wishes, foreign_files(query, without))
    pages = _Pages(query, asked, found, shown, scale)
    return {keys[title]: foreign.told(title) or pages.told(title) for title in found.versions}


def _check_context(text: str | None) -> None:
    try:
        if text is not None:
            Title.parse(text)
    except InvalidTitle:
        raise InvalidContextTitle("ii") from None


def _found(query: Query, asked: ImageInfoParams, keys: Mapping[Title, int]) -> _Found:
    """The revisions to show of each title; tells the query where it goes on."""
    place = parse_place(asked.continue_)
    wanted = sorted((title for title in keys if place is None or title.dbkey >= place.name), key=lambda t: t.dbkey)
    currents = _currents(query, wanted, keys)
    is_single = len(keys) == 1
    room = _MOST_REVISIONS
    versions: dict[Title, list[FileRevision]] = {}
    for title in wanted:
        current = currents.get(title)
        if current is None:
            versions[title] = []
            continue
        if room <= 0:
            query.go_on_from("iicontinue", str(Place.of(current)))
            break
        limit = min(asked.limit, room)
        history = History(query.connection, current, asked.start, asked.end, place)
        given, following = history.read(limit, is_told_of_more=is_single or limit < asked.limit)
        versions[title] = given
        room -= len(given)
        if following is not None:
            _go_on(query, current, given, following, is_single=is_single)
            break
    return _Found(currents, versions)


def _currents(query: Query, wanted: list[Title], keys: Mapping[Title, int]) -> dict[Title, FileRevision]:
    """The current revisions of the titles; of a redirect without a file of its own, those of its target."""
    repo = query.call.facilities.repo
    currents = repo.current_of(query.connection, wanted)
    records = query.pages.records()
    redirects = {}
    for title in wanted:
        record = records.get(keys[title])
        if title not in currents and record is not None and record.redirect is not None:
            redirects[title] = record.redirect
    targets = repo.current_of(query.connection, redirects.values()) if redirects else {}
    return currents | {title: targets[target] for title, target in redirects.items() if target in targets}


def _go_on(
    query: Query, current: FileRevision, given: list[FileRevision], following: FileRevision, *, is_single: bool
) -> None:
    # The second tells where to go on, unless there are two revisions of it.
    is_clear = all(one.timestamp > following.timestamp for one in (current, *given))
    if is_single and is_clear:
        query.go_on_from("iistart", iso(following.timestamp))
    else:
        query.go_on_from("iicontinue", str(Place.of(following)))


@dataclass(frozen=True, slots=True)
class _Pages:
    """Tells of the pages of one reply."""

    query: Query
    asked: ImageInfoParams
    found: _Found
    shown: ShownFiles
    scale: Scale

    def told(self, title: Title) -> dict[str, Any]:
        """What is told of a page whose file, if it has one, is here."""
        versions, props = self.found.versions[title], self.asked.prop
        current = versions[0] if versions else self._own(title)
        told: dict[str, Any] = {"imagerepository": "" if current is None else "local"}
        if "badfile" in props:
            told["badfile"] = False
        if current is None:
            if any(prop in props for prop in _OF_MISSING):
                missing = ImageInfo(self.query.call.facilities).of_missing(title, props)
                told["imageinfo"] = Tagged([missing], "ii")
            return told
        thumbnail = self.scale.wanted(self.query, current.title.dbkey, current.facts)
        if versions:
            told["imageinfo"] = Tagged([self.shown.of(revision, thumbnail=thumbnail) for revision in versions], "ii")
        return told

    def _own(self, title: Title) -> FileRevision | None:
        """The current revision of the title's own file, not of one that it leads to."""
        current = self.found.currents.get(title)
        return None if current is None or current.title != title else current


IMAGEINFO = Submodule(
    name="imageinfo",
    kind="prop",
    prefix="ii",
    summary="Tell of files and of their history.",
    params=ImageInfoParams,
    run=run,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Imageinfo",),
    examples=(
        ("action=query&titles=File:Example.jpg&prop=imageinfo", "Tell of the current revision."),
        ("action=query&titles=File:Example.jpg&prop=imageinfo&iilimit=50&iiprop=timestamp|user|url", "Tell of 50."),
    ),
)
