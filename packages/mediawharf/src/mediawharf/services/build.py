"""Builds one process's facilities from the settings."""

from concurrent.futures import ThreadPoolExecutor

from mediawharf.api.modules import ACTIONS
from mediawharf.api.modules.query import QUERY_NAMES
from mediawharf.auth.accounts import Accounts
from mediawharf.auth.login import Login
from mediawharf.auth.passwords import Passwords
from mediawharf.auth.rate_limits import RateLimits
from mediawharf.auth.rights import group_rights
from mediawharf.auth.sessions import Sessions
from mediawharf.auth.throttle import Throttle
from mediawharf.curation.books import Books as CurationBooks
from mediawharf.curation.curation import Curation
from mediawharf.facilities import Facilities
from mediawharf.i18n.messages import Messages
from mediawharf.jobs.queue import TableJobQueue
from mediawharf.media.thumbnails import has_program
from mediawharf.pages.logs import Logs
from mediawharf.pages.pages import Pages
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.search import Search
from mediawharf.pages.tags import Tags
from mediawharf.pages.watchlist import Watchlist
from mediawharf.repo.repo import Repo
from mediawharf.services.backends import Backends
from mediawharf.services.foreign import build_foreign
from mediawharf.services.rendering import build_renderer, urls_of
from mediawharf.services.thumbnails import build_sandbox, build_thumbnails
from mediawharf.services.uploads import build_uploads
from mediawharf.settings import Settings
from mediawharf.upload.publish import Books


def build(settings: Settings, backends: Backends) -> Facilities:
    """All that the ways in work with."""
    database, clock, random = backends.database, backends.clock, backends.random
    passwords = Passwords()
    accounts = Accounts(database, settings, passwords=passwords, clock=clock, random=random)
    sessions = Sessions(database, accounts, settings, clock=clock, random=random)
    throttle = Throttle(database, clock)
    login = Login(database, settings, sessions=sessions, passwords=passwords, throttle=throttle, clock=clock)
    foreign = build_foreign(settings, clock)
    books = Books(Repo(), Pages(clock), Logs(clock), Watchlist(clock), Restrictions(clock), accounts, foreign)
    queue = TableJobQueue(database, clock=clock, random=random)
    limits = _rate_limits(settings, throttle)
    uploads = build_uploads(settings, backends, books, queue=queue, limits=limits)
    sandbox = build_sandbox(settings)
    drawn = build_thumbnails(settings, backends, sandbox)
    return Facilities(
        settings=settings,
        clock=clock,
        database=database,
        accounts=accounts,
        sessions=sessions,
        login=login,
        repo=books.repo,
        throttle=throttle,
        queue=queue,
        stash=uploads.stash,
        uploader=uploads.uploader,
        upload_jobs=uploads.jobs,
        statuses=uploads.statuses,
        curation=_curation(backends, books, limits),
        pages=books.pages,
        logs=books.logs,
        tags=Tags(),
        watchlist=books.watchlist,
        restrictions=books.restrictions,
        foreign=foreign,
        renderer=build_renderer(settings, books),
        search=Search(database, books.pages),
        urls=urls_of(settings),
        blobs=backends.blobs,
        sandbox=sandbox,
        thumbnail_maker=drawn.maker,
        thumbnail_queue=drawn.queue,
        draws_stills=has_program("ffmpeg"),
        threads=ThreadPoolExecutor(settings.threads, thread_name_prefix="call"),
        action_names=tuple(ACTIONS),
        query_names=QUERY_NAMES,
        group_names=tuple(group_rights(settings)),
    )


def _rate_limits(settings: Settings, throttle: Throttle) -> RateLimits:
    if not settings.rate_limits:
        return RateLimits(throttle, {})
    return RateLimits(throttle, {str(action): limits for action, limits in settings.rate_limit_table.items()})


def _curation(backends: Backends, books: Books, limits: RateLimits) -> Curation:
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
            limits=limits,
        )
    )
