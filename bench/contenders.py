"""Who is measured side by side: ours, a MediaWiki, servers of other kinds, and the ceiling; each started once."""

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers.installed import Missing
from bench.peers.mediawiki import running_mediawiki
from bench.peers.servers import running_copyparty, running_nginx, running_tus_node, running_tuspyserver
from bench.servers import Wiki, free_port, running_ceiling, started
from bench.sinks import CeilingSink, Sink, WikiSink
from bench.usage import Tree
from bench.wire import Session

OURS = "mediawharf"
OURS_2 = "mediawharf, 2 workers"
MEDIAWIKI = "MediaWiki"
TUS_NODE = "tus node server"
CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Contender:
    """One who is measured, and its processes.

    ``share`` is the part of a case's work that it is given where all of it would take too long; speeds stay
    comparable. ``wiki`` is there for those with an API to read from.
    """

    label: str
    sink: Sink
    processes: Tree
    share: float = 1.0
    takes_chunks: bool = True
    wiki: Wiki | None = None


Start = Callable[[Path], AbstractContextManager[Contender]]


@contextmanager
def running_wharf(folder: Path, *, workers: int) -> Iterator[Wiki]:
    """``mediawharf serve`` on a new data folder."""
    port, data = free_port(), folder / f"wharf-{workers}"
    command = [sys.executable, "-m", "mediawharf", "serve", "--data", str(data), "--port", str(port)]
    command += ["--workers", str(workers)]
    with started(command, folder / f"wharf-{workers}.log", ready="Mediawharf is ready") as (_, pid):
        told = dict(re.findall(r"^([a-z ]+): (.+)$", (data / "credentials.txt").read_text(), re.MULTILINE))
        api = f"http://127.0.0.1:{port}/w/api.php"
        yield Wiki(api, told["bot user"], told["bot password"], Tree(frozenset((pid,))))


def wharf_of(workers: int, label: str) -> Start:
    """Starts ours with so many server processes."""

    @contextmanager
    def start(folder: Path) -> Iterator[Contender]:
        with running_wharf(folder, workers=workers) as wiki:
            yield _wiki(label, wiki)

    return start


@contextmanager
def mediawiki(folder: Path) -> Iterator[Contender]:
    """A MediaWiki; it is given a tenth of the small files and a fifth of what comes in small chunks."""
    with running_mediawiki(folder) as wiki:
        yield _wiki(MEDIAWIKI, wiki, share=0.1)


def other(label: str, run: Callable[[Path], AbstractContextManager[tuple[Sink, Tree]]], *, chunks: bool) -> Start:
    """Starts a server of another kind."""

    @contextmanager
    def start(folder: Path) -> Iterator[Contender]:
        with run(folder) as (sink, processes):
            yield Contender(label, sink, processes, takes_chunks=chunks)

    return start


@contextmanager
def ceiling(folder: Path) -> Iterator[Contender]:
    """The least that a durable server must do."""
    with running_ceiling(folder) as (port, processes):
        yield Contender(CEILING, CeilingSink.at(port), processes)


ALL: dict[str, Start] = {
    OURS: wharf_of(1, OURS),
    OURS_2: wharf_of(2, OURS_2),
    MEDIAWIKI: mediawiki,
    TUS_NODE: other(TUS_NODE, running_tus_node, chunks=True),
    "tuspyserver": other("tuspyserver", running_tuspyserver, chunks=True),
    "copyparty": other("copyparty", running_copyparty, chunks=False),
    "nginx PUT": other("nginx PUT", running_nginx, chunks=False),
    CEILING: ceiling,
}


WIKIS = (OURS, OURS_2, MEDIAWIKI)  # those with an API to read from


@contextmanager
def running(labels: list[str], folder: Path) -> Iterator[tuple[list[Contender], dict[str, float]]]:
    """Those of the contenders that can be installed here, and the seconds that each took to start.

    Who cannot is told in a line.
    """
    seconds: dict[str, float] = {}
    contenders: list[Contender] = []
    with ExitStack() as stack:
        for label in labels:
            begun = time.perf_counter()
            try:
                contenders.append(stack.enter_context(ALL[label](folder)))
            except Missing as reason:
                print(f"not measured: {label}: {reason}", flush=True)
                continue
            seconds[label] = time.perf_counter() - begun
        yield contenders, seconds


def _wiki(label: str, wiki: Wiki, *, share: float = 1.0) -> Contender:
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    return Contender(label, WikiSink(session), wiki.processes, share, wiki=wiki)
