"""How many reads a second: tokens, imageinfo, lists; on 1, 16 and 64 connections, with the server's CPU for each.

    python -m bench.reads [--seconds S] [--workers N] [--connections N …] [--base URL --creds FILE] [--dir DIR]

How to read the table: README.md beside this file.
"""

import argparse
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.contenders import running_wharf
from bench.knocking import Knock, Knocks
from bench.report import figure, table
from bench.samples import Wav
from bench.servers import Wiki, end_cleanly_when_terminated, running_wiki
from bench.sinks import WikiSink
from bench.usage import Tree
from bench.wire import Session

FILES = 300  # more than any server keeps the last questions of
CONNECTIONS = (1, 16, 64)


@dataclass(frozen=True, slots=True)
class Read:
    """What is asked, bytes that a right answer holds, and the titles that are asked for in turn, if it needs some."""

    label: str
    fields: dict[str, str]
    expected: bytes
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """One read on so many connections: the client's view, and the server's CPU seconds for all of it."""

    knocks: Knocks
    cpu: float

    @property
    def each(self) -> float:
        """The server's CPU milliseconds for one reply."""
        return 1000 * self.cpu / self.knocks.replies


def reads(names: list[str]) -> list[Read]:
    """The reads of the comparison, of files that are there under these names."""
    info = {"prop": "imageinfo", "iiprop": "timestamp|user|url|size|sha1|mime"}
    titles = tuple(f"File:{name}" for name in names)
    return [
        Read("tokens", {"meta": "tokens"}, b'"csrftoken"'),
        Read("imageinfo of 1", info, b'"descriptionurl"', titles),
        Read("imageinfo of 50", info, b'"sha1"', ("|".join(titles[:50]),)),
        Read("allimages, 50", {"list": "allimages", "ailimit": "50"}, b'"allimages"'),
        Read("siteinfo", {"meta": "siteinfo"}, b'"generator"'),
    ]


def some_files(session: Session, number: int = FILES) -> list[str]:
    """Uploads so many small files; their names."""
    sink, wav = WikiSink(session), Wav(2_000)
    names = [f"Read_{secrets.token_hex(6)}.wav" for _ in range(number)]
    for name in names:
        sink.whole(name, wav.stamped())
    return names


def measure(session: Session, processes: Tree, read: Read, *, connections: int, seconds: float) -> Rate:
    """Asks for so long, after a little that is not counted."""
    knock = knock_of(session, read)
    knock.repeat(connections=connections, seconds=min(0.3, seconds))
    before = processes.cpu()
    knocks = knock.repeat(connections=connections, seconds=seconds)
    return Rate(knocks, processes.cpu() - before)


def knock_of(session: Session, read: Read) -> Knock:
    """The read as requests of the session."""
    url = urlsplit(session.api)
    fields = {"action": "query", "format": "json", "formatversion": "2", **read.fields}
    queries = [urlencode(fields | asked) for asked in ([{"titles": one} for one in read.titles] or [{}])]
    cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
    requests = [
        f"GET {url.path}?{query} HTTP/1.1\r\nHost: {url.netloc}\r\nCookie: {cookies}\r\n\r\n" for query in queries
    ]
    address = (url.hostname or "127.0.0.1", url.port or 80)
    return Knock(address, [request.encode() for request in requests], read.expected)


@contextmanager
def _wiki(options: argparse.Namespace, folder: Path) -> Iterator[Wiki]:
    if options.creds is not None:
        with running_wiki(base=options.base, creds=options.creds, folder=folder) as wiki:
            yield wiki
    else:
        with running_wharf(folder, workers=options.workers) as wiki:
            yield wiki


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Reads a second.")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--workers", type=int, default=1, help="server processes of ours")
    parser.add_argument("--connections", type=int, nargs="+", default=list(CONNECTIONS))
    parser.add_argument("--base", help="address of api.php, if not the one in the credentials")
    parser.add_argument("--creds", type=Path, help="credentials of a server that runs already")
    parser.add_argument("--dir", type=Path, help="folder for the data (default: the temporary one)")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    end_cleanly_when_terminated()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made, _wiki(options, Path(made)) as wiki:
        session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
        rows = []
        for read in reads(some_files(session)):
            cells = []
            for connections in options.connections:
                rate = measure(session, wiki.processes, read, connections=connections, seconds=options.seconds)
                cells.append(f"{figure(rate.knocks.rate)} ({rate.each:.2f}, {1000 * rate.knocks.p99:.1f})")
            rows.append((read.label, cells))
        columns = [f"{number} at once" for number in options.connections]
        print(table("reads/s (CPU ms each, p99 ms)", columns, rows))


if __name__ == "__main__":
    main()
