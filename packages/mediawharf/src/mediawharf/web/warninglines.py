"""Upload warnings in the visitor's language."""

from collections.abc import Sequence
from typing import assert_never

from mediawharf.model import warnings as w
from mediawharf.web.visit import Visit


def warning_lines(visit: Visit, warnings: Sequence[w.UploadWarning]) -> tuple[str, ...]:
    """One sentence for each."""
    return tuple(_line(visit, warning) for warning in warnings)


def _line(visit: Visit, warning: w.UploadWarning) -> str:
    words = visit.words
    match warning:
        case w.Duplicate(titles):
            return visit.text("warning-duplicate", titles=", ".join(title.text for title in titles))
        case w.NoChange(timestamp):
            return visit.text("warning-no-change", time=words.time(timestamp))
        case w.DuplicateVersions(timestamps):
            return visit.text("warning-duplicate-versions", times=", ".join(map(words.time, timestamps)))
        case w.LargeFile(limit, size):
            return visit.text("warning-large-file", limit=words.size(limit), size=words.size(size))
        case w.UnwantedType(extension, wanted):
            return visit.text("warning-unwanted-type", extension=extension, wanted=", ".join(wanted))
        case w.EmptyChunk():
            return visit.text("warning-empty-chunk")
        case w.DamagedFile(damage):
            return visit.text("warning-damaged-file", damage=damage)
        case _:
            return visit.text(_key(warning), title=warning.title.text)


def _key(
    warning: w.BadFilename
    | w.WasDeleted
    | w.DuplicateArchive
    | w.Exists
    | w.PageExists
    | w.ExistsNormalized
    | w.Thumb
    | w.ThumbName
    | w.BadPrefix,
) -> str:
    match warning:
        case w.BadFilename():
            return "warning-bad-filename"
        case w.WasDeleted():
            return "warning-was-deleted"
        case w.DuplicateArchive():
            return "warning-duplicate-archive"
        case w.Exists():
            return "warning-exists"
        case w.PageExists():
            return "warning-page-exists"
        case w.ExistsNormalized():
            return "warning-exists-normalized"
        case w.Thumb():
            return "warning-thumb"
        case w.ThumbName():
            return "warning-thumb-name"
        case w.BadPrefix():
            return "warning-bad-prefix"
        case _:
            assert_never(warning)
