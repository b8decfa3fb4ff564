"""PDF: names that make it run or carry something, packed objects included, and what lies outside its streams."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from mediawharf.media.cursor import Damaged, Endless
from mediawharf.media.finding import Hostile
from mediawharf.media.pdf import PageTree
from mediawharf.media.pdf_file import PdfFile, headings
from mediawharf.media.pdf_names import ObjectNames, object_names, spelled
from mediawharf.media.pdf_unpacking import Unpacker
from mediawharf.media.probe import Probe, check_archive, check_text
from mediawharf.media.seeded import Seeded

_WATCHED = Seeded(
    re.compile(
        rb"/(?=[JLXEOF#])(?:"
        + spelled("JavaScript", "JS", "Launch", "XFA", "EmbeddedFile", "EmbeddedFiles", "EF", "ObjStm")
        + b"|"
        + spelled("FlateDecode", "Fl")
        + rb"[\0\t\n\f\r ]*/"
        + spelled("FlateDecode", "Fl")
        + b")"
    ),
    [
        b"/" + start
        for start in (
            b"Ja",
            b"JS",
            b"La",
            b"XF",
            b"Em",
            b"EF",
            b"Ob",
            b"Fl",
            b"#4",
            b"#5",
            b"J#",
            b"L#",
            b"X#",
            b"E#",
            b"O#",
            b"F#",
        )
    ],
)
_PLACES = re.compile(rb"\s*\d+\s+(\d+)")
_FIRST = re.compile(rb"/First[\0\t\n\f\r ]+(\d{1,9})")
_PACKED_STREAM = Seeded(re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda])"), (b"stream",))
_BODY = Seeded(re.compile(rb"(?<!end)stream\r?\n"), (b"stream",))
_END = Seeded(re.compile(rb"endstream"), (b"endstream",))
_SCRIPT_LINK = Seeded(
    re.compile(
        rb"/URI[\0\t\n\f\r ]*(?:\([\t\n\r ]*(?:java|vb|live|ecma)script:|<[\t\n\r 0]*6a617661736372697074)",
        re.IGNORECASE,
    ),
    (b"/URI",),
)
_NEAR = 512
_WINDOW = 1 << 20
_OVERLAP = 1 << 16
_MAX_PAGES = 2_000  # whose places in the tree are looked at
_MAX_PLACES = 100_000


class _Piece(NamedTuple):
    """A part of the file, and whether it begins inside a stream."""

    offset: int
    text: bytes
    is_in_stream: bool


def walk_pdf(probe: Probe) -> None:
    """Checks pages, cross-references and names; markup in streams of pages is only text of theirs."""
    _check_frame(probe)
    unpacker = Unpacker(probe)
    offset, last_end, is_in_stream = 0, 0, False
    while offset < probe.size:
        probe.file.seek(offset)
        piece = _Piece(offset, probe.file.read(_WINDOW), is_in_stream)
        _check_names(piece, unpacker)
        _check_texts(piece)
        _check_links(piece.text)
        for found in _PACKED_STREAM.finditer(piece.text):
            unpacker.check_hollow(offset + found.end(), piece.text[found.end() : found.end() + (1 << 11)])
        end = piece.text.rfind(b"%%EOF")
        last_end = offset + end if end >= 0 else last_end
        if offset + len(piece.text) >= probe.size:
            break
        is_in_stream = _is_in_stream(piece, _WINDOW - _OVERLAP)
        offset += _WINDOW - _OVERLAP
    probe.cursor.seek(0)
    probe.pass_over(last_end or probe.size)


def _check_frame(probe: Probe) -> None:
    try:
        document = PdfFile(probe.file, probe.size)
        tree = document.dictionary(document.dictionary(document.trailer.get("Root")).get("Pages"))
        pages = document.get(tree.get("Count"))
        if document.is_looping:
            raise Hostile("media-loop")
        if isinstance(pages, int) and pages > document.object_count:
            probe.check_count("media-too-many-pages", pages, probe.limits.pages)
        for number, _ in enumerate(PageTree(document).pages(tree, {})):
            if number >= _MAX_PAGES:
                break
    except Endless:
        raise Hostile("media-loop") from None
    except Damaged:
        pass  # told by the file's facts


def _check_names(piece: _Piece, unpacker: Unpacker) -> None:
    """Looks closer at each object in which a watched name stands."""
    starts: list[int] | None = None
    done = 0
    for found in _WATCHED.finditer(piece.text):
        if found.start() < done:
            continue
        if starts is None:
            starts = [heading.end for heading in headings(piece.text)]
        before = bisect_right(starts, found.start())
        start = starts[before - 1] if before else 0
        names = object_names(piece.text, start)
        done = max(names.end, found.end())
        if names.end < found.start():
            # Behind the object: bytes of a stream, or a trailer, which has no heading.
            names = object_names(piece.text, found.start()) if names.stream is None else names
        if names.is_active:
            raise Hostile("uploadscripted")
        if names.stream is not None and found.start() < names.end:
            _look_inside(piece, start, names, unpacker)


def _look_inside(piece: _Piece, start: int, names: ObjectNames, unpacker: Unpacker) -> None:
    if names.stream is None or unpacker.total <= 0:
        return
    plain = unpacker.unpack(piece.offset + names.stream, names.names)
    if "ObjStm" not in names.names:
        return
    described = piece.text[start : names.end]
    first = _FIRST.search(described)
    begin = int(first[1]) if first is not None else 0
    places = sorted({0, *(begin + int(found[1]) for found in _PLACES.finditer(plain[:begin]))})[:_MAX_PLACES]
    _check_links(plain)
    done = 0
    for found in _WATCHED.finditer(plain):
        if found.start() >= done:
            inner = object_names(plain, places[bisect_right(places, found.start()) - 1])
            done = max(inner.end, found.end())
            if inner.is_active:
                raise Hostile("uploadscripted")


def _check_texts(piece: _Piece) -> None:
    """Refuses archives anywhere; outside of streams, and in what describes the document, all that texts must not hold.

    Other streams are only what pages show.
    """
    check_archive(piece.text)
    for text in _outside(piece):
        check_text(text)


def _outside(piece: _Piece) -> Iterator[bytes]:
    """The texts before, between and behind streams, and the streams that describe the document."""
    ends = [found.end() for found in _END.finditer(piece.text)]
    at = next(iter(ends), len(piece.text)) if piece.is_in_stream else 0
    for body in _BODY.finditer(piece.text):
        if body.start() < at:
            continue  # a word inside a stream
        yield piece.text[at : body.end()]
        place = bisect_left(ends, body.end())
        end = ends[place] if place < len(ends) else len(piece.text)
        if b"/Metadata" in piece.text[max(at, body.start() - _NEAR) : body.start()]:
            yield piece.text[body.end() : end]
        at = end
    yield piece.text[at:]


def _check_links(text: bytes) -> None:
    if _SCRIPT_LINK.search(text) is not None:
        raise Hostile("uploadscripted")


def _is_in_stream(piece: _Piece, at: int) -> bool:
    last = piece.text.rfind(b"stream", 0, at)
    return piece.is_in_stream if last < 0 else piece.text[last - 3 : last] != b"end"
