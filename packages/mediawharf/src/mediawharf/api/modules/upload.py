"""``action=upload``: a file, its chunks, or a stashed file to publish; and the state of an upload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from mediawharf.api.call import Call
from mediawharf.api.imageinfo import PUBLISHED, ImageInfo
from mediawharf.api.kinds import WATCH_LONGEST, Choice, ExpiryKind, FilePart, Flag, Integer, Tag, Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.request_errors import InvalidParamMix, MissingOneOf
from mediawharf.api.stasherrors import NoChangeReply, stash_errors
from mediawharf.api.uploadwarnings import shown
from mediawharf.model.errors import Message
from mediawharf.model.expiry import Infinite
from mediawharf.model.file import FileRevision
from mediawharf.model.filekey import FileKey
from mediawharf.stash.errors import InvalidFileKey, StashNotLoggedIn
from mediawharf.stash.spool import Spool
from mediawharf.upload.errors import CannotAsyncUploadFile, NoChangeError, NoFilename, UploadDisabled
from mediawharf.upload.request import FromChunk, FromFile, FromStash, FromUrl, UploadRequest, UploadSource, Watch
from mediawharf.upload.result import Continued, Held, NewPage, Published, Queued, Stashed, UploadResult
from mediawharf.upload.status import Assembled, Uploading, WasHeld, WasPublished, Working


def _largest(environment: Any) -> int:
    largest: int = environment.settings.max_upload_size
    return largest


@dataclass(frozen=True, slots=True)
class UploadParams:
    """The parameters of action=upload, in the order of MediaWiki's documentation."""

    filename: str | None = param(Text(), "Name that the file is to have.")
    comment: str = param(Text(), "Comment of the upload; the page's first text too, unless text is given.", default="")
    tags: tuple[str, ...] = param(
        Tag(), "Change tags for the log entry and the page's revision.", default=(), multi=True
    )
    text: str | None = param(Text("text"), "First text of a new file's page.")
    watch: bool = param(Flag(), "Watch the page.", default=False, deprecated=True)
    watchlist: str = param(
        Choice(("nochange", "preferences", "watch")),
        "What to do with the page on your watchlist.",
        default="preferences",
    )
    watchlistexpiry: int | Infinite | None = param(
        ExpiryKind(WATCH_LONGEST), "When the page is to leave your watchlist again."
    )
    ignore_warnings: bool = param(Flag(), "Publish whatever the warnings say.", default=False)
    file: Spool | None = param(FilePart(), "The file's bytes, as a file part of multipart/form-data.")
    url: str | None = param(Text(), "Address to fetch the file from.")
    filekey: str | None = param(Text(), "Key of a file that was stashed before.")
    sessionkey: str | None = param(Text(), "The same as filekey.", deprecated=True)
    stash: bool = param(Flag(), "Keep the file in the stash; publish nothing.", default=False)
    filesize: int | None = param(Integer(0, _largest), "Size of the whole file, in bytes.")
    offset: int | None = param(Integer(0), "Where the chunk begins in the file, in bytes.")
    chunk: Spool | None = param(FilePart(), "The chunk's bytes, as a file part of multipart/form-data.")
    is_async: bool = param(Flag(), "Let a job do what may take long.", default=False, wire="async")
    checkstatus: bool = param(Flag(), "Only tell the state of the upload of that file key.", default=False)


def run(call: Call, asked: UploadParams) -> Mapping[str, Any]:
    """The upload's result, or its state."""
    if not call.facilities.settings.enable_uploads:
        raise UploadDisabled
    filekey = asked.sessionkey if asked.filekey is None else asked.filekey
    _require_one_source(asked, filekey)
    if asked.checkstatus and filekey:
        return _status(call, filekey)
    if asked.filename is None:
        raise NoFilename
    source = _source(asked, filekey, call)
    request = _request(asked, source, asked.filename)
    try:
        result = call.facilities.uploader.upload(request, call.user)
    except NoChangeError as refusal:
        raise NoChangeReply(refusal, call.error_format()) from refusal
    return {"upload": _told(call, result, asked)}


def _require_one_source(asked: UploadParams, filekey: str | None) -> None:
    given = {"filekey": filekey, "file": asked.file, "url": asked.url}
    named = tuple(name for name, value in given.items() if value is not None)
    if asked.chunk is not None:
        return  # whatever else was sent beside it
    if not named:
        raise MissingOneOf(("filekey", "file", "url"))
    if len(named) > 1:
        raise InvalidParamMix(named)


def _source(asked: UploadParams, filekey: str | None, call: Call) -> UploadSource:
    if filekey is not None and call.user.is_anonymous:
        raise StashNotLoggedIn
    if asked.chunk is not None:
        return FromChunk(asked.chunk, asked.offset, asked.filesize, filekey)
    if filekey is not None:
        if FileKey.parse(filekey) is None:
            raise InvalidFileKey
        return FromStash(filekey)
    if asked.file is not None:
        if asked.is_async:
            raise CannotAsyncUploadFile
        return FromFile(asked.file)
    return FromUrl(asked.url or "")


