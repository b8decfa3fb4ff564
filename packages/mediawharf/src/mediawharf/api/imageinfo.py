"""What ``imageinfo`` tells of a file: one function for each of its properties, for published and stashed files.

Source: the wire's ``prop=imageinfo`` and the ``imageinfo`` of uploads.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from msgspec import Struct

from mediawharf.api.extmetadata import Reading, extmetadata
from mediawharf.api.metadata import as_version, listed
from mediawharf.facilities import Facilities
from mediawharf.model.clock import compact, iso
from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.similar_names import canonical_extension
from mediawharf.model.stashed import StashedFile
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import comment_html
from mediawharf.repo.foreign import ForeignFile
from mediawharf.repo.thumbnails import Wanted, denser, format_of, thumbnail_of

# In the order of the reply. Clients ask for them in any order.
PROPS = (
    "timestamp", "user", "userid", "size", "dimensions", "parsedcomment", "comment", "uploadwarning",
    "canonicaltitle", "url", "sha1", "metadata", "commonmetadata", "extmetadata", "mime", "mediatype", "archivename",
    "bitdepth",
)  # fmt: skip
# Those that may be as long as the file's metadata or its page's text.
LONG_PROPS = ("metadata", "commonmetadata", "extmetadata", "parsedcomment")
PUBLISHED = tuple(prop for prop in PROPS if prop != "archivename")
STASHED = (
    "timestamp", "size", "dimensions", "canonicaltitle", "url", "sha1", "metadata", "commonmetadata", "extmetadata",
    "mime", "bitdepth",
)  # fmt: skip
_ICON_SIDE = 120


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file's properties are to be told, beyond which of them."""

    metadata_version: str = "latest"
    reading: Reading = field(default_factory=Reading)


class ShownFile(Struct, frozen=True):
    """A file as imageinfo looks at it, wherever it is."""

    title: Title
    name: str  # by which its thumbnails go
    facts: FileFacts
    timestamp: int
    url: str
    page_url: str
    thumbnail_url: Callable[[str], str]
    thumbnail: Wanted | None = None
    short_url: str | None = None
    revision: FileRevision | None = None
    page_text: str = ""
    extmetadata: Mapping[str, Any] | None = None  # as another wiki told it; None: as the page's text tells


