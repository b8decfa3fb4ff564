"""Feeds one type's readers with mutations of its fixtures: they must end, and raise nothing.

    python fuzz/walker.py TYPE [--seconds N] [libFuzzer's options]

TYPE is an extension (png, jpg, …), or ``sniff`` for the recognition of types. What makes them fail is written to the
current folder as ``crash-…`` or ``timeout-…``; that file's name instead of options tries it again.
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mediawharf.media"]):
    from mediawharf.media.hostile import find_hostile
    from mediawharf.media.inspect import inspect
    from mediawharf.media.limits import MediaLimits
    from mediawharf.media.sniff import sniff_file
    from mediawharf.media.svg_safety import find_hostile as find_hostile_svg

from mediawharf.testing.carriers import CARRIERS

FIXTURES = Path(__file__).parents[1] / "packages" / "mediawharf" / "tests" / "media" / "fixtures"
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "tif": "image/tiff",
    "svg": "image/svg+xml", "pdf": "application/pdf", "djvu": "image/vnd.djvu", "ogg": "application/ogg",
    "webm": "video/webm", "mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "opus": "application/ogg",
    "mid": "audio/midi", "stl": "application/sla", "xcf": "image/x-xcf", "mp4": "video/mp4",
}  # fmt: skip
LIMITS = MediaLimits(inflated=1 << 20, inflated_text=1 << 18)
LONGEST = 1 << 16


def target_of(kind: str) -> Callable[[bytes], None]:
    """What is done with each input."""
    if kind == "sniff":
        return _sniff
    if kind == "svg":
        return _svg
    return lambda content: _walk(content, TYPES[kind])


def _sniff(content: bytes) -> None:
    sniff_file(io.BytesIO(content), size=len(content))


def _svg(content: bytes) -> None:
    find_hostile_svg(io.BytesIO(content), size=len(content))
    inspect(io.BytesIO(content), size=len(content))


def _walk(content: bytes, mime: str) -> None:
    find_hostile(io.BytesIO(content), mime=mime, size=len(content), limits=LIMITS)
    inspect(io.BytesIO(content), size=len(content))


def write_seeds(kind: str, folder: Path) -> None:
    """The fixtures of the type, and one file for each place that it has; of all types for ``sniff``."""
    suffixes = {f".{kind}", *({".jpeg"} if kind == "jpg" else ()), *({".tiff"} if kind == "tif" else ())}
    for path in FIXTURES.rglob("*"):
        if path.is_file() and path.stat().st_size < LONGEST and (kind == "sniff" or path.suffix in suffixes):
            (folder / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    for number, (place, carrier) in enumerate(CARRIERS.items()):
        if kind in ("sniff", place.partition(":")[0]):
            (folder / f"carrier-{number}").write_bytes(carrier(b"<b>words</b>"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("type", choices=[*TYPES, "sniff"])
    parser.add_argument("--seconds", type=int, default=10)
    arguments, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        write_seeds(arguments.type, Path(folder))
        limits = [f"-max_total_time={arguments.seconds}", f"-max_len={LONGEST}", "-timeout=30", "-rss_limit_mb=1024"]
        is_given = any(not option.startswith("-") for option in options)
        atheris.Setup([sys.argv[0], *limits, *options, *([] if is_given else [folder])], target_of(arguments.type))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
