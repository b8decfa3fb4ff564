"""What uploads and reads cost with 0, 100,000 and 1,000,000 files in the database.

    python -m bench.growth [--files N …] [--uploads N] [--seconds S] [--dir DIR]

The rows are put in beside the server, by SQL; their bytes are not there. How to read the table: README.md beside this
file.
"""

import argparse
import hashlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.contenders import running_wharf
from bench.reads import Read, measure, reads, some_files
from bench.report import figure, table
from bench.samples import Wav
from bench.servers import Wiki, end_cleanly_when_terminated
from bench.sinks import WikiSink
from bench.wire import Session

SIZE = 200_000
_BATCH = 20_000
_USERS = 50
_YEAR = 365 * 86400
_NOW = 1_700_000_000

_REVISION = """INSERT INTO file_revision (title, blob_key, size, sha1, sha256, mime, media_type, width, height, bits,
metadata, common_metadata, timestamp, user_id, user_name, comment) VALUES (?, ?, ?, ?, 'grown', 'image/jpeg', 'BITMAP',
640, 480, 8, '{}', '{}', ?, ?, ?, 'grown')"""
_PAGE = """INSERT INTO page (id, namespace, title, latest_id, length, touched) VALUES (?, 6, ?, ?, 5, ?)"""
_TEXT = """INSERT INTO page_revision (id, page_id, parent_id, timestamp, user_id, user_name, comment, minor, text, size,
sha1) VALUES (?, ?, 0, ?, ?, ?, 'grown', 0, 'grown', 5, ?)"""
_LOG = """INSERT INTO log_entry (type, action, timestamp, user_id, user_name, namespace, title, page_id, comment,
params, tags) VALUES ('upload', 'upload', ?, ?, ?, 6, ?, ?, 'grown', '{}', '[]')"""
_CHANGE = """INSERT INTO recent_change (type, timestamp, user_id, user_name, namespace, title, page_id, revision_id,
old_revision_id, old_length, new_length, comment, minor, bot, tags) VALUES ('log', ?, ?, ?, 6, ?, ?, ?, 0, 0, 5,
'grown', 0, 0, '[]')"""
_TERM = "INSERT INTO search_term (term, page_id) VALUES (?, ?)"
_INDEXED = "INSERT OR REPLACE INTO search_progress (id, change_id) SELECT 1, max(id) FROM recent_change"


def grow(database: Path, *, first: int, last: int) -> None:
    """Adds files number ``first`` up to, not including, ``last``, with all that an upload writes down.

    Their pages are in the search index too: else a job would take them in while something is measured.
    """
    with closing(sqlite3.connect(database, timeout=60)) as connection:
        connection.execute("PRAGMA cache_size=-200000")
        base = connection.execute("SELECT max(coalesce(max(id), 0), 1000000) FROM page").fetchone()[0] + 1_000_000
        for start in range(first, last, _BATCH):
            _add(connection, list(_rows(start, min(start + _BATCH, last), base)))
            connection.execute(_INDEXED)
            connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(first: int, last: int, base: int) -> Iterator[tuple[str, str, int, int, str, int]]:
    """Of each file: name, hash, second, user's number and name, and the id of its page."""
    for number in range(first, last):
        digest = hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()
        user = number % _USERS
        yield (
            f"Grown_{digest[:8]}_{number}.jpg",
            digest,
            _NOW + number % _YEAR,
            1000 + user,
            f"User {user}",
            base + number,
        )


def _add(connection: sqlite3.Connection, rows: list[tuple[str, str, int, int, str, int]]) -> None:
    put = connection.executemany
    put(_REVISION, [(n, f"grown{sha1}"[:40], SIZE, sha1, at, user, who) for n, sha1, at, user, who, _ in rows])
    put(_PAGE, [(page, name, page, at) for name, _, at, _, _, page in rows])
    put(_TEXT, [(page, page, at, user, who, sha1) for _, sha1, at, user, who, page in rows])
    put(_LOG, [(at, user, who, name, page) for name, _, at, user, who, page in rows])
    put(_TERM, [(term, page) for name, *_, page in rows for term in ("grown", name[:14].lower())])
    put(_CHANGE, [(at, user, who, name, page, page) for name, _, at, user, who, page in rows])


def lists() -> list[Read]:
    """Pages of lists, from the start and from the middle."""
    by_time = {"list": "allimages", "aisort": "timestamp", "aidir": "descending", "ailimit": "50"}
    log = {"list": "logevents", "letype": "upload", "lelimit": "50"}
    changes = {"list": "recentchanges", "rclimit": "50"}
    return [
        Read("allimages from the middle", {"list": "allimages", "aifrom": "Grown_8", "ailimit": "50"}, b'"allimages"'),
        Read("allimages by time", by_time, b'"allimages"'),
        Read("logevents", log, b'"logevents"'),
        Read("recentchanges", changes, b'"recentchanges"'),
        Read("search by prefix", {"list": "prefixsearch", "pssearch": "File:Grown 8"}, b'"prefixsearch"'),
    ]


def measured(wiki: Wiki, *, uploads: int, seconds: float) -> dict[str, float]:
    """Milliseconds of an upload and of each read, and those of CPU that each takes of the server."""
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    sink, wav, taken = WikiSink(session), Wav(SIZE), []
    names = some_files(session, 51)
    before = wiki.processes.settle()
    for number in range(uploads):
        begun = time.perf_counter()
        sink.whole(f"Growth_{time.time_ns()}_{number}.wav", wav.stamped())
        taken.append(time.perf_counter() - begun)
    used = wiki.processes.cpu() - before
    found = {"upload of 200 kB": 1000 * median(taken), "upload, CPU": 1000 * used / uploads}
    for read in [*reads(names), *lists()]:
        rate = measure(session, wiki.processes, read, connections=1, seconds=seconds)
        found[read.label] = 1000 / rate.knocks.rate
        found[f"{read.label}, CPU"] = rate.each
    return found


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The same with more and more files.")
    parser.add_argument("--files", type=int, nargs="+", default=[0, 100_000, 1_000_000])
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each read")
    parser.add_argument("--dir", type=Path, help="folder for the data (default: the temporary one)")
    return parser.parse_args(arguments)


def growing(folder: Path, sizes: Sequence[int], *, uploads: int, seconds: float) -> list[dict[str, float]]:
    """What the same work takes with so many files in the database, one size after the other, the smallest first."""
    found, there = [], 0
    with running_wharf(folder, workers=1) as wiki:
        for size in sizes:
            grow(folder / "wharf-1" / "mediawharf.db", first=there, last=size)
            there = size
            found.append(measured(wiki, uploads=uploads, seconds=seconds))
    return found


def growth_table(sizes: Sequence[int], found: Sequence[dict[str, float]]) -> str:
    """A row for each piece of work, with the last size's to the first's."""
    rows = [
        (label, [*(figure(one[label]) for one in found), f"{found[-1][label] / found[0][label]:.2f}"])
        for label in found[0]
    ]
    return table("milliseconds", [*(f"{size:,} files" for size in sizes), "last : first"], rows)


def main() -> None:
    options = options_of()
    end_cleanly_when_terminated()
    sizes = sorted(options.files)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        found = growing(Path(made), sizes, uploads=options.uploads, seconds=options.seconds)
    print(growth_table(sizes, found))


if __name__ == "__main__":
    main()