class ImageInfo:
    """Makes the objects that tell of files; ``existing`` are those of the pages comments link to that exist."""

    def __init__(self, facilities: Facilities, *, existing: Iterable[Title] = (), wishes: Wishes | None = None) -> None:
        self._facilities = facilities
        self._existing = frozenset(existing)
        self._wishes = Wishes() if wishes is None else wishes

    def of_revision(
        self,
        revision: FileRevision,
        props: Collection[str],
        *,
        page_id: int | None = None,
        page_text: str = "",
        thumbnail: Wanted | None = None,
    ) -> dict[str, Any]:
        """A published revision; ``page_text`` is its page's, for what the page says of the file."""
        urls = self._facilities.urls
        shown = ShownFile(
            title=revision.title,
            name=revision.title.dbkey,
            facts=revision.facts,
            timestamp=revision.timestamp,
            url=urls.revision(revision),
            page_url=urls.page(revision.title),
            thumbnail_url=lambda name: urls.thumbnail(revision, name),
            thumbnail=thumbnail,
            short_url=None if page_id is None else urls.page_by_id(page_id),
            revision=revision,
            page_text=page_text,
        )
        return self._told(shown, props)

    def of_stashed(
        self, stashed: StashedFile, props: Collection[str] = STASHED, *, thumbnail: Wanted | None = None
    ) -> dict[str, Any]:
        """A stashed file, whole; its addresses answer to its owner alone."""
        assert stashed.facts is not None, "only whole files are shown"
        urls, filekey = self._facilities.urls, stashed.filekey
        shown = ShownFile(
            title=_stash_title(stashed),
            name=filekey,
            facts=stashed.facts,
            timestamp=stashed.touched,
            url=urls.stashed(filekey),
            page_url=urls.stashed(filekey),
            thumbnail_url=lambda name: urls.stashed_thumbnail(filekey, name),
            thumbnail=thumbnail,
        )
        return self._told(shown, props)

    def of_foreign(
        self, file: ForeignFile, props: Collection[str], *, thumbnail: Wanted | None = None
    ) -> dict[str, Any]:
        """A file of a shared repository."""
        draw = file.thumbnail_url
        shown = ShownFile(
            title=file.title,
            name=file.title.dbkey,
            facts=file.facts,
            timestamp=file.timestamp,
            url=file.url,
            page_url=file.page_url,
            thumbnail_url=lambda name: file.url if draw is None else draw(name),
            thumbnail=thumbnail,
            revision=FileRevision(
                0, file.title, "", file.facts, file.timestamp, 0, file.user_name, file.comment, archive_name=None
            ),
            extmetadata=file.extmetadata,
        )
        return self._told(shown, props)

    def of_missing(self, title: Title, props: Collection[str]) -> dict[str, Any]:
        """What can be told of a title under which there is no file."""
        told: dict[str, Any] = {}
        if "uploadwarning" in props:
            told["html"] = ""
        if "canonicaltitle" in props:
            told["canonicaltitle"] = title.prefixed
        if "url" in props:
            told["descriptionurl"] = self._facilities.urls.page(title)
        return {**told, "filemissing": True}

    def _told(self, shown: ShownFile, props: Collection[str]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for prop in _in_order(frozenset(props)):
            of_file = _OF_FILES.get(prop)
            if of_file is not None:
                told.update(of_file(shown))
            elif prop == "thumbmime":
                # As on the wire, the type of a thumbnail is not told without the file's own.
                told.update({"mime": shown.facts.mime} if prop in told else {})
            else:
                told.update(self._property(shown, prop, has_thumbmime="thumbmime" in props))
        return told

    def _property(self, shown: ShownFile, prop: str, *, has_thumbmime: bool) -> Mapping[str, Any]:
        match prop:
            case "url":
                return {**self._thumbnail(shown, has_mime=has_thumbmime), **_addresses(shown)}
            case "metadata" | "commonmetadata" | "extmetadata":
                return {prop: self._metadata(shown, prop)}
            case _:
                return {} if shown.revision is None else self._of_upload(shown.revision, prop)

    def _metadata(self, shown: ShownFile, prop: str) -> Any:
        facts, wishes = shown.facts, self._wishes
        if prop == "commonmetadata":
            return listed(facts.common_metadata)
        if prop == "extmetadata" and shown.extmetadata is not None:
            return shown.extmetadata
        if prop == "extmetadata":
            return extmetadata(
                shown.title, facts, shown.timestamp, page_text=shown.page_text, reading=wishes.reading,
                page_path=self._facilities.settings.article_path,
            )  # fmt: skip
        return listed(as_version(facts.metadata, wishes.metadata_version)) if facts.metadata else None

    def _of_upload(self, revision: FileRevision, prop: str) -> Mapping[str, Any]:
        match prop:
            case "user":
                return {"user": revision.user_name}
            case "userid":
                return {"userid": revision.user_id}
            case "comment":
                return {"comment": revision.comment}
            case "parsedcomment":
                path = self._facilities.settings.article_path
                exists = self._existing.__contains__
                return {"parsedcomment": comment_html(revision.comment, path, exists, page=revision.title)}
            case "archivename":
                return {} if revision.archive_name is None else {"archivename": revision.archive_name}
            case "uploadwarning":
                return {"html": self._overwrite_warning(revision.title)}
            case _:
                return {}

    def _overwrite_warning(self, title: Title) -> str:
        url, name = escape(self._facilities.urls.page(title)), escape(title.prefixed)
        return f'<p>There is a file of this name already: <strong><a href="{url}">{name}</a></strong>.</p>'

    def _thumbnail(self, shown: ShownFile, *, has_mime: bool) -> Mapping[str, Any]:
        """Addresses and size of the thumbnail that is wished for, and of those for denser screens."""
        wanted = shown.thumbnail
        if wanted is None:
            return {}
        if format_of(shown.facts) is None:
            icon = self._facilities.urls.icon(shown.name.rpartition(".")[2])
            return {"thumburl": icon, "thumbwidth": _ICON_SIDE, "thumbheight": _ICON_SIDE}
        steps = self._facilities.settings.thumbnail_steps
        thumbnail = thumbnail_of(shown.name, shown.facts, wanted, steps=steps)
        if thumbnail is None:
            return {}
        url = self._thumbnail_url(shown, thumbnail.name)
        told = {"thumburl": url, "thumbwidth": thumbnail.width, "thumbheight": thumbnail.height}
        if has_mime:
            told["thumbmime"] = thumbnail.mime
        sharper: dict[str, str] = {}
        for density, halves in (("1.5", 3), ("2", 4)):
            dense = thumbnail_of(shown.name, shown.facts, denser(thumbnail, wanted, halves=halves), steps=steps)
            dense_url = url if dense is None else self._thumbnail_url(shown, dense.name)
            if dense_url != url:
                sharper[density] = dense_url
        return {**told, "responsiveUrls": sharper} if sharper else told

    def _thumbnail_url(self, shown: ShownFile, name: str | None) -> str:
        return shown.url if name is None else shown.thumbnail_url(name)


@lru_cache(maxsize=256)
def _in_order(props: frozenset[str]) -> tuple[str, ...]:
    """The properties that are asked for in the order of the reply; ``thumbmime`` in the place of a missing ``mime``."""
    in_place = {prop: prop for prop in props}
    if "thumbmime" in props:
        in_place.setdefault("mime", "thumbmime")
    return tuple(in_place[prop] for prop in PROPS if prop in in_place)


def _size(shown: ShownFile) -> Mapping[str, Any]:
    facts = shown.facts
    told: dict[str, Any] = {"size": facts.size, "width": facts.width, "height": facts.height}
    if facts.page_count is not None:
        told["pagecount"] = facts.page_count
    # An animation's length in seconds stands among its metadata; a still picture's is 0 and not told.
    duration = None if facts.metadata is None else facts.metadata.get("duration")
    if isinstance(duration, int | float) and duration:
        told["duration"] = duration
    return told


def _addresses(shown: ShownFile) -> Mapping[str, Any]:
    told = {"url": shown.url, "descriptionurl": shown.page_url}
    return told if shown.short_url is None else {**told, "descriptionshorturl": shown.short_url}


_OF_FILES: Mapping[str, Callable[[ShownFile], Mapping[str, Any]]] = {
    "timestamp": lambda shown: {"timestamp": iso(shown.timestamp)},
    "size": _size,
    "dimensions": _size,
    "canonicaltitle": lambda shown: {"canonicaltitle": shown.title.prefixed},
    "sha1": lambda shown: {"sha1": shown.facts.sha1},
    "mime": lambda shown: {"mime": shown.facts.mime},
    "mediatype": lambda shown: {"mediatype": shown.facts.media_type},
    "bitdepth": lambda shown: {"bitdepth": shown.facts.bits},
}


def _stash_title(stashed: StashedFile) -> Title:
    """The name that a stashed file has until it gets one: in the form of MediaWiki's temporary names."""
    digest = hashlib.sha256(stashed.filekey.encode()).hexdigest()[:12]
    kind = "chunkedupload" if stashed.last_chunk_offset else "localcopy"
    extension = canonical_extension(stashed.filekey.rpartition(".")[2])
    return Title.file(f"{compact(stashed.created)}!{kind}_{digest}.{extension}")
