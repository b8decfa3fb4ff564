"""Opens the backends that the settings name: the only place that picks them."""

from dataclasses import dataclass

from mediawharf.blobs.base import BlobStore, random_blob_key
from mediawharf.blobs.local import LocalBlobStore
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.blobs.url import InMemory, LocalFiles, parse_blob_url
from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.migrate import migrate
from mediawharf.model.clock import Clock, Random
from mediawharf.settings import Settings


@dataclass(frozen=True, slots=True)
class Backends:
    """Where rows and bytes are kept, and what tells the time."""

    database: Database
    blobs: BlobStore
    clock: Clock
    random: Random


def open_backends(settings: Settings) -> Backends:
    """The backends that the settings name; the embedded database is made or brought up to date.

    Whatever is raised, nothing stays open.
    """
    random = Random()
    database = open_database(database_url(settings), connections=settings.threads)
    try:
        if database.dialect == "sqlite":
            settings.data.mkdir(parents=True, exist_ok=True)
            migrate(database)
        return Backends(database, _open_blobs(settings, random), Clock(), random)
    except BaseException:
        database.close()
        raise


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
