"""What modules work with: the settings and the use cases below, made once for each process."""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from mediawharf.auth.accounts import Accounts
from mediawharf.auth.login import Login
from mediawharf.auth.sessions import Sessions
from mediawharf.auth.throttle import Throttle
from mediawharf.blobs.base import BlobStore
from mediawharf.curation.curation import Curation
from mediawharf.db.base import Database
from mediawharf.i18n.messages import Messages
from mediawharf.jobs.base import JobQueue
from mediawharf.media.sandbox import Sandbox
from mediawharf.model.clock import Clock
from mediawharf.pages.logs import Logs
from mediawharf.pages.pages import Pages
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.search import Search
from mediawharf.pages.tags import Tags
from mediawharf.pages.watchlist import Watchlist
from mediawharf.rendering.renderer import Renderer
from mediawharf.repo.foreign import ForeignRepos
from mediawharf.repo.repo import Repo
from mediawharf.repo.thumbnail_maker import ThumbnailMaker
from mediawharf.repo.thumbnail_queue import ThumbnailQueue
from mediawharf.repo.urls import Urls
from mediawharf.settings import Settings
from mediawharf.stash.stash import Stash
from mediawharf.upload.jobs import UploadJobs
from mediawharf.upload.status import Statuses
from mediawharf.upload.uploader import Uploader

MOST_TAGS = 1000  # how many change tags documentation lists


@dataclass(frozen=True)
class Facilities:
    """One process's settings and use cases, shared by its threads."""

    settings: Settings
    clock: Clock
    database: Database
    accounts: Accounts
    sessions: Sessions
    login: Login
    throttle: Throttle
    queue: JobQueue
    repo: Repo
    stash: Stash
    uploader: Uploader
    upload_jobs: UploadJobs
    statuses: Statuses
    curation: Curation
    pages: Pages
    logs: Logs
    tags: Tags
    watchlist: Watchlist
    restrictions: Restrictions
    foreign: ForeignRepos
    renderer: Renderer
    search: Search
    urls: Urls
    blobs: BlobStore
    sandbox: Sandbox
    thumbnail_maker: ThumbnailMaker
    thumbnail_queue: ThumbnailQueue
    draws_stills: bool
    threads: ThreadPoolExecutor
    messages: Messages = field(default_factory=Messages)
    action_names: tuple[str, ...] = ()
    group_names: tuple[str, ...] = ()
    query_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by kind: prop, list, meta

    @property
    def answers_at_once(self) -> bool:
        """Whether brief reads wait for no other host: neither for the database nor for a shared repository."""
        return self.database.is_local and not self.foreign.repos

    def stop_drawing(self) -> None:
        """No child of the sandbox is left, and no thumbnail is made any more."""
        self.sandbox.close()
        self.thumbnail_queue.close()

    def usable_tags(self) -> tuple[str, ...]:
        """The change tags that may be applied by hand."""
        with self.database.read() as connection:
            return tuple(tag.name for tag in self.tags.defined(connection, limit=MOST_TAGS) if tag.active)

    def check_tags(self, names: Collection[str]) -> None:
        """Raises BadTags unless all of the change tags may be applied by hand."""
        with self.database.read() as connection:
            self.tags.check(connection, names)
