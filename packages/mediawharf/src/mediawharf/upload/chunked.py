"""Takes a file in chunks, to the stashed whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import Connection

from mediawharf.db.base import Database
from mediawharf.media.sniff import extension_for, sniff
from mediawharf.model.errors import WharfError
from mediawharf.model.filename import IllegalFilename, ParsedName, parse_filename
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.model.warnings import EmptyChunk, UploadWarning
from mediawharf.stash.chunks import Chunks, InTransaction, Ready
from mediawharf.stash.errors import InvalidChunk
from mediawharf.stash.spool import Spool
from mediawharf.stash.stash import Stash
from mediawharf.upload.errors import (
    ChunkTooSmall,
    FileKeyNeeded,
    FileKeyNotAllowed,
    ScanFailed,
    WholeRefused,
)
from mediawharf.upload.later import QUEUED, Later
from mediawharf.upload.publish import Publisher
from mediawharf.upload.request import FromChunk, UploadRequest
from mediawharf.upload.result import Continued, Held, Queued, Stashed, UploadResult
from mediawharf.upload.verify import HEAD_BYTES, UNKNOWN_EXTENSION, VerificationRules, Verified, check_beginning, verify

AtRefusal: TypeAlias = Callable[[Connection, WharfError], None]


class ChunkedUploads:
    """Receives chunks; the last one completes the file and gives it its key."""

    def __init__(
        self,
        *,
        database: Database,
        stash: Stash,
        chunks: Chunks,
        publisher: Publisher,
        rules: VerificationRules,
        minimum_chunk: int,
        later: Later | None,
    ) -> None:
        self._database = database
        self._stash = stash
        self._chunks = chunks
        self._publisher = publisher
        self._rules = rules
        self._minimum = minimum_chunk
        self._later = later

    def receive(self, request: UploadRequest, source: FromChunk, user: User) -> UploadResult:
        """One chunk's result; raises a WharfError. Bytes that were acknowledged earlier stay, whatever happens."""
        spool = source.spool
        try:
            with self._database.read() as connection:
                stashed = self._placed(connection, source, user)
                name = self._name(request.filename, spool, stashed)
                warnings = self._publisher.warnings_of_name(connection, name)
            if spool.size == 0 and stashed is None:
                warnings = (*warnings, EmptyChunk())
                if not request.ignore_warnings:
                    return Held(None, warnings)
            self._check_size(source)
            if stashed is not None and self._chunks.repeats(spool, stashed, offset=source.offset or 0):
                return self._again(stashed, spool, source, warnings)
            with self._ready(request, source, stashed, user) as ready:
                return self._take(request, ready, warnings, user)
        finally:
            self._leave(spool)

    def _placed(self, connection: Connection, source: FromChunk, user: User) -> StashedFile | None:
        """The file that the chunk belongs to, or None when it is the first; raises what is wrong with the key."""
        if source.filekey is not None:
            if source.offset == 0:
                raise FileKeyNotAllowed
            return self._chunks.find_in(connection, source.filekey, user)
        if source.offset != 0:
            raise FileKeyNeeded
        return None

    def _name(self, filename: str, spool: Spool, stashed: StashedFile | None) -> ParsedName:
        """The name, with the extension of the first chunk's content if it has none of its own.

        Raises IllegalFilename whatever is wrong with it, as MediaWiki does for chunks.
        """
        if stashed is not None:
            detected = stashed.filekey.rpartition(".")[2]
            extension = None if detected == UNKNOWN_EXTENSION else detected
        else:
            extension = self._detected(spool)
        name = parse_filename(filename, self._rules.extensions, detected_extension=extension)
        if name.problem is not None:
            raise IllegalFilename(name.filename)
        return name

    def _detected(self, spool: Spool) -> str | None:
        if spool.size == 0:
            return None
        with spool.open() as file:
            return extension_for(sniff(file.read(HEAD_BYTES)))

    def _check_size(self, source: FromChunk) -> None:
        filesize = source.filesize or 0
        end = (source.offset or 0) + source.spool.size
        if end > filesize or source.spool.is_too_large:
            raise InvalidChunk
        if end < filesize and source.spool.size < self._minimum:
            raise ChunkTooSmall(self._minimum)

    def _again(
        self, stashed: StashedFile, spool: Spool, source: FromChunk, warnings: tuple[UploadWarning, ...]
    ) -> UploadResult:
        """The answer that the chunk had the first time."""
        if stashed.state == "chunks" and stashed.offset == stashed.filesize:
            return Queued(stashed.filekey, None, QUEUED)
        if stashed.state == "chunks":
            return Continued(stashed.filekey, (source.offset or 0) + spool.size, warnings)
        return Stashed(stashed, warnings, of_chunks=True)

    def _ready(self, request: UploadRequest, source: FromChunk, stashed: StashedFile | None, user: User) -> Ready:
        if stashed is not None:
            # As on the wire, the size that the last chunk tells counts.
            return self._chunks.next(source.spool, stashed, offset=source.offset or 0, filesize=source.filesize or 0)
        with source.spool.open() as file:
            is_whole = source.spool.size == source.filesize
            extension = check_beginning(file, is_whole=is_whole) or UNKNOWN_EXTENSION
        return self._chunks.first(
            source.spool, filesize=source.filesize or 0, filename=request.filename, extension=extension, user=user
        )

    def _take(
        self, request: UploadRequest, ready: Ready, warnings: tuple[UploadWarning, ...], user: User
    ) -> UploadResult:
        if ready.is_last and request.is_async and self._later is not None:
            later, filekey = self._later, ready.stashed.filekey
            self._chunks.take(ready, also=lambda connection: later.assemble_in(connection, request, filekey, user))
            return Queued(filekey, None, QUEUED)
        if ready.is_last:
            return self._finish(request, ready, user)
        row = self._chunks.take(ready)
        if warnings and not request.ignore_warnings:
            return Held(row, warnings)
        return Continued(row.filekey, row.offset, warnings)

    def complete(self, filekey: str, filename: str, user: User, *, ending: InTransaction, refusing: AtRefusal) -> None:
        """Finishes a file whose last chunk was left to a job; done already, it only calls ``ending``.

        Raises what is wrong with the whole, and calls ``refusing`` in the transaction that forgets it.
        """
        stashed = self._chunks.find(filekey, user)
        if stashed.state != "chunks":
            with self._database.write() as connection:
                ending(connection)
            return
        with self._chunks.held(stashed) as ready:
            verified = self._verified(filename, ready, refusing=refusing)
            self._chunks.finish(ready, verified.facts, extension=verified.extension, user=user, also=ending)

    def _finish(self, request: UploadRequest, ready: Ready, user: User) -> UploadResult:
        verified = self._verified(request.filename, ready)
        warnings: tuple[UploadWarning, ...] = ()
        if verified.name.title is not None:
            warnings = self._publisher.warnings(verified, ready.blob_key)
        whole = self._chunks.finish(ready, verified.facts, extension=verified.extension, user=user)
        if warnings and not request.ignore_warnings:
            return Held(whole, warnings)
        return Stashed(whole, warnings, of_chunks=True)

    def _verified(self, filename: str, ready: Ready, *, refusing: AtRefusal = lambda _, __: None) -> Verified:
        try:
            with self._chunks.open(ready) as file:
                digest = self._chunks.whole_sha1(ready)
                return verify(file, filename, size=ready.end, sha1=digest, rules=self._rules)
        except ScanFailed as failed:
            # The chunk was not taken; sent again, it has another try. A job tries by itself.
            kept = replace(failed, filekey=ready.stashed.filekey, offset=ready.offset)
            raise (kept if ready.offset else failed) from failed
        except WharfError as refusal:
            # What the whole turned out to be must not come in, and no further chunk can change that.
            why = WholeRefused(refusal)
            self._chunks.abandon(ready, also=lambda connection: refusing(connection, why))
            raise why from refusal

    def _leave(self, spool: Spool) -> None:
        """Lets the bytes go; those that no row names are removed."""
        spool.close()
        if spool.held is None and spool.size and spool.start == 0 and not self._stash.names_blob(spool.blob_key):
            self._stash.delete_blob(spool.blob_key)
