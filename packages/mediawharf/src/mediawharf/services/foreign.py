"""Builds the shared repositories that the settings name."""

import ssl
from collections.abc import Callable
from importlib.metadata import version

from mediawharf.model.clock import Clock
from mediawharf.model.errors import WharfError
from mediawharf.repo.foreign import ForeignRepo, ForeignRepos, ForeignRepoSilent
from mediawharf.repo.foreign_api import ForeignApi, Keeping
from mediawharf.repo.foreign_folder import ForeignFolder
from mediawharf.services.rendering import urls_of
from mediawharf.settings import ForeignFileRepo, Settings
from mediawharf.upload.fetch import Fetcher, FetchRules
from mediawharf.upload.fetch_connection import DirectConnector, resolve

MOST_BYTES = 4 * 1024 * 1024  # of one answer


def build_foreign(settings: Settings, clock: Clock) -> ForeignRepos:
    """The repositories, in the order of the settings."""
    repos = [_repo(settings, each, clock) for each in settings.foreign_file_repos]
    if settings.foreign_file_folder is not None:
        folder = ForeignFileRepo.model_validate(
            {"name": "shared", "kind": "folder", "path": settings.foreign_file_folder}
        )
        repos.append(_repo(settings, folder, clock))
    return ForeignRepos(tuple(repos))


def _repo(settings: Settings, wanted: ForeignFileRepo, clock: Clock) -> ForeignRepo:
    if wanted.kind == "api":
        keeping = Keeping(wanted.cache_expiry, wanted.missing_cache_expiry, wanted.description_cache_expiry)
        return ForeignApi(wanted.name, wanted.url, fetch=_getter(settings, wanted), clock=clock, keeping=keeping)
    assert wanted.path is not None, "settings see to it"
    here = f"{urls_of(settings).files}/foreign/{wanted.name}"
    return ForeignFolder(wanted.name, wanted.path, (wanted.url or here).rstrip("/"))


def _getter(settings: Settings, wanted: ForeignFileRepo) -> Callable[[str], bytes]:
    """Gets an address, under the same guard as uploads by URL."""
    rules = FetchRules(
        maximum_bytes=MOST_BYTES,
        user_agent=f"Mediawharf/{version('mediawharf')} ({settings.server})",
        allows_private=wanted.private_networks,
        total_seconds=wanted.timeout,
        idle_seconds=wanted.timeout,
        connect_seconds=wanted.timeout,
    )
    fetcher = Fetcher(rules, resolve=resolve, connect=DirectConnector(ssl.create_default_context()).connect)

    def get(url: str) -> bytes:
        body = bytearray()
        try:
            fetcher.fetch(url, body.extend, progress=lambda _size, _total: None)
        except WharfError as error:
            raise ForeignRepoSilent(f"{error.code}: {url}") from error
        return bytes(body)

    return get
