"""The cases of an upload meet here: from its source to its result, without HTTP, JSON, SQL or S3."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from mediawharf.auth.rate_limits import RateLimited, RateLimits
from mediawharf.blobs.base import StorageFull
from mediawharf.model.errors import WharfError
from mediawharf.model.filename import NameRefused
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.errors import NoStorage
from mediawharf.stash.spool import Spool
from mediawharf.stash.stash import Stash
from mediawharf.upload.authorize import authorize
from mediawharf.upload.chunked import ChunkedUploads
from mediawharf.upload.errors import CopyUploadDisabled, Recoverable
from mediawharf.upload.fetch import Fetcher
from mediawharf.upload.incoming import FromRequest, Incoming, Kept
from mediawharf.upload.later import Later
from mediawharf.upload.publish import AtPublish, Examined, Publisher
from mediawharf.upload.request import FromChunk, FromFile, FromStash, FromUrl, UploadRequest, UploadSource
from mediawharf.upload.result import Held, Published, Stashed, UploadResult
from mediawharf.upload.verify import VerificationRules, Verified

Progress: TypeAlias = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class UploadRules:
    """What the wiki takes, and whether it fetches from URLs and leaves work to jobs."""

    verification: VerificationRules
    allows_urls: bool
    allows_async: bool


class Uploader:
    """Takes one upload from its source to its result."""

    def __init__(
        self,
        *,
        rules: UploadRules,
        stash: Stash,
        chunked: ChunkedUploads,
        publisher: Publisher,
        fetcher: Fetcher,
        later: Later,
        limits: RateLimits,
    ) -> None:
        self._rules = rules
        self._stash = stash
        self._chunked = chunked
        self._publisher = publisher
        self._fetcher = fetcher
        self._later = later
        self._limits = limits

    def upload(
        self,
        request: UploadRequest,
        user: User,
        *,
        at_publish: AtPublish | None = None,
        progress: Progress = lambda _done, _total: None,
    ) -> UploadResult:
        """Publishes, stashes or holds the upload; raises a WharfError that says why not, and what is kept.

        ``at_publish`` is called in the transaction of a publication; ``progress`` while a URL is fetched, with the
        bytes that are there and those that there will be. The request's spool stays its sender's to discard
        afterwards, which harms nothing that was kept.
        """
        source = request.source
        stashed = self._stash.find(source.filekey, user) if isinstance(source, FromStash) else None
        if stashed is not None:
            done = self._publisher.already(stashed, request)
            if done is not None:
                return done
        if isinstance(source, FromUrl):
            self._require_fetchable(source.url)
        authorize(user, source)
        if isinstance(source, FromFile | FromChunk):
            _require_room(source.spool)
        if isinstance(source, FromChunk):
            return self._chunked.receive(request, source, user)
        if isinstance(source, FromUrl) and request.is_async and self._rules.allows_async:
            self._limits.count("upload", user)
            return self._later.fetch(request, user)
        with self._obtain(source, stashed, progress) as incoming:
            verified = incoming.verify(request.filename, self._rules.verification)
            try:
                examined = self._publisher.examine(request, verified, incoming.blob_key, user)
            except WharfError as refusal:
                done = self._done_meanwhile(request, user)
                if done is not None:
                    return done
                raise self._keep_for_another_try(refusal, incoming, verified, request, user) from refusal
            done = self._done_meanwhile(request, user) if examined.is_same else None
            if done is not None:
                return done
            return self._settle(request, incoming, verified, examined, user=user, at_publish=at_publish)

    def _done_meanwhile(self, request: UploadRequest, user: User) -> Published | None:
        """The result of another request that has published the same key since this one began, if there was one."""
        if not isinstance(request.source, FromStash):
            return None
        return self._publisher.already(self._stash.find(request.source.filekey, user), request)

    def _settle(
        self,
        request: UploadRequest,
        incoming: Incoming,
        verified: Verified,
        examined: Examined,
        *,
        user: User,
        at_publish: AtPublish | None,
    ) -> UploadResult:
        warnings = examined.warnings
        if warnings and not request.ignore_warnings:
            return Held(self._keep(incoming, verified, request, user), warnings)
        if request.stash:
            return Stashed(self._keep(incoming, verified, request, user), warnings)
        if at_publish is None:  # a job's publication was counted when it was asked for
            self._count(incoming, verified, request, user)
        if incoming.filekey is not None and request.is_async and self._rules.allows_async:
            name = verified.name.accept().dbkey
            return replace(self._later.publish(request, incoming.filekey, name=name, user=user), warnings=warnings)
        incoming.make_durable()
        published = self._publisher.publish(
            request,
            verified,
            examined,
            blob_key=incoming.blob_key,
            filekey=incoming.filekey,
            user=user,
            also=at_publish,
        )
        incoming.is_kept = True
        return published

    def _count(self, incoming: Incoming, verified: Verified, request: UploadRequest, user: User) -> None:
        """Counts a publication in; one that comes too often is kept in the stash, to be published later."""
        try:
            self._limits.count("upload", user)
        except RateLimited as limited:
            kept = self._keep(incoming, verified, request, user)
            raise replace(limited, filekey=kept.filekey) from limited

    @contextmanager
    def _obtain(self, source: UploadSource, stashed: StashedFile | None, progress: Progress) -> Iterator[Incoming]:
        """The bytes, which are removed on leaving unless they came from the stash or were kept.

        ``stashed`` is the row of a key; it is not read again, for the key may be published by another meanwhile.
        """
        match source:
            case FromFile(spool):
                incoming: Incoming = FromRequest(spool, self._stash)
            case FromStash():
                assert stashed is not None, "its row was read"
                incoming = Kept(stashed)
            case FromUrl(url):
                incoming = self._fetched(url, progress)
            case FromChunk():
                raise AssertionError("chunks are taken by another way")
        try:
            yield incoming
        finally:
            incoming.leave()

    def _require_fetchable(self, url: str) -> None:
        if not self._rules.allows_urls:
            raise CopyUploadDisabled
        self._fetcher.require_allowed(url)

    def _fetched(self, url: str, progress: Progress) -> Incoming:
        spool = self._stash.spool()
        is_whole = False
        try:
            self._fetcher.fetch(url, spool.write, progress=progress)
            is_whole = True
        finally:
            if not is_whole:
                spool.discard()
        return FromRequest(spool, self._stash)

    def _keep(self, incoming: Incoming, verified: Verified, request: UploadRequest, user: User) -> StashedFile:
        return incoming.keep(verified, request.filename, user)

    def _keep_for_another_try(
        self, refusal: WharfError, incoming: Incoming, verified: Verified, request: UploadRequest, user: User
    ) -> WharfError:
        """The refusal itself, or with the key under which the bytes wait for a better name."""
        if isinstance(refusal, NameRefused) and not refusal.is_recoverable:
            return refusal
        return Recoverable(refusal, self._keep(incoming, verified, request, user).filekey)


def _require_room(spool: Spool) -> None:
    try:
        spool.check()
    except StorageFull as full:
        raise NoStorage(max(full.wanted, spool.size)) from full
