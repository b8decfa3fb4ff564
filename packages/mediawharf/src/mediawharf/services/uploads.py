"""Builds what takes uploads in."""

import ssl
from dataclasses import dataclass
from importlib.metadata import version

from mediawharf.auth.accounts import Accounts
from mediawharf.auth.rate_limits import RateLimits
from mediawharf.i18n.messages import Messages
from mediawharf.jobs.base import JobQueue
from mediawharf.media.limits import MediaLimits
from mediawharf.model.filename import ExtensionRules
from mediawharf.services.backends import Backends
from mediawharf.settings import Settings
from mediawharf.stash.chunks import Chunks
from mediawharf.stash.hashes import RunningHashes
from mediawharf.stash.stash import Stash, StashLimits
from mediawharf.upload.antivirus import Clamd, scanner_address
from mediawharf.upload.checks import Checks, WarningRules
from mediawharf.upload.chunked import ChunkedUploads
from mediawharf.upload.fetch import Fetcher, FetchRules
from mediawharf.upload.fetch_connection import DirectConnector, resolve
from mediawharf.upload.jobs import UploadJobs
from mediawharf.upload.later import Later
from mediawharf.upload.publish import Books, Publisher
from mediawharf.upload.status import Statuses
from mediawharf.upload.uploader import Uploader, UploadRules
from mediawharf.upload.verify import VerificationRules


@dataclass(frozen=True, slots=True)
class Uploads:
    """All that takes uploads in."""

    stash: Stash
    uploader: Uploader
    statuses: Statuses
    jobs: UploadJobs


def build_uploads(
    settings: Settings, backends: Backends, books: Books, *, queue: JobQueue, limits: RateLimits
) -> Uploads:
    """The uploader with what it stands on, and the jobs that do the rest of its work."""
    database, clock = backends.database, backends.clock
    hashes = RunningHashes()
    stash = build_stash(settings, backends, hashes)
    extensions = extension_rules(settings)
    media_limits = MediaLimits(area=settings.max_image_area)
    verification = VerificationRules(extensions, settings.max_upload_size, media_limits, _scanner(settings))
    warnings = WarningRules(extensions, settings.upload_size_warning)
    checks = Checks(repo=books.repo, rules=warnings)
    publisher = Publisher(database=database, stash=stash, books=books, checks=checks, clock=clock, messages=Messages())
    later = Later(database=database, queue=queue, clock=clock, random=backends.random)
    chunked = ChunkedUploads(
        database=database,
        stash=stash,
        chunks=Chunks(stash=stash, database=database, blobs=backends.blobs, hashes=hashes, clock=clock),
        publisher=publisher,
        rules=verification,
        minimum_chunk=settings.min_upload_chunk_size,
        later=later if settings.enable_async_uploads else None,
    )
    rules = UploadRules(verification, settings.allow_copy_uploads, settings.enable_async_uploads)
    fetcher = _fetcher(settings)
    uploader = Uploader(
        rules=rules, stash=stash, chunked=chunked, publisher=publisher, fetcher=fetcher, later=later, limits=limits
    )
    statuses = Statuses(database=database, queue=queue, stash=stash, publisher=publisher, rules=verification)
    jobs = _jobs(uploader, chunked, stash, accounts=books.accounts, backends=backends)
    return Uploads(stash, uploader, statuses, jobs)


def _jobs(
    uploader: Uploader, chunked: ChunkedUploads, stash: Stash, *, accounts: Accounts, backends: Backends
) -> UploadJobs:
    return UploadJobs(
        uploader=uploader,
        chunked=chunked,
        stash=stash,
        accounts=accounts,
        database=backends.database,
        clock=backends.clock,
    )


def build_stash(settings: Settings, backends: Backends, hashes: RunningHashes) -> Stash:
    """The stash."""
    limits = StashLimits(
        settings.upload_stash_max_age,
        settings.max_upload_size,
        settings.upload_stash_max_bytes,
        settings.max_unfinished_uploads,
    )
    return Stash(
        database=backends.database,
        blobs=backends.blobs,
        hashes=hashes,
        limits=limits,
        clock=backends.clock,
        random=backends.random,
    )


def extension_rules(settings: Settings) -> ExtensionRules:
    """Which extensions may be uploaded."""
    prohibited = frozenset(word.lower() for word in settings.prohibited_file_extensions)
    allowed = tuple(dict.fromkeys(word.lower() for word in settings.file_extensions))
    return ExtensionRules(
        allowed,
        prohibited,
        is_strict=settings.strict_file_extensions,
        is_ascii_only=settings.ascii_filenames,
    )


def _scanner(settings: Settings) -> Clamd | None:
    if not settings.antivirus:
        return None
    address = scanner_address(settings.antivirus)
    return Clamd(address, seconds=settings.antivirus_timeout, stretch=settings.antivirus_stream_bytes)


def _fetcher(settings: Settings) -> Fetcher:
    rules = FetchRules(
        maximum_bytes=settings.max_upload_size,
        user_agent=f"Mediawharf/{version('mediawharf')} ({settings.server})",
        domains=settings.copy_uploads_domains,
        allows_private=settings.copy_uploads_private_networks,
        total_seconds=settings.copy_upload_timeout,
        idle_seconds=settings.request_idle_timeout,
    )
    return Fetcher(rules, resolve=resolve, connect=DirectConnector(ssl.create_default_context()).connect)
