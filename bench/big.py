"""One file of 5 GiB in chunks of 16 MiB: flat memory, steady chunks, and nothing slow at the end.

    python -m bench.big [--size MIB] [--base URL --creds FILE] [--dir DIR]

How to read it: README.md beside this file.
"""

import argparse
import hashlib
import secrets
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bench.samples import Wav, webm_chunks
from bench.servers import Wiki, end_cleanly_when_terminated, running_wiki
from bench.sinks import Sent, WikiSink, published_sha1, send_chunk
from bench.usage import Tree, filesystem
from bench.wire import Session, Unexpected

MB = 1_000_000
CHUNK = 16 << 20


def send(session: Session, size: int) -> Sent:
    """Seconds of each part; raises Unexpected unless the server ends with the SHA-1 of all that was sent."""
    name, sha1 = f"Bench_{secrets.token_hex(8)}.webm", hashlib.sha1(usedforsecurity=False)
    seconds: list[float] = []
    key: dict[str, str] = {}
    for number, chunk in enumerate(webm_chunks(size, CHUNK)):
        sha1.update(chunk)
        started = time.perf_counter()
        answer = send_chunk(session, chunk, name=name, size=size, offset=number * CHUNK, key=key)
        seconds.append(time.perf_counter() - started)
        key = {"filekey": answer["filekey"]}
    started = time.perf_counter()
    answer = session.publish(filename=name, ignorewarnings="1", comment="bench", **key)
    published = time.perf_counter() - started
    if (received := published_sha1(answer)) != sha1.hexdigest():
        raise Unexpected(f"sent {sha1.hexdigest()}, received {received}")
    return Sent(tuple(seconds[:-1]), seconds[-1], published, received)


def print_times(sent: Sent, size: int) -> None:
    """The table of one upload."""
    middle, quarter = sorted(sent.chunks[1:]), len(sent.chunks) // 4
    rows = [
        ("first chunk, ms", sent.chunks[0] * 1000),
        ("middle chunk, median, ms", median(middle) * 1000),
        ("first quarter's median, ms", median(sent.chunks[:quarter]) * 1000),
        ("last quarter's median, ms", median(sent.chunks[-quarter:]) * 1000),
        ("middle chunk, p99, ms", quantiles(middle, n=100, method="inclusive")[98] * 1000),
        ("middle chunk, slowest, ms", middle[-1] * 1000),
        ("last chunk, ms", sent.last * 1000),
        ("publish, ms", sent.publish * 1000),
        ("whole, s", sent.total),
        ("whole, MB/s", size / sent.total / MB),
    ]
    for label, value in rows:
        print(f"{label:34}{value:10.1f}")
    print(f"SHA-1 as sent: {sent.proof}")


def print_memory(when: str, processes: Tree) -> None:
    """Each process's peak so far, in MB."""
    peaks = ", ".join(f"{p.name} {p.pid}: {p.peak / MB:.0f}" for p in processes.processes())
    print(f"{f'peak memory {when}, MB':34}{processes.peak() / MB:10.1f}   ({peaks})", flush=True)


def bench(wiki: Wiki, size: int) -> None:
    """A file of 5 MB, so that all code has run once, then the big one."""
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    WikiSink(session).chunked(f"Bench_{secrets.token_hex(8)}.wav", Wav(5 * MB).stamped(), CHUNK)
    wiki.processes.settle()
    print_memory("after 5 MB", wiki.processes)
    before = wiki.processes.cpu()
    sent = send(session, size)
    used = wiki.processes.cpu() - before
    print_memory(f"after {size >> 20} MiB", wiki.processes)
    later = wiki.processes.settle(120) - before - used
    print_memory("after its jobs", wiki.processes)
    print(f"{'CPU s/GB (and after the reply)':34}{used / size * 1e9:10.2f}   ({later / size * 1e9:.2f})")
    print_times(sent, size)


def main() -> None:
    parser = argparse.ArgumentParser(description="A 5 GiB upload in 16 MiB chunks.")
    parser.add_argument("--size", type=int, default=5120, help="MiB, a multiple of 16, at least 64")
    parser.add_argument("--base", help="address of api.php, if not the one in the credentials")
    parser.add_argument("--creds", type=Path, help="credentials of a server that runs already")
    parser.add_argument("--dir", type=Path, help="folder for the server's data (default: the temporary one)")
    options = parser.parse_args()
    end_cleanly_when_terminated()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        print(f"{options.size} MiB in chunks of 16 MiB on {filesystem(Path(made))}", flush=True)
        with running_wiki(base=options.base, creds=options.creds, folder=Path(made)) as wiki:
            bench(wiki, options.size << 20)


if __name__ == "__main__":
    main()
