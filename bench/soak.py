"""Many clients at once, and a server process killed every minute: nothing acknowledged may be lost.

    python -m bench.soak [--minutes M] [--clients N] [--workers N] [--kill-every SECONDS] [--dir DIR]

Ends with 1 if something was lost or wrong. What it does and tells: README.md beside this file.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bench.contenders import running_wharf
from bench.report import figure, table
from bench.servers import ROOT, Wiki, end_cleanly_when_terminated
from bench.soaking.client import Client, info_of
from bench.soaking.ledger import Ledger, merged
from bench.usage import listeners
from bench.wire import Session

MB = 1_000_000
_SAMPLE = 2.0  # seconds
_BATCH = 50
_PROCESS_STARTED = 10.0  # seconds until a new server process has the memory that it needs for a start


class Watch(threading.Thread):
    """Kills a server process now and then, and notes the memory of each."""

    def __init__(self, wiki: Wiki, chance: random.Random, *, kill_every: float) -> None:
        super().__init__(daemon=True)
        self._wiki = wiki
        self._chance = chance
        self._every = kill_every
        self._over = threading.Event()
        self.kills = 0
        self.memory: dict[int, list[float]] = {}  # resident MB by process, over time

    def run(self) -> None:
        """Until it is stopped."""
        next_kill = time.monotonic() + self._every
        while not self._over.wait(_SAMPLE):
            workers = self._workers()
            for pid in workers:
                self.memory.setdefault(pid, []).append(_resident(pid) / MB)
            if time.monotonic() >= next_kill and workers:
                os.kill(self._chance.choice(workers), signal.SIGKILL)
                self.kills += 1
                next_kill += self._every

    def stop(self) -> None:
        """No more kills."""
        self._over.set()
        self.join()

    def _workers(self) -> list[int]:
        """The processes that answer requests: children of the one that was started, listening as it does."""
        inside = {process.pid: process.parent for process in self._wiki.processes.processes()}
        return [pid for pid in listeners(urlsplit(self._wiki.api).port or 80) if inside.get(pid) in self._parents()]

    def _parents(self) -> frozenset[int]:
        return self._wiki.processes.roots


def soak(wiki: Wiki, options: argparse.Namespace, chance: random.Random) -> tuple[Ledger, Watch]:
    """What all clients were told, and what the watch saw."""
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    watch = Watch(wiki, chance, kill_every=options.kill_every)
    clients = [Client(session.again(), random.Random(chance.random())) for _ in range(options.clients)]
    until = time.monotonic() + 60 * options.minutes
    watch.start()
    with ThreadPoolExecutor(options.clients) as pool:
        ledgers = list(pool.map(lambda client: client.run(until), clients))
    watch.stop()
    ledger = merged(ledgers)
    ledger.wrong += lost(Session.log_in(wiki.api, name=wiki.name, password=wiki.password), ledger)
    return ledger, watch


def lost(session: Session, ledger: Ledger) -> list[str]:
    """What the server tells of the files now that contradicts what it has acknowledged."""
    wrong = []
    names = [*ledger.files, *ledger.unsure]
    for first in range(0, len(names), _BATCH):
        for name, info in info_of(session, names[first : first + _BATCH]).items():
            contradiction = ledger.contradicted(name, None if info is None else info["sha1"])
            wrong += [] if contradiction is None else [contradiction]
    return wrong


def fsck(data: Path) -> str | None:
    """What ``mediawharf fsck --hash`` complains of, if anything."""
    command = [sys.executable, "-m", "mediawharf", "fsck", "--hash", "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stdout + done.stderr


def undocumented(ledger: Ledger) -> list[str]:
    """Errors that the reference does not know."""
    known = set(re.findall(r"^\| `([^`]+)`", (ROOT / "docs/reference/errors.md").read_text(), re.MULTILINE))
    return [code for code in ledger.errors if code not in known]


def told(ledger: Ledger, watch: Watch) -> str:
    """The figures as tables."""
    rows = []
    for label, seconds in sorted(ledger.seconds.items()):
        ordered = sorted(seconds)
        p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        parts = [figure(1000 * part) for part in (median(ordered), p99, ordered[-1])]
        rows.append((label, [str(len(ordered)), *parts]))
    speeds = table("call", ("number", "median ms", "p99 ms", "longest ms"), rows)
    settled = round(_PROCESS_STARTED / _SAMPLE)
    lives = [samples[settled:] for samples in watch.memory.values() if len(samples) > 2 * settled]
    memory = table("server process", ("MB early", "MB at the end", "MB at most"), [
        (str(number), [figure(part) for part in (median(life[: len(life) // 4 + 1]), life[-1], max(life))])
        for number, life in enumerate(lives, 1)
    ])  # fmt: skip
    files = sum(sha1 is not None for sha1 in ledger.files.values())
    facts = f"{watch.kills} kills, {ledger.broken} broken connections; {files} files acknowledged, "
    facts += f"{len(ledger.files) - files} deleted, {len(ledger.unsure)} without an answer"
    return f"{speeds}\n{memory}\n{facts}; errors: {dict(ledger.errors)}"


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it ended meanwhile
    found = re.search(r"^VmRSS:\s+(\d+)", status, re.MULTILINE)
    return 0 if found is None else int(found[1]) * 1024


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Many clients, and kills.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill-every", type=float, default=60, help="seconds")
    parser.add_argument("--seed", type=int, default=1, help="of what is left to chance")
    parser.add_argument("--dir", type=Path, help="folder for the data (default: the temporary one)")
    return parser.parse_args(arguments)


def main() -> int:
    options = options_of()
    end_cleanly_when_terminated()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        folder = Path(made)
        with running_wharf(folder, workers=options.workers) as wiki:
            ledger, watch = soak(wiki, options, random.Random(options.seed))
        print(told(ledger, watch))
        complaint = fsck(folder / f"wharf-{options.workers}")
    faults = [*ledger.wrong, *(f"not documented: {code}" for code in undocumented(ledger))]
    faults += [] if complaint is None else [f"fsck: {complaint}"]
    print("\n".join(faults) if faults else "nothing lost, every SHA-1 right, fsck clean")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
