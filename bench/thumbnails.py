"""How long a first thumbnail takes, how fast it is served again, and what the children that draw it need.

    python -m bench.thumbnails [--rounds N] [--requests N] [--base URL --creds FILE] [--dir DIR]

How to read it: README.md beside this file.
"""

import argparse
import io
import os
import secrets
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode, urlsplit

import pyvips
from bench.servers import Wiki, end_cleanly_when_terminated, running_wiki
from bench.usage import Tree, filesystem
from bench.wire import Connection, Session, Unexpected

from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_wire import Limits
from mediawharf.media.thumbnails import Drawing, draw

MB = 1_000_000
WIDTH = 320
CONNECTIONS = 8
TYPES = {
    "jpg": ("image/jpeg", "image/jpeg"),
    "png": ("image/png", "image/png"),
    "tiff": ("image/tiff", "image/jpeg"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture to make thumbnails of."""

    label: str
    extension: str
    content: bytes


def samples() -> list[Sample]:
    """Photograph-like pictures: smooth noise, so that neither codec has it too easy."""
    small, large = noise(4000, 3000), noise(11552, 8664)
    return [
        Sample("JPEG 12 MP", "jpg", small.jpegsave_buffer(Q=88)),
        Sample("JPEG 12 MP, progressive", "jpg", small.jpegsave_buffer(Q=88, interlace=True)),
        Sample("JPEG 100 MP", "jpg", large.jpegsave_buffer(Q=88)),
        Sample("PNG 12 MP", "png", small.pngsave_buffer(compression=1)),
        Sample("TIFF 100 MP", "tiff", large.tiffsave_buffer(compression="jpeg", Q=88)),
    ]


def noise(width: int, height: int) -> pyvips.Image:
    """Smooth noise, as much of which codecs keep as of a photograph."""
    bands = [pyvips.Image.gaussnoise(width // 8, height // 8, mean=128, sigma=45) for _ in range(3)]
    picture = bands[0].bandjoin(bands[1:]).resize(8, kernel="cubic").cast("uchar")
    return picture.crop(0, 0, picture.width, picture.height).copy(interpretation="srgb")


def upload(session: Session, sample: Sample) -> str:
    """The name under which a fresh copy was published."""
    name = f"Bench_{secrets.token_hex(8)}.{sample.extension}"
    session.send_file("file", sample.content, filename=name, ignorewarnings="1", comment="bench")
    return name


def first(connection: Connection, name: str) -> float:
    """Seconds until the first thumbnail of a file is there."""
    target = "/w/thumb.php?" + urlencode({"f": name, "w": WIDTH})
    started = time.perf_counter()
    reply = connection.request("GET", target)
    if reply.status != 200:
        raise Unexpected(reply.status, reply.body[:200])
    return time.perf_counter() - started


def child_memory(sample: Sample) -> int:
    """Peak bytes of a fresh child that draws nothing but this."""
    picture = pyvips.Image.new_from_buffer(sample.content, "")
    mime, result = TYPES[sample.extension]
    height = WIDTH * picture.height // picture.width
    drawing = Drawing(mime, picture.width, picture.height, WIDTH, height, result)
    ours = Tree(frozenset((os.getpid(),)))
    before = {process.pid for process in ours.processes()}
    sandbox = Sandbox(Limits(resident=1 << 40), size=1, waiting=0)
    try:
        with tempfile.TemporaryFile() as output:
            draw(sandbox, drawing, source=io.BytesIO(sample.content), output=output)
        return next(process.peak for process in ours.processes() if process.pid not in before)
    finally:
        sandbox.close()


def again(session: Session, name: str, requests: int) -> float:
    """Requests per second for a thumbnail that is there, over several connections."""
    asked = {"action": "query", "prop": "imageinfo", "iiprop": "url", "iiurlwidth": str(WIDTH)}
    answer = session.post(**asked, titles=f"File:{name}")
    target = quote(urlsplit(answer["query"]["pages"][0]["imageinfo"][0]["thumburl"]).path, safe="/%")

    def ask(_: int) -> None:
        connection = session.again().connection
        for _ in range(requests // CONNECTIONS):
            if connection.request("GET", target).status != 200:
                raise Unexpected(target)

    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(ask, range(CONNECTIONS)))
    return requests // CONNECTIONS * CONNECTIONS / (time.perf_counter() - started)


def bench(wiki: Wiki, *, rounds: int, requests: int) -> None:
    """Prints the tables."""
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    connection = session.again().connection
    warm_up = upload(session, Sample("", "png", noise(640, 480).pngsave_buffer()))
    print(f"{'first thumbnail of all, a small one: starts a child, ms':56}{first(connection, warm_up) * 1000:10.0f}")
    print(f"\n{f'first thumbnail, {WIDTH} pixels wide':30}{'file, MB':>10}{'ms':>10}{'CPU, ms':>10}{'child, MB':>10}")
    for sample in samples():
        seconds, cpu = [], []
        for _ in range(rounds):
            name = upload(session, sample)
            before = wiki.processes.settle()
            seconds.append(first(connection, name))
            cpu.append(wiki.processes.settle() - before)
        size = len(sample.content) / MB
        told = f"{sample.label:30}{size:10.1f}{median(seconds) * 1000:10.0f}{median(cpu) * 1000:10.0f}"
        print(f"{told}{child_memory(sample) / MB:10.0f}", flush=True)
    print(f"\nserved again, {CONNECTIONS} connections, requests/s{again(session, warm_up, requests):24.0f}")
    print("\npeak memory of the server's processes, MB")
    for process in wiki.processes.processes():
        print(f"{process.name:20}{process.pid:10}{process.peak / MB:10.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="First thumbnails, and thumbnails served again.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=4000, help="for a thumbnail that is there already")
    parser.add_argument("--base", help="address of api.php, if not the one in the credentials")
    parser.add_argument("--creds", type=Path, help="credentials of a server that runs already")
    parser.add_argument("--dir", type=Path, help="folder for the server's data (default: the temporary one)")
    options = parser.parse_args()
    end_cleanly_when_terminated()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        print(f"thumbnails on {filesystem(Path(made))}", flush=True)
        with running_wiki(base=options.base, creds=options.creds, folder=Path(made)) as wiki:
            bench(wiki, rounds=options.rounds, requests=options.requests)


if __name__ == "__main__":
    main()
