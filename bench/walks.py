"""What it costs to look through a file: CPU seconds for each gigabyte, by type, on top of hashing.

    python -m bench.walks [--size MB] [--rounds N] [--beside SOURCE] [--results FILE] [TYPE …]

Each file is made in memory: a small head of its type around bytes that do not compress, as pixels, sound and film are.
SOURCE is the folder of another version's package, as ``git worktree`` gives it (``…/packages/mediawharf/src``): it is
measured in turns with this one. FILE keeps the table.
"""

import argparse
import hashlib
import io
import os
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import report
from bench.compare import machine
from bench.servers import ROOT

from mediawharf.model.filename import ExtensionRules
from mediawharf.upload.verify import VerificationRules, verify

MB = 1_000_000
BLOCK = 1 << 20


def noise(size: int, *, seed: int = 1) -> bytes:
    """Bytes as of compressed data; the same each time."""
    block = random.Random(seed).randbytes(8 * BLOCK)
    return (block * (size // len(block) + 1))[:size]


def png(size: int) -> bytes:
    """A picture in chunks of 8 kB, as most programs write them, whose pixels are not to be unpacked."""
    pixels = noise(size)
    pieces = [_chunk(b"IDAT", pixels[at : at + 8192]) for at in range(0, size, 8192)]
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 6000, 5000, 8, 2, 0, 0, 0))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *pieces, _chunk(b"IEND", b"")))


def jpeg(size: int) -> bytes:
    """One scan; 0xff is followed by zero in it."""
    scan = noise(size).replace(b"\xff", b"\xff\0")[:size].rstrip(b"\xff")
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 9000, 12000, 1) + b"\1\x11\0"
    return b"\xff\xd8" + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + scan + b"\xff\xd9"


def gif(size: int) -> bytes:
    """One picture in blocks of 255 bytes."""
    pixels = noise(size)
    blocks = b"".join(b"\xff" + pixels[at : at + 255] for at in range(0, size - 255, 255))
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, 9000, 9000, 0) + b"\x08" + blocks + b"\0;"
    return b"GIF89a" + struct.pack("<HHBBB", 9000, 9000, 0xF0, 0, 0) + bytes(6) + picture


def webp(size: int) -> bytes:
    """One lossy picture."""
    body = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 9000, 9000) + noise(size // 2 * 2)
    chunk = b"VP8 " + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def tiff(size: int) -> bytes:
    """One strip of grey pixels, then the directory."""
    fields = ((256, 10_000), (257, size // 10_000), (258, 8), (262, 1), (273, 8), (277, 1), (279, size))
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields)
    return b"II*\0" + struct.pack("<I", 8 + size) + noise(size) + struct.pack("<H", len(fields)) + rows + bytes(4)


def pdf(size: int) -> bytes:
    """Pictures of 1 MB in one document."""
    pixels = noise(MB)
    described = b"<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Width 999 /Height 999 /Length 1000000 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        *(b"%s\nstream\n%s\nendstream" % (described, pixels) for _ in range(size // MB)),
    ]
    pieces, rows, at = [b"%PDF-1.4\n"], [b"0000000000 65535 f \n"], 9
    for number, body in enumerate(objects, 1):
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        rows.append(b"%010d 00000 n \n" % at)
        at += len(pieces[-1])
    table = b"xref\n0 %d\n%s" % (len(rows), b"".join(rows))
    return b"".join(pieces) + table + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows), at)


