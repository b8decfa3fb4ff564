"""Upload warnings as the wire shows them. Source: WIRE's list of keys, MediaWiki's ApiUpload."""

from collections.abc import Sequence
from typing import Any, assert_never

from mediawharf.api.result import Tagged
from mediawharf.model import warnings as w
from mediawharf.model.clock import iso


def shown(warnings: Sequence[w.UploadWarning]) -> dict[str, Any]:
    """``{"warnings": {…}}``, or nothing when there are none."""
    if not warnings:
        return {}
    return {"warnings": dict(_member(warning) for warning in warnings)}


def _member(warning: w.UploadWarning) -> tuple[str, Any]:
    match warning:
        case w.Duplicate(titles):
            return "duplicate", Tagged([title.dbkey for title in titles], "duplicate")
        case w.NoChange(timestamp):
            return "nochange", {"timestamp": iso(timestamp)}
        case w.DuplicateVersions(timestamps):
            return "duplicateversions", Tagged([{"timestamp": iso(one)} for one in timestamps], "ver")
        case w.LargeFile(limit, size):
            return "large-file", [{"size": limit}, {"size": size}]
        case w.UnwantedType(extension, wanted):
            return "filetype-unwanted-type", Tagged([extension, ", ".join(wanted), len(wanted)], "item")
        case w.EmptyChunk():
            return "empty-file", ""
        case w.DamagedFile(damage):
            return "damaged-file", damage
        case _:
            return _named(warning)


def _named(
    warning: w.BadFilename
    | w.WasDeleted
    | w.DuplicateArchive
    | w.Exists
    | w.PageExists
    | w.ExistsNormalized
    | w.Thumb
    | w.ThumbName
    | w.BadPrefix,
) -> tuple[str, str]:
    match warning:
        case w.BadFilename():
            key = "badfilename"
        case w.WasDeleted():
            key = "was-deleted"
        case w.DuplicateArchive():
            key = "duplicate-archive"
        case w.Exists():
            key = "exists"
        case w.PageExists():
            key = "page-exists"
        case w.ExistsNormalized():
            key = "exists-normalized"
        case w.Thumb():
            key = "thumb"
        case w.ThumbName():
            key = "thumb-name"
        case w.BadPrefix():
            key = "bad-prefix"
        case _:
            assert_never(warning)
    return key, warning.title.dbkey
