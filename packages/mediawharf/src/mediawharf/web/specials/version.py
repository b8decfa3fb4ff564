"""``Special:Version``: what runs here, where its ways in are, and how much there is."""

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, requires, version

from mediawharf.db.statistics import Counts, count_all
from mediawharf.model.namespaces import MAIN
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit

_ACTIVE_SECONDS = 30 * 86400
_PACKAGE = "mediawharf"


def versions(visit: Visit, _rest: str) -> Answer:
    """The page; the numbers are those of this moment."""
    facilities = visit.facilities
    with facilities.database.read() as connection:
        since = facilities.clock.now() - _ACTIVE_SECONDS
        counts: Counts = count_all(connection, content_namespace=MAIN, active_since=since)
    database = facilities.database.dialect
    values = {
        "own_version": version(_PACKAGE),
        "python_version": platform.python_version(),
        "database": f"SQLite {sqlite3.sqlite_version}" if database == "sqlite" else database,
        "counts": counts,
        "packages": _packages(),
    }
    return Shown("wiki/version.html", values)


def _packages() -> list[tuple[str, str]]:
    """The names and versions of what the server is built on."""
    named = [text for text in requires(_PACKAGE) or () if "extra ==" not in text]
    found = []
    for text in named:
        name = text.partition(">")[0].partition("=")[0].partition("<")[0].partition("[")[0].partition(";")[0].strip()
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return sorted(found)


VERSION = SpecialPage(
    "Version",
    versions,
    title="wiki-version-title",
    summary="wiki-version-summary",
    aliases=("Statistics",),  # which it tells too
)
