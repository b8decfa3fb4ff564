"""What a page of each list costs at the server, with many files in the database.

    python -m bench.lists [--files N] [--rounds N] [--dir DIR] [--only TEXT]

Files are rows without bytes (``populate.py``). Each request is run in this process as the server runs it once its
bytes have been read: parameters, database, reply as JSON; no HTTP. Each list is asked for its first page, and for a
page from the middle. Milliseconds by the clock and by the processor: on a machine that does other things the second is
to be trusted. The last column says which medians are over 20.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.populate import Bulk, fill, name_of, sha1_of

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.model.clock import compact
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf, close, make_wharf

MOST_MS = 20.0
ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Case:
    """A request, by what it is called."""

    name: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of one case, and how many rows came."""

    name: str
    median: float
    p99: float
    cpu: float  # the median of its processor time
    rows: int


def cases(files: int, now: int, *, limit: int) -> Iterator[Case]:
    """Every list, in the orders and with the filters it has; those called middle begin there."""
    at = Places(name_of(files // 2), compact(now - files * 7 // 2), compact(now - files * 7), str(limit))
    yield from _images(at)
    yield from _pages(at)
    yield from _logs(at)
    yield from _changes(at)
    yield from _archived(at, files)
    yield from _of_users(at)
    yield from _found(at)
    yield from _of_titles(at)


@dataclass(frozen=True, slots=True)
class Places:
    """Where lists begin: a name and a time in the middle, the earliest time; and how many rows a page has."""

    name: str
    half: str
    early: str
    limit: str


def _images(at: Places) -> Iterator[Case]:
    images = {"list": "allimages", "aiprop": "timestamp|user|url|size|sha1|mime", "ailimit": at.limit}
    times = {**images, "aisort": "timestamp"}
    for direction in ("ascending", "descending"):
        yield Case(f"allimages by name, {direction}", {**images, "aidir": direction})
        yield Case(f"allimages by name, {direction}, middle", {**images, "aidir": direction, "aifrom": at.name})
    for direction in ("newer", "older"):
        yield Case(f"allimages by time, {direction}", {**times, "aidir": direction})
        yield Case(f"allimages by time, {direction}, middle", {**times, "aidir": direction, "aistart": at.half})
    yield Case("allimages by user", {**times, "aiuser": "Uploader"})
    yield Case("allimages by user, middle", {**times, "aiuser": "Uploader", "aistart": at.half})
    yield Case("allimages, bots", {**times, "aifilterbots": "bots"})
    yield Case("allimages, no bots", {**times, "aifilterbots": "nobots"})
    yield Case("allimages by prefix", {**images, "aiprefix": "Harbour"})
    yield Case("allimages by SHA-1", {**images, "aisha1": sha1_of(21)})
    yield Case("allimages by size", {**images, "aiminsize": "5000000", "aimaxsize": "6000000"})
    yield Case("allimages by size, nothing found", {**images, "aiminsize": "999999999"})
    yield Case("allimages by type", {**images, "aimime": "image/svg+xml"})
    yield Case("allimages by type, nothing found", {**times, "aimime": "image/tiff"})
    yield Case("allimages with metadata", {**images, "aiprop": "metadata|commonmetadata"})
    yield Case("allimages with extmetadata", {**images, "aiprop": "extmetadata"})


def _pages(at: Places) -> Iterator[Case]:
    pages = {"list": "allpages", "apnamespace": "6", "aplimit": at.limit}
    yield Case("allpages", pages)
    yield Case("allpages, middle", {**pages, "apfrom": at.name})
    yield Case("allpages, descending", {**pages, "apdir": "descending"})
    yield Case("allpages by prefix", {**pages, "apprefix": "Harbour"})
    yield Case("allpages, redirects", {**pages, "apfilterredir": "redirects"})
    yield Case("allpages by size, nothing found", {**pages, "apminsize": "100000"})
    yield Case("allpages, protected", {**pages, "apprtype": "edit"})


def _logs(at: Places) -> Iterator[Case]:
    log = {"list": "logevents", "leprop": "ids|title|type|user|timestamp|comment|details|tags", "lelimit": at.limit}
    yield Case("logevents", log)
    yield Case("logevents, middle", {**log, "lestart": at.half})
    yield Case("logevents, oldest first", {**log, "ledir": "newer"})
    yield Case("logevents by type", {**log, "letype": "upload"})
    yield Case("logevents by type, nothing found", {**log, "letype": "delete"})
    yield Case("logevents by action, nothing found", {**log, "leaction": "upload/overwrite"})
    yield Case("logevents by user", {**log, "leuser": "Uploader"})
    yield Case("logevents by user and type", {**log, "leuser": "Uploader", "letype": "upload"})
    yield Case("logevents by title", {**log, "letitle": f"File:{at.name}"})
    yield Case("logevents by namespace", {**log, "lenamespace": "6"})
    yield Case("logevents by namespace, nothing found", {**log, "lenamespace": "2"})
    yield Case("logevents by tag, nothing found", {**log, "letag": "none"})


def _changes(at: Places) -> Iterator[Case]:
    changes = {"list": "recentchanges", "rcprop": "ids|title|user|timestamp|flags|sizes|loginfo", "rclimit": at.limit}
    yield Case("recentchanges", changes)
    yield Case("recentchanges, middle", {**changes, "rcstart": at.half})
    yield Case("recentchanges by user", {**changes, "rcuser": "Uploader"})
    yield Case("recentchanges by namespace", {**changes, "rcnamespace": "6"})
    yield Case("recentchanges, minor edits", {**changes, "rcshow": "minor"})
    yield Case("recentchanges, edits", {**changes, "rctype": "edit"})
    yield Case("recentchanges, latest of their pages", {**changes, "rctoponly": ""})
    yield Case("recentchanges by tag, nothing found", {**changes, "rctag": "none"})
    yield Case("watchlist", {"list": "watchlist", "wllimit": at.limit, "wlend": at.early})


def _archived(at: Places, files: int) -> Iterator[Case]:
    archive = {"list": "filearchive", "faprop": "timestamp|user|size|sha1|mime", "falimit": at.limit}
    yield Case("filearchive", archive)
    yield Case("filearchive, middle", {**archive, "fafrom": f"Deleted_{at.name}"})
    yield Case("filearchive by prefix", {**archive, "faprefix": "Deleted_Harbour"})
    yield Case("filearchive by SHA-1", {**archive, "fasha1": sha1_of(files + 21)})


def _of_users(at: Places) -> Iterator[Case]:
    contributions = {"list": "usercontribs", "uclimit": at.limit}
    yield Case("usercontribs", {**contributions, "ucuser": "Uploader"})
    yield Case("usercontribs, middle", {**contributions, "ucuser": "Uploader", "ucstart": at.half})
    yield Case("usercontribs by prefix", {**contributions, "ucuserprefix": "User 1"})
    yield Case("mystashedfiles", {"list": "mystashedfiles", "msflimit": at.limit, "msfprop": "size|type"})
    yield Case("watchlistraw", {"list": "watchlistraw", "wrlimit": at.limit})
    yield Case("allusers", {"list": "allusers", "aulimit": at.limit})
    yield Case("blocks", {"list": "blocks", "bklimit": at.limit})


def _found(at: Places) -> Iterator[Case]:
    search = {"list": "prefixsearch", "pssearch": "File:Harbour", "pslimit": at.limit}
    yield Case("prefixsearch", search)
    yield Case("prefixsearch, far", {**search, "psoffset": "5000"})
    yield Case("opensearch", {"action": "opensearch", "search": "File:Harbour", "limit": at.limit})
    yield Case("search", {"list": "search", "srsearch": "harbour", "srnamespace": "6", "srlimit": at.limit})
    yield Case("tags", {"list": "tags", "tglimit": at.limit, "tgprop": "hitcount"})
    yield Case("siteinfo, statistics", {"meta": "siteinfo", "siprop": "statistics"})


def _of_titles(at: Places) -> Iterator[Case]:
    titles = {"titles": "|".join(f"File:{name_of(number)}" for number in range(0, 1000, 20))}
    of_file = {"prop": "imageinfo", "iiprop": "url|size|sha1|user|timestamp"}
    yield Case("50 titles, imageinfo", {**titles, **of_file})
    yield Case("50 titles, duplicatefiles", {**titles, "prop": "duplicatefiles", "dflimit": at.limit})
    yield Case("50 titles, revisions", {**titles, "prop": "revisions", "rvprop": "content", "rvslots": "main"})
    yield Case("50 titles, categories", {**titles, "prop": "categories", "cllimit": at.limit})
    for generator, extra in (
        ("allimages", {"gaisort": "timestamp", "gaidir": "older", "gailimit": at.limit}),
        ("allpages", {"gapnamespace": "6", "gaplimit": at.limit, "gapfrom": at.name}),
        ("recentchanges", {"grclimit": at.limit}),
        ("prefixsearch", {"gpssearch": "File:Harbour", "gpslimit": at.limit}),
        ("watchlistraw", {"gwrlimit": at.limit}),
    ):
        yield Case(f"generator {generator}, imageinfo", {"generator": generator, **of_file, **extra})


class Asking:
    """Runs requests of one user as the server does."""

    def __init__(self, wharf: Wharf, user: User) -> None:
        self._main = ApiMain(ACTIONS)
        self._wharf, self._user = wharf, user

    def run(self, params: Mapping[str, str]) -> Any:
        """The reply; a list that answers with an error would measure nothing."""
        fields = Fields({"action": "query", "format": "json", "formatversion": "2", **params}, {})
        reply = self._main.run(Call(self._wharf.facilities, fields, None, self._user, ADDRESS))
        if reply.error_code is not None:
            raise SystemExit(f"{params}: {reply.error_code}")
        return reply.written.body

    def measure(self, case: Case, rounds: int) -> Measured:
        """Milliseconds of so many requests, after one that is not counted."""
        body = json.loads(self.run(case.params))
        taken, busy = [], []
        for _ in range(rounds):
            began, worked = time.perf_counter(), time.thread_time()
            self.run(case.params)
            busy.append((time.thread_time() - worked) * 1000)
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        p99 = taken[min(len(taken) - 1, len(taken) * 99 // 100)]
        return Measured(case.name, statistics.median(taken), p99, statistics.median(busy), _rows(body))


def _rows(body: Any) -> int:
    """How many rows of the list came: those of its longest array."""
    if isinstance(body, list):
        return len(body[1])
    told = {**body.get("query", {}), "watchlistraw": body.get("watchlistraw", [])}
    return max((len(value) for value in told.values() if isinstance(value, list)), default=0)


def main() -> None:
    """Fills a database, asks for every list, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--limit", type=int, default=50, help="rows of a page")
    parser.add_argument("--dir", type=Path, help="where to make the folder; kept, and used again, if it is named")
    parser.add_argument("--only", default="", help="cases whose names hold this text")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) if arguments.dir is None else arguments.dir
        folder.mkdir(parents=True, exist_ok=True)
        _measure(folder, arguments)


def _measure(folder: Path, arguments: argparse.Namespace) -> None:
    wharf = make_wharf(folder)
    try:
        now = wharf.facilities.clock.now()
        with wharf.facilities.database.write() as connection:
            if not wharf.facilities.pages.count(connection, 6, prefix=""):
                began = time.perf_counter()
                fill(connection, Bulk(arguments.files, now, wharf.user))
                print(f"{arguments.files} files made in {time.perf_counter() - began:.0f} s")
        asking = Asking(wharf, wharf.user)
        print(f"| pages of {arguments.limit} | median ms | p99 ms | CPU ms | rows | |\n|---|---|---|---|---|---|")
        for case in cases(arguments.files, now, limit=arguments.limit):
            if arguments.only in case.name:
                told = asking.measure(case, arguments.rounds)
                over = f"over {MOST_MS:.0f}" if told.median > MOST_MS else ""
                figures = f"{told.median:.2f} | {told.p99:.2f} | {told.cpu:.2f} | {told.rows}"
                print(f"| {told.name} | {figures} | {over} |", flush=True)
    finally:
        close(wharf)


if __name__ == "__main__":
    main()