def _request(asked: UploadParams, source: UploadSource, filename: str) -> UploadRequest:
    expiry = asked.watchlistexpiry
    return UploadRequest(
        source=source,
        filename=filename,
        comment=asked.comment,
        text=asked.text,
        tags=asked.tags,
        watch=Watch.WATCH if asked.watch else Watch(asked.watchlist),
        watch_expiry=expiry if isinstance(expiry, int) else None,
        ignore_warnings=asked.ignore_warnings,
        stash=asked.stash,
        is_async=asked.is_async,
    )


def _told(call: Call, result: UploadResult, asked: UploadParams) -> Mapping[str, Any]:
    match result:
        case Published(revision, warnings, page):
            published: dict[str, Any] = {"result": "Success", "filename": revision.title.dbkey, **shown(warnings)}
            return {**published, "imageinfo": _published_info(call, revision, page)}
        case Stashed(stashed, warnings, of_chunks):
            keys = (
                {"filekey": stashed.filekey}
                if of_chunks
                else {"filekey": stashed.filekey, "sessionkey": stashed.filekey}
            )
            return {
                "result": "Success",
                **keys,
                **shown(warnings),
                "imageinfo": ImageInfo(call.facilities).of_stashed(stashed),
            }
        case Held(stashed, warnings):
            return {"result": "Warning", **shown(warnings), **_held(call, stashed, is_chunk=asked.chunk is not None)}
        case Continued(filekey, offset, warnings):
            return {"result": "Continue", "offset": offset, "filekey": filekey, **shown(warnings)}
        case Queued(filekey, filename, stage, warnings):
            given = {"result": "Poll", "stage": stage, "filekey": filekey, "filename": filename}
            return {**{name: value for name, value in given.items() if value is not None}, **shown(warnings)}
        case _:
            assert_never(result)


def _held(call: Call, stashed: Any, *, is_chunk: bool) -> Mapping[str, Any]:
    if stashed is None:
        return {"stasherrors": stash_errors(Message("uploadstash-no-bytes"), call.error_format())}
    keys: dict[str, Any] = {"filekey": stashed.filekey, "sessionkey": stashed.filekey}
    if is_chunk and stashed.state == "chunks":
        keys["offset"] = stashed.offset  # the chunk is kept all the same: go on from here
    return keys


def _published_info(call: Call, revision: FileRevision, new: NewPage | None = None) -> Mapping[str, Any]:
    """The published file; its page is read unless it is a new one, known already."""
    page_id, text = _page_of(call, revision) if new is None else (new.id, new.text)
    return ImageInfo(call.facilities).of_revision(revision, PUBLISHED, page_id=page_id, page_text=text)


def _page_of(call: Call, revision: FileRevision) -> tuple[int | None, str]:
    pages = call.facilities.pages
    with call.facilities.database.read() as connection:
        page = pages.find(connection, revision.title)
        return (None, "") if page is None else (page.id, pages.text(connection, page))


def _status(call: Call, filekey: str) -> Mapping[str, Any]:
    status = call.facilities.statuses.of(filekey, call.user)
    match status:
        case Uploading(stashed):
            told: dict[str, Any] = {"result": "Continue", "stage": "uploading", "offset": stashed.offset}
        case Working():
            told = _working(status)
        case WasHeld(stashed, stage, warnings):
            held = _held(call, stashed, is_chunk=False)
            told = {"result": "Warning" if warnings else "Success", "stage": stage, **shown(warnings), **held}
        case Assembled(stashed, stage):
            info = ImageInfo(call.facilities).of_stashed(stashed)
            told = {"result": "Success", "stage": stage, "filekey": stashed.filekey, "imageinfo": info}
        case WasPublished(revision):
            published = _published_info(call, revision)
            told = {"result": "Success", "stage": "publish", "filename": revision.title.dbkey, "imageinfo": published}
        case _:
            assert_never(status)
    return {"upload": told}


def _working(status: Working) -> dict[str, Any]:
    facts = {"filename": status.filename, "bytes": status.bytes_done, "total": status.bytes_total}
    return {"result": "Poll", "stage": status.stage, **{key: one for key, one in facts.items() if one is not None}}


UPLOAD = Module(
    name="upload",
    summary="Upload a file, or tell the state of an upload that is under way.",
    params=UploadParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Upload",),
    examples=(
        (
            "action=upload&filename=Wiki.png&url=http%3A//upload.wikimedia.org/wikipedia/en/b/bc/Wiki.png",
            "From a URL.",
        ),
        ("action=upload&filename=Wiki.png&filekey=filekey&ignorewarnings=1", "Publish what warnings held up."),
    ),
)
