"""Pictures for the browser to upload, and a web server to fetch them from."""

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from random import Random
from typing import BinaryIO, TypedDict

from PIL import Image

HOSTILE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PIECE = 8 * 1024 * 1024


class Chosen(TypedDict):
    """A file as Playwright gives it to a page."""

    name: str
    mimeType: str
    buffer: bytes


def picture(seed: int) -> bytes:
    """A JPEG of two colours running into each other; two seeds make two files."""
    random = Random(seed)  # noqa: S311 - the same each time is what is wanted
    ramp = Image.linear_gradient("L").resize((480, 360))
    ends = [(random.randrange(256), random.randrange(256)) for _ in range(3)]
    bands = [ramp.point([(value * low + (255 - value) * high) // 255 for value in range(256)]) for low, high in ends]
    written = BytesIO()
    Image.merge("RGB", bands).save(written, "JPEG", comment=str(seed).encode())
    return written.getvalue()


def chosen(name: str, content: bytes, mime: str = "image/jpeg") -> Chosen:
    """A file to choose in a page."""
    return {"name": name, "mimeType": mime, "buffer": content}


def write_large_png(path: Path, size: int, *, seed: int) -> None:
    """A PNG of a few pixels and so many bytes beside them that nothing compresses."""
    random = Random(seed)  # noqa: S311 - the same each time is what is wanted
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        _write_chunk(file, b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
        piece = random.randbytes(PIECE)
        for number in range(size // PIECE):
            _write_chunk(file, b"prVp", number.to_bytes(8) + piece)
        _write_chunk(file, b"IDAT", zlib.compress(b"".join(b"\0" + bytes(12) for _ in range(4))))
        _write_chunk(file, b"IEND", b"")


def _write_chunk(file: BinaryIO, kind: bytes, body: bytes) -> None:
    file.write(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(kind))))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: what is asked for is not of interest."""


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """A folder as a site; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