def ogg(size: int) -> bytes:
    """A film's pages of 4 kB."""
    body = noise(255 * 16)
    pages = [_page(b"\x80theora" + bytes(35), number=0, granule=0, flags=2)]
    pages += [_page(body, number=number, granule=number) for number in range(1, size // len(body))]
    return b"".join(pages)


def webm(size: int) -> bytes:
    """A film's clusters of 1 MB."""
    head = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
    tracks = b"\x16\x54\xae\x6b\x8c\xae\x8a\xd7\x81\1\x86\x85V_VP9"
    body = noise(MB)
    block = b"\xa3" + (len(body) | 1 << 56).to_bytes(8) + body
    cluster = b"\x1f\x43\xb6\x75" + (len(block) | 1 << 56).to_bytes(8) + block
    return head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + tracks + cluster * (size // MB)


def mp4(size: int) -> bytes:
    """A film whose description comes first."""
    head = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x10moov\0\0\0\x08mvhd"
    return head + struct.pack(">I", size + 8) + b"mdat" + noise(size)


def mp3(size: int) -> bytes:
    """A tag, then frames."""
    return b"ID3\4\0\0\0\0\0\0" + (b"\xff\xfb\x90\x64" + noise(413)) * (size // 417)


def wav(size: int) -> bytes:
    """Two channels of 16 bits."""
    body = noise(size // 4 * 4)
    form = struct.pack("<IHHIIHH", 16, 1, 2, 44100, 176400, 4, 16)
    chunks = b"fmt " + form + b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def flac(size: int) -> bytes:
    """The header block, then frames."""
    return b"fLaC\x80\0\0\x22" + struct.pack(">HH", 4096, 4096) + bytes(30) + noise(size)


def stl(size: int) -> bytes:
    """Triangles in binary form."""
    count = size // 50
    return bytes(80) + struct.pack("<I", count) + noise(50 * count)


def xcf(size: int) -> bytes:
    """A canvas and its tiles."""
    return b"gimp xcf v011\0" + struct.pack(">III", 9000, 9000, 0) + noise(size)


def djvu(size: int) -> bytes:
    """A page with one picture."""
    info = b"INFO" + struct.pack(">IHHBBHBB", 10, 9000, 9000, 24, 0, 300, 22, 1)
    body = noise(size // 2 * 2)
    form = b"DJVU" + info + b"BG44" + struct.pack(">I", len(body)) + body
    return b"AT&TFORM" + struct.pack(">I", len(form)) + form


MAKERS: dict[str, Callable[[int], bytes]] = {
    "png": png, "jpg": jpeg, "gif": gif, "webp": webp, "tif": tiff, "pdf": pdf, "djvu": djvu, "xcf": xcf,
    "ogv": ogg, "webm": webm, "mp4": mp4, "mp3": mp3, "wav": wav, "flac": flac, "stl": stl,
}  # fmt: skip
RULES = VerificationRules(ExtensionRules(tuple(MAKERS), frozenset(), is_strict=True), 1 << 40)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _page(body: bytes, *, number: int, granule: int, flags: int = 0) -> bytes:
    lacing = b"\xff" * (len(body) // 255) + bytes([len(body) % 255])
    return b"OggS\0" + struct.pack("<BQIIIB", flags, granule, 7, number, 0, len(lacing)) + lacing + body


def seconds_of(content: bytes, extension: str) -> float:
    """CPU seconds that the verification of the file takes."""
    begin = time.process_time()
    verify(io.BytesIO(content), f"Bench.{extension}", size=len(content), sha1="0" * 40, rules=RULES)
    return time.process_time() - begin


def seconds_of_hash(content: bytes) -> float:
    """CPU seconds of the file's SHA-1: what else the machine does slows both."""
    begin = time.process_time()
    hashlib.sha1(content)
    return time.process_time() - begin


def seconds_beside(extension: str, *, megabytes: int, source: Path) -> float:
    """CPU seconds that the version of the package in ``source`` takes, in a process of its own."""
    command = [sys.executable, "-m", "bench.walks", "--size", str(megabytes), "--once", extension]
    environment = {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def rows_of(options: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """A row for each type: seconds a gigabyte, before them those of the other version, and of SHA-1."""
    for extension in options.types:
        content = MAKERS[extension](options.size * MB)
        rounds = []
        for _ in range(options.rounds):
            others = (
                [seconds_beside(extension, megabytes=options.size, source=options.beside)] if options.beside else []
            )
            rounds.append([*others, seconds_of(content, extension), seconds_of_hash(content)])
        medians = [statistics.median(each) / len(content) * 1e9 for each in zip(*rounds, strict=True)]
        yield extension, [f"{seconds:.2f}" for seconds in medians]


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("types", nargs="*", default=list(MAKERS), metavar="TYPE")
    parser.add_argument("--size", type=int, default=100, help="MB of each file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--beside", type=Path, help="the source folder of another version")
    parser.add_argument("--results", type=Path, help="where the table is kept")
    parser.add_argument("--once", action="store_true", help="tell the CPU seconds of one type, once, and no more")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    if options.once:
        print(seconds_of(MAKERS[options.types[0]](options.size * MB), options.types[0]))
        return
    columns = (["before"] if options.beside else []) + ["CPU s/GB", "of SHA-1"]
    rows = report.table("type", columns, rows_of(options))
    told = f"Files of {options.size} MB, medians of {options.rounds} rounds; CPU seconds a gigabyte on top of hashing."
    body = f"{machine(Path(tempfile.gettempdir()))}\n\n{told}\n\n{rows}"
    print(body)
    if options.results:
        report.keep(options.results, "Verification", body)


if __name__ == "__main__":
    main()
