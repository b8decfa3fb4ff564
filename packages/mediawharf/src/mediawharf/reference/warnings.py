"""The reference's page of upload warnings."""

import json

from mediawharf.api.result import render
from mediawharf.api.uploadwarnings import shown
from mediawharf.model import warnings as w
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.reference.markdown import code, first_paragraph, page, table

INTRODUCTION = """\
An upload that is warned of is held: `upload.result` is `Warning`, the file is kept in the stash, and `upload.filekey`
is its key. To publish it all the same, send `filekey` with `ignorewarnings=1`, or with another `filename` if the name
was the matter. `nochange` cannot be ignored: it becomes the error `fileexists-no-change`. A reply may hold several."""


def warnings_page() -> str:
    """The page: each warning's key in the reply, its cause, and what the reply shows."""
    rows = [_row(example) for example in examples()]
    return page("Upload warnings", INTRODUCTION, [table(("Key", "Cause", "For example"), rows)])


def examples() -> tuple[w.UploadWarning, ...]:
    """One warning of each class."""
    title, moment = Title(FILE, "Map_of_Rome.png"), 978_307_200
    return (
        w.BadFilename(title),
        w.UnwantedType("zzz", ("png", "jpg")),
        w.LargeFile(limit=5_000, size=9_124),
        w.EmptyChunk(),
        w.DamagedFile("The file ends before its last part."),
        w.WasDeleted(title),
        w.Duplicate((title,)),
        w.DuplicateArchive(title),
        w.Exists(title),
        w.PageExists(title),
        w.ExistsNormalized(title),
        w.Thumb(title),
        w.ThumbName(Title(FILE, "120px-Map.png")),
        w.BadPrefix(Title(FILE, "DSC_0001.png")),
        w.NoChange(moment),
        w.DuplicateVersions((moment,)),
    )


def _row(warning: w.UploadWarning) -> tuple[str, str, str]:
    ((key, value),) = shown([warning])["warnings"].items()
    return code(key), first_paragraph(type(warning).__doc__), code(json.dumps(render(value, 2)))
