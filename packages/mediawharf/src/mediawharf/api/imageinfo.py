"""What ``imageinfo`` tells of a file: one function for each of its properties, for published and stashed files.

Source: the wire's ``prop=imageinfo`` and the ``imageinfo`` of uploads.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from mediawharf.api.extmetadata import extmetadata
from mediawharf.facilities import Facilities
from mediawharf.api.result import RealBool, Tagged
from mediawharf.model.clock import compact, iso
from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.stashed import StashedFile
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import comment_html

PUBLISHED = (
    "timestamp", "user", "userid", "size", "dimensions", "parsedcomment", "comment", "canonicaltitle", "url", "sha1",
    "metadata", "commonmetadata", "extmetadata", "mime", "mediatype", "bitdepth", "uploadwarning",
)  # fmt: skip
STASHED = (
    "timestamp", "size", "dimensions", "canonicaltitle", "url", "sha1", "metadata", "commonmetadata", "extmetadata",
    "mime", "bitdepth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as imageinfo looks at it, wherever it is."""

    title: Title
    facts: FileFacts
    timestamp: int
    url: str
    page_url: str
    short_url: str | None = None
    revision: FileRevision | None = None
    page_text: str = ""


class ImageInfo:
    """Makes the objects that tell of files."""

    def __init__(self, facilities: Facilities, *, existing: Iterable[Title] = ()) -> None:
        self._facilities = facilities
        self._existing = frozenset(existing)

    def of_revision(
        self, revision: FileRevision, props: Sequence[str], *, page_id: int | None = None, page_text: str = ""
    ) -> dict[str, Any]:
        """A published revision; ``page_text`` is its page's, for what the page says of the file."""
        urls = self._facilities.urls
        shown = ShownFile(
            title=revision.title,
            facts=revision.facts,
            timestamp=revision.timestamp,
            url=urls.revision(revision),
            page_url=urls.page(revision.title),
            short_url=None if page_id is None else urls.page_by_id(page_id),
            revision=revision,
            page_text=page_text,
        )
        return self._told(shown, props)

    def of_stashed(self, stashed: StashedFile, props: Sequence[str] = STASHED) -> dict[str, Any]:
        """A stashed file, whole; its addresses answer to its owner alone."""
        assert stashed.facts is not None, "only whole files are shown"
        url = self._facilities.urls.stashed(stashed.filekey)
        return self._told(ShownFile(_stash_title(stashed), stashed.facts, stashed.touched, url, url), props)

    def _told(self, shown: ShownFile, props: Sequence[str]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for prop in props:
            told.update(self._property(shown, prop))
        return told

    def _property(self, shown: ShownFile, prop: str) -> Mapping[str, Any]:  # noqa: PLR0911 - a table
        facts = shown.facts
        match prop:
            case "timestamp":
                return {"timestamp": iso(shown.timestamp)}
            case "size" | "dimensions":
                return _size(facts)
            case "canonicaltitle":
                return {"canonicaltitle": shown.title.prefixed}
            case "url":
                return _addresses(shown)
            case "sha1":
                return {"sha1": facts.sha1}
            case "mime":
                return {"mime": facts.mime}
            case "mediatype":
                return {"mediatype": facts.media_type}
            case "bitdepth":
                return {"bitdepth": facts.bits}
            case "metadata":
                return {"metadata": None if facts.metadata is None else listed(facts.metadata)}
            case "commonmetadata":
                return {"commonmetadata": listed(facts.common_metadata)}
            case "extmetadata":
                return {"extmetadata": extmetadata(shown.title, facts, shown.timestamp, page_text=shown.page_text)}
            case _:
                return {} if shown.revision is None else self._of_upload(shown.revision, prop)

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
                return {"parsedcomment": comment_html(revision.comment, path, exists=self._existing.__contains__)}
            case "archivename":
                return {} if revision.archive_name is None else {"archivename": revision.archive_name}
            case "uploadwarning":
                return {"html": self._overwrite_warning(revision.title)}
            case _:
                return {}

    def _overwrite_warning(self, title: Title) -> str:
        url, name = escape(self._facilities.urls.page(title)), escape(title.prefixed)
        return f'<p>There is a file of this name already: <strong><a href="{url}">{name}</a></strong>.</p>'


def listed(metadata: Mapping[str, Any]) -> Tagged:
    """Metadata as a list of names and values; counted keys are numbers, nested values lists of their own."""
    return Tagged(
        [{"name": _name(key), "value": _listed_value(value)} for key, value in metadata.items()], "metadata"
    )


def _listed_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return listed(value)
    if isinstance(value, list | tuple):
        return Tagged([{"name": i, "value": _listed_value(item)} for i, item in enumerate(value)], "metadata")
    return RealBool(value) if isinstance(value, bool) else value


def _name(key: str) -> str | int:
    return int(key) if key.isascii() and key.isdigit() else key


def _size(facts: FileFacts) -> Mapping[str, Any]:
    told: dict[str, Any] = {"size": facts.size, "width": facts.width, "height": facts.height}
    if facts.page_count is not None:
        told["pagecount"] = facts.page_count
    return told


def _addresses(shown: ShownFile) -> Mapping[str, Any]:
    told = {"url": shown.url, "descriptionurl": shown.page_url}
    return told if shown.short_url is None else {**told, "descriptionshorturl": shown.short_url}


def _stash_title(stashed: StashedFile) -> Title:
    """The name that a stashed file has until it gets one: in the form of MediaWiki's temporary names."""
    digest = hashlib.sha256(stashed.filekey.encode()).hexdigest()[:12]
    kind = "chunkedupload" if stashed.last_chunk_offset else "localcopy"
    extension = stashed.filekey.rpartition(".")[2]
    return Title.file(f"{compact(stashed.created)}!{kind}_{digest}.{extension}")
