"""Upload warnings as sentences of the interface: the message's key, and what it names."""

from typing import assert_never

from mediawharf.model import warnings as w
from mediawharf.model.title import Title


def said(warning: w.UploadWarning) -> tuple[str, str, tuple[Title, ...]]:
    """The key of the sentence about a warning, the name that goes into it, and the files that are listed after it."""
    match warning:
        case w.Duplicate(titles):
            return "upload-warning-duplicate", "", titles
        case w.BadFilename(title):
            return "upload-warning-badfilename", title.text, ()
        case w.WasDeleted(title):
            return "upload-warning-was-deleted", title.text, ()
        case w.DuplicateArchive(title):
            return "upload-warning-duplicate-archive", title.text, ()
        case w.Exists(title):
            return "upload-warning-exists", title.text, ()
        case w.PageExists(title):
            return "upload-warning-page-exists", title.text, ()
        case w.ExistsNormalized(title):
            return "upload-warning-exists-normalized", title.text, ()
        case _:
            return _of_file(warning), "", ()


def _of_file(
    warning: w.Thumb
    | w.ThumbName
    | w.BadPrefix
    | w.NoChange
    | w.DuplicateVersions
    | w.LargeFile
    | w.UnwantedType
    | w.EmptyChunk
    | w.DamagedFile,
) -> str:
    match warning:
        case w.Thumb() | w.ThumbName():
            return "upload-warning-thumb-name"
        case w.BadPrefix():
            return "upload-warning-bad-prefix"
        case w.NoChange():
            return "upload-warning-nochange"
        case w.DuplicateVersions():
            return "upload-warning-duplicateversions"
        case w.LargeFile():
            return "upload-warning-large-file"
        case w.UnwantedType():
            return "upload-warning-filetype-unwanted-type"
        case w.DamagedFile():
            return "upload-warning-damaged-file"
        case w.EmptyChunk():
            return "upload-warning-empty-file"
        case _:
            assert_never(warning)
