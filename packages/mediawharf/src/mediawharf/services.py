"""Builds one process's facilities from the settings: the only place that picks backends."""

import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version

from mediawharf.api.modules import ACTIONS
from mediawharf.api.modules.query import QUERY_NAMES
from mediawharf.auth.accounts import Accounts
from mediawharf.auth.login import Login
from mediawharf.auth.passwords import Passwords
from mediawharf.auth.rights import group_rights
from mediawharf.auth.sessions import Sessions
from mediawharf.auth.throttle import Throttle
from mediawharf.blobs.base import BlobStore, random_blob_key
from mediawharf.blobs.local import LocalBlobStore
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.blobs.url import InMemory, LocalFiles, parse_blob_url
from mediawharf.curation.books import Books as CurationBooks
from mediawharf.curation.curation import Curation
from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.migrate import migrate
from mediawharf.facilities import Facilities
from mediawharf.i18n.messages import Messages
from mediawharf.model.clock import Clock, Random
from mediawharf.model.filename import ExtensionRules
from mediawharf.pages.logs import Logs
from mediawharf.pages.pages import Pages
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.tags import Tags
from mediawharf.pages.watchlist import Watchlist
from mediawharf.repo.repo import Repo
from mediawharf.repo.urls import Urls
from mediawharf.settings import Settings
from mediawharf.stash.chunks import Chunks
from mediawharf.stash.hashes import RunningHashes
from mediawharf.stash.stash import Stash, StashLimits
from mediawharf.upload.checks import Checks, WarningRules
from mediawharf.upload.chunked import ChunkedUploads
from mediawharf.upload.fetch import Fetcher, FetchRules
from mediawharf.upload.fetch_connection import DirectConnector, resolve
from mediawharf.upload.publish import Books, Publisher
from mediawharf.upload.status import Statuses
from mediawharf.upload.uploader import Uploader, UploadRules
from mediawharf.upload.verify import VerificationRules


@dataclass(frozen=True, slots=True)
class Backends:
    """Where rows and bytes are kept, and what tells the time."""

    database: Database
    blobs: BlobStore
    clock: Clock
    random: Random


def open_backends(settings: Settings) -> Backends:
    """The backends that the settings name; the embedded database is made or brought up to date."""
    random = Random()
    database = open_database(database_url(settings), connections=settings.threads)
    if database.dialect == "sqlite":
        settings.data.mkdir(parents=True, exist_ok=True)
        migrate(database)
    return Backends(database, _open_blobs(settings, random), Clock(), random)


def database_url(settings: Settings) -> str:
    """The database's URL: the one that is set, or SQLite in the data folder."""
    return settings.database_url or f"sqlite:///{(settings.data / 'mediawharf.db').absolute()}"


def _open_blobs(settings: Settings, random: Random) -> BlobStore:
    url = settings.blob_url or (settings.data / "files").absolute().as_uri()
    match parse_blob_url(url):
        case LocalFiles(root):
            return LocalBlobStore(root, random_key=lambda: random_blob_key(random))
        case InMemory():
            return MemoryBlobStore(random_key=lambda: random_blob_key(random))


def build(settings: Settings, backends: Backends) -> Facilities:
    """All that the ways in work with."""
    database, clock, random = backends.database, backends.clock, backends.random
    passwords = Passwords()
    accounts = Accounts(database, settings, passwords=passwords, clock=clock, random=random)
    sessions = Sessions(database, accounts, settings, clock=clock, random=random)
    throttle = Throttle(database, clock)
    login = Login(database, settings, sessions=sessions, passwords=passwords, throttle=throttle, clock=clock)
    books = Books(Repo(), Pages(clock), Logs(clock), Watchlist(clock), Restrictions(clock), accounts)
    hashes = RunningHashes()
    stash = _stash(settings, backends, hashes)
    uploader = _uploader(settings, backends, stash, hashes, books)
    return Facilities(
        settings=settings,
        clock=clock,
        database=database,
        accounts=accounts,
        sessions=sessions,
        login=login,
        repo=books.repo,
        stash=stash,
        uploader=uploader,
        statuses=Statuses(database=database, stash=stash),
        curation=_curation(backends, books),
        pages=books.pages,
        logs=books.logs,
        tags=Tags(),
        watchlist=books.watchlist,
        restrictions=books.restrictions,
        urls=urls_of(settings),
        blobs=backends.blobs,
        threads=ThreadPoolExecutor(settings.threads, thread_name_prefix="call"),
        action_names=tuple(ACTIONS),
        query_names=QUERY_NAMES,
        group_names=tuple(group_rights(settings)),
    )


def _curation(backends: Backends, books: Books) -> Curation:
    return Curation.on(
        CurationBooks(
            database=backends.database,
            clock=backends.clock,
            accounts=books.accounts,
            repo=books.repo,
            pages=books.pages,
            logs=books.logs,
            watchlist=books.watchlist,
            restrictions=books.restrictions,
            messages=Messages(),
            blobs=backends.blobs,
        )
    )


def urls_of(settings: Settings) -> Urls:
    """Makes the wiki's addresses."""
    return Urls(settings.server, settings.script_path, settings.article_path, settings.upload_path)


def extension_rules(settings: Settings) -> ExtensionRules:
    """Which extensions may be uploaded."""
    prohibited = frozenset(word.lower() for word in settings.prohibited_file_extensions)
    allowed = tuple(sorted(word.lower() for word in settings.file_extensions))
    return ExtensionRules(allowed, prohibited, is_strict=settings.strict_file_extensions)


def _stash(settings: Settings, backends: Backends, hashes: RunningHashes) -> Stash:
    limits = StashLimits(settings.upload_stash_max_age, settings.max_upload_size, settings.upload_stash_max_bytes)
    return Stash(
        database=backends.database,
        blobs=backends.blobs,
        hashes=hashes,
        limits=limits,
        clock=backends.clock,
        random=backends.random,
    )


def _uploader(settings: Settings, backends: Backends, stash: Stash, hashes: RunningHashes, books: Books) -> Uploader:
    database, extensions = backends.database, extension_rules(settings)
    verification = VerificationRules(extensions, settings.max_upload_size)
    checks = Checks(repo=books.repo, pages=books.pages, rules=WarningRules(extensions, settings.upload_size_warning))
    publisher = Publisher(
        database=database, stash=stash, books=books, checks=checks, clock=backends.clock, messages=Messages()
    )
    chunks = Chunks(stash=stash, database=database, blobs=backends.blobs, hashes=hashes, clock=backends.clock)
    chunked = ChunkedUploads(
        stash=stash,
        chunks=chunks,
        publisher=publisher,
        rules=verification,
        minimum_chunk=settings.min_upload_chunk_size,
    )
    rules = UploadRules(settings.enable_uploads, verification, settings.allow_copy_uploads)
    return Uploader(rules=rules, stash=stash, chunked=chunked, publisher=publisher, fetcher=_fetcher(settings))


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
