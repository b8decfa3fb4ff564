"""How fast files come in, side by side with the disk-and-hash ceiling, in alternating rounds of one run.

    python -m bench.upload [--quick] [--rounds N] [--base URL --creds FILE] [--dir DIR]

How to read the tables: README.md beside this file.
"""

import argparse
import os
import platform
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.samples import Wav
from bench.sending import send_all
from bench.servers import end_cleanly_when_terminated, running_ceiling, running_wiki
from bench.sinks import CeilingSink, Sent, Sink, WikiSink
from bench.usage import Tree, filesystem
from bench.wire import Session

MB = 1_000_000
MIB = 1 << 20
SMALL = 200_000


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent: one large file whole (``chunk_bytes`` None) or in chunks, or ``small_files`` by ``threads``."""

    label: str
    chunk_bytes: int | None = None
    small_files: int = 0
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Contender:
    """One who is measured, and its processes."""

    label: str
    sink: Sink
    processes: Tree


@dataclass(frozen=True, slots=True)
class Measured:
    """One case, once: seconds by the client's clock, and the server's CPU seconds until and after the reply."""

    seconds: float
    sent: Sent | None
    cpu: float
    cpu_after: float


Results = dict[tuple[str, Case], list[Measured]]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bytes to send: one large file and several small ones."""

    large: Wav
    small: list[Wav]


def cases(small_files: int) -> list[Case]:
    chunked = [Case(f"{n} MiB chunks", chunk_bytes=n * MIB) for n in (16, 5, 1)]
    files = [
        Case(f"{small_files} files, {word}", None, small_files, n) for word, n in (("1 by 1", 1), ("8 at a time", 8))
    ]
    return [Case("direct"), *chunked, *files]


def measure(contender: Contender, case: Case, bodies: Bodies) -> Measured:
    """Sends the case's bytes once, with a fresh content."""
    before = contender.processes.settle()
    if case.small_files:
        sent = None
        seconds, cpu = send_all(contender.sink, contender.processes, bodies.small, threads=case.threads)
    else:
        sent, cpu = send_large(contender, case, bodies.large)
        seconds = sent.total
    return Measured(seconds, sent, cpu - before, contender.processes.settle() - cpu)


def send_large(contender: Contender, case: Case, wav: Wav) -> tuple[Sent, float]:
    """What the client saw, and the server's CPU seconds by the last reply."""
    name, content, sink = f"Bench_{secrets.token_hex(8)}.wav", wav.stamped(), contender.sink
    step = case.chunk_bytes
    sent = sink.whole(name, content) if step is None else sink.chunked(name, content, step)
    cpu = contender.processes.cpu()
    sent.check(content)
    sink.forget(name, sent)
    return sent, cpu


def run(contenders: list[Contender], todo: list[Case], bodies: Bodies, *, rounds: int) -> Results:
    """All cases, ``rounds`` times; who goes first changes from round to round."""
    results: Results = {}
    for number in range(rounds):
        for case in todo:
            for contender in contenders if number % 2 == 0 else contenders[::-1]:
                results.setdefault((contender.label, case), []).append(measure(contender, case, bodies))
        print(f"round {number + 1} of {rounds} done", flush=True)
    return results


def print_speed(results: Results, todo: list[Case], *, large: int) -> None:
    """Speed beside the ceiling's, and CPU seconds per GB."""
    titles = ("wiki", "ceiling", "ratio", "of direct", "CPU s/GB", "after", "ceiling's")
    print(f"\n{'MB/s, or files/s':24}" + "".join(f"{title:>11}" for title in titles))
    direct = large / median_seconds(results["ceiling", todo[0]])
    for case in todo:
        ours, top = results["wiki", case], results["ceiling", case]
        size = case.small_files * SMALL or large
        amount = case.small_files or large / MB
        speed, best = (amount / median_seconds(each) for each in (ours, top))
        of_direct = size / median_seconds(ours) / direct
        cpu, after, least = (
            sum(used) / len(used) / size * 1e9
            for used in ([m.cpu for m in ours], [m.cpu_after for m in ours], [m.cpu for m in top])
        )
        print(f"{case.label:24}{speed:11.0f}{best:11.0f}{speed / best:11.2f}{of_direct:11.2f}"
              f"{cpu:11.2f}{after:11.2f}{least:11.2f}")  # fmt: skip


def median_seconds(measured: list[Measured]) -> float:
    return median(m.seconds for m in measured)


def print_parts(results: Results, todo: list[Case]) -> None:
    """Where the time of chunked uploads goes."""
    titles = ("chunks", "each", "p99", "last chunk", "publish")
    print(f"\n{'wiki, milliseconds':24}" + "".join(f"{title:>11}" for title in titles))
    for case in todo:
        sent = [m.sent for m in results["wiki", case] if m.sent is not None]
        chunks = sorted(seconds for s in sent for seconds in s.chunks)
        if not chunks:
            continue
        whole, last, publish = (
            median(part) for part in zip(*((sum(s.chunks), s.last, s.publish) for s in sent), strict=True)
        )
        p99 = chunks[min(len(chunks) - 1, len(chunks) * 99 // 100)]
        columns = (whole, median(chunks), p99, last, publish)
        print(f"{case.label:24}" + "".join(f"{1000 * seconds:11.1f}" for seconds in columns))


def print_memory(contenders: list[Contender]) -> None:
    """The peak of each process since it started."""
    print("\npeak memory (VmHWM), MB")
    for contender in contenders:
        for process in contender.processes.processes():
            print(f"{contender.label:10}{process.pid:>8} {process.name:20}{process.peak / MB:8.0f}")


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Upload speed beside the disk-and-hash ceiling.")
    parser.add_argument("--quick", action="store_true", help="50 MB and 20 files instead of 500 MB and 100 files")
    parser.add_argument("--size", type=int, help="MB of the large file")
    parser.add_argument("--files", type=int, help="how many files of 200 kB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--base", help="address of api.php, if not the one in the credentials")
    parser.add_argument("--creds", type=Path, help="credentials of a server that runs already")
    parser.add_argument("--dir", type=Path, help="folder on the filesystem to measure (default: the temporary one)")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    large = (options.size or (50 if options.quick else 500)) * MB
    todo = cases(options.files or (20 if options.quick else 100))
    end_cleanly_when_terminated()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        folder = Path(made)
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {filesystem(folder)}; "
              f"{large // MB} MB, medians of {options.rounds} rounds", flush=True)  # fmt: skip
        with (
            running_wiki(base=options.base, creds=options.creds, folder=folder) as wiki,
            running_ceiling(folder) as (port, ceiling),
        ):
            session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
            contenders = [
                Contender("wiki", WikiSink(session), wiki.processes),
                Contender("ceiling", CeilingSink.at(port), ceiling),
            ]
            bodies = Bodies(Wav(large), [Wav(SMALL) for _ in range(todo[-1].small_files)])
            results = run(contenders, todo, bodies, rounds=options.rounds)
            print_speed(results, todo, large=large)
            print_parts(results, todo)
            print_memory(contenders)


if __name__ == "__main__":
    main()
