"""Where a thumbnail that is asked for is found: ready, yet to be made, elsewhere, or nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.facilities import Facilities
from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.stashed import StashedFile
from mediawharf.repo.stills import parse_still, still_of, still_view
from mediawharf.repo.thumbnail_maker import Picture, ThumbnailFailed
from mediawharf.repo.thumbnails import Thumbnail, View, Wanted, drawn_view, parse_name, thumbnail_of
from mediawharf.web.serving import StoredFile


@dataclass(frozen=True, slots=True)
class Source:
    """A file of which thumbnails are asked for: ``name`` is what they go by, ``access`` who may have them."""

    name: str
    facts: FileFacts
    blob_key: str
    original: str
    address: Callable[[str], str]
    access: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ready:
    """It is there."""

    stored: StoredFile


@dataclass(frozen=True, slots=True)
class ToBeMade:
    """It is not there yet; ``filename`` is what it is saved as."""

    picture: Picture
    filename: str
    access: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is meant has another address."""

    address: str
    access: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoThumbnail:
    """There is none; ``status`` is HTTP's."""

    status: int
    reason: str
    access: Mapping[str, str]


Place: TypeAlias = Ready | ToBeMade | Elsewhere | NoThumbnail


def source_of_revision(facilities: Facilities, revision: FileRevision, access: Mapping[str, str]) -> Source:
    """A published file."""
    urls = facilities.urls
    return Source(
        revision.title.dbkey,
        revision.facts,
        revision.blob_key,
        urls.revision(revision),
        lambda name: urls.thumbnail(revision, name),
        access,
    )


def source_of_stashed(
    facilities: Facilities, stashed: StashedFile, facts: FileFacts, *, blob_key: str, access: Mapping[str, str]
) -> Source:
    """A whole file in the stash."""
    urls, filekey = facilities.urls, stashed.filekey
    return Source(
        filekey,
        facts,
        blob_key,
        urls.stashed(filekey),
        lambda name: urls.stashed_thumbnail(filekey, name),
        access,
    )


def place_of_name(facilities: Facilities, source: Source, text: str) -> Place:
    """The thumbnail that a name such as ``120px-X.png`` stands for; a name that is not quite it leads to it."""
    if (width := parse_still(text, source.name)) is not None:
        return _place_of_still(facilities, source, text, width)
    wanted = parse_name(text, source.name, source.facts)
    thumbnail = None if wanted is None else _thumbnail(facilities, source, wanted)
    if wanted is None or thumbnail is None:
        return NoThumbnail(404, "No such thumbnail.", source.access)
    if thumbnail.name is None:
        return Elsewhere(source.original, source.access)
    if thumbnail.name != text:
        return Elsewhere(source.address(thumbnail.name), source.access)
    return _place(facilities, source, thumbnail, drawn_view(thumbnail, source.facts, wanted))


def _place_of_still(facilities: Facilities, source: Source, text: str, width: int) -> Place:
    still = still_of(source.name, source.facts, width, steps=facilities.settings.thumbnail_steps)
    if still is None or still.name is None:
        return NoThumbnail(404, "No such thumbnail.", source.access)
    if still.name != text:
        return Elsewhere(source.address(still.name), source.access)
    return _place(facilities, source, still, still_view(still))


def place_of_wanted(facilities: Facilities, source: Source, wanted: Wanted) -> Place:
    """The thumbnail of a size; none where the original is no larger, as MediaWiki's thumb.php has it."""
    thumbnail = _thumbnail(facilities, source, wanted)
    if thumbnail is None:
        return NoThumbnail(400, "No thumbnail of this file can be made at this size.", source.access)
    if thumbnail.name is None:
        return NoThumbnail(400, "The file itself is no wider than that.", source.access)
    return _place(facilities, source, thumbnail, drawn_view(thumbnail, source.facts, wanted))


def _thumbnail(facilities: Facilities, source: Source, wanted: Wanted) -> Thumbnail | None:
    return thumbnail_of(source.name, source.facts, wanted, steps=facilities.settings.thumbnail_steps)


def _place(facilities: Facilities, source: Source, thumbnail: Thumbnail, view: View) -> Place:
    picture = Picture(source.blob_key, source.facts, view)
    assert thumbnail.name is not None, "the original is no thumbnail"
    filename = thumbnail.name.removeprefix(f"{thumbnail.view}-")
    try:
        found = facilities.thumbnail_maker.find(picture)
    except ThumbnailFailed as failed:
        return NoThumbnail(404, f"No thumbnail can be made of this file: {failed.reason}", source.access)
    if found is None:
        return ToBeMade(picture, filename, source.access)
    stored = StoredFile(found.blob_key, found.size, thumbnail.mime, filename, found.made, source.access)
    return Ready(stored)
