"""PDF: names that make it run or carry something, packed objects included, and what lies outside its streams."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from mediawharf.media import pdf_links
from mediawharf.media.cursor import Damaged, Endless
from mediawharf.media.finding import Hostile
from mediawharf.media.pdf import PageTree
from mediawharf.media.pdf_encryption import DocumentKey
from mediawharf.media.pdf_file import PdfFile, heading_at
from mediawharf.media.pdf_filters import KNOWN, Parameters
from mediawharf.media.pdf_names import ObjectNames, Strings, object_names
from mediawharf.media.pdf_signs import WATCHED, Signs, signs_of
from mediawharf.media.pdf_syntax import Parser, Pdf
from mediawharf.media.pdf_unpacking import PackedStream, Unpacker
from mediawharf.media.probe import Probe, check_text

_PLACES = re.compile(rb"\s*\d+\s+(\d+)")
_FLATE_BYTES = re.compile(rb"[\x08-\x78][\x01\x5e\x9c\xda]")
_SAMPLE = 1 << 11
_NEAR = 512
_WINDOW = 1 << 20
_OVERLAP = 1 << 16
_MAX_PAGES = 2_000  # whose places in the tree are looked at
_MAX_PLACES = 100_000


class _Piece(NamedTuple):
    """A part of the file, what stands in it, and whether it begins inside a stream."""

    offset: int
    text: bytes
    signs: Signs
    is_in_stream: bool
    strings: Strings


def walk_pdf(probe: Probe) -> None:
    """Checks pages, cross-references and names; markup in streams of pages is only text of theirs."""
    document = _frame(probe)
    walk = _Walk(document, Unpacker(probe, document.encryption))
    offset, last_end, is_in_stream = 0, 0, False
    while offset < probe.size:
        probe.file.seek(offset)
        text = probe.file.read(_WINDOW)
        piece = _Piece(offset, text, signs_of(text), is_in_stream, Strings(text))
        walk.check(piece)
        last_end = last_end if piece.signs.eof is None else offset + piece.signs.eof
        if offset + len(text) >= probe.size:
            break
        is_in_stream = piece.signs.is_in_stream(_WINDOW - _OVERLAP, at_first=is_in_stream)
        offset += _WINDOW - _OVERLAP
    probe.cursor.seek(0)
    probe.pass_over(last_end or probe.size)


def _frame(probe: Probe) -> PdfFile:
    document = PdfFile(probe.file, probe.size)
    try:
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
    return document


class _Walk:
    """Looks at the pieces of one document."""

    def __init__(self, document: PdfFile, unpacker: Unpacker) -> None:
        self._document = document
        self._unpacker = unpacker

    def check(self, piece: _Piece) -> None:
        """Refuses archives anywhere, active objects, links to scripts, hollow streams, and texts outside of streams."""
        if piece.signs.archive is not None:
            raise Hostile("filetype-bad-ie-mime", piece.signs.archive)
        self._check_names(piece)
        for link in piece.signs.links:
            self._check_link(piece.text, link, sealed=heading_at(piece.text, piece.signs.object_before(link.start())))
        check_text(b"\n".join(_texts(piece)))
        for body in piece.signs.bodies:
            if _FLATE_BYTES.match(piece.text, body):
                self._unpacker.check_hollow(piece.offset + body, piece.text[body : body + _SAMPLE])

    def _check_names(self, piece: _Piece) -> None:
        """Looks closer at each object in which a watched name stands."""
        done = 0
        for found in piece.signs.watched:
            if found.start() < done:
                continue
            names = _names_around(piece, found.start())
            if names is None:
                continue
            done = max(names.end, found.end())
            _refuse_active(names)
            if names.stream is not None:
                self._look_inside(piece, found.start(), names)

    def _look_inside(self, piece: _Piece, place: int, names: ObjectNames) -> None:
        if names.stream is None:
            return
        start = piece.signs.object_before(place) or 0
        described = _dictionary(piece.text, start, names.end)
        number, generation = heading_at(piece.text, start) or (0, 0)
        offset = piece.offset + names.stream
        stream = PackedStream(offset, number, generation, self._filters(described, names))
        if not names.may_pack_objects:
            self._unpacker.check_twice_packed(stream)
            return
        plain = self._unpacker.objects(stream)
        first = self._resolved(described.get("First"))
        _check_packed(plain, first if isinstance(first, int) else 0)
        for link in pdf_links.LINK.finditer(plain):
            self._check_link(plain, link, sealed=None)

    def _filters(self, described: dict[str, Pdf], names: ObjectNames) -> list[tuple[str, Parameters]]:
        """The filters of a stream; of one whose description is broken those that it names."""
        filters = self._resolved(described.get("Filter"))
        named = [self._resolved(each) for each in filters] if isinstance(filters, list) else [filters]
        parameters = self._resolved(described.get("DecodeParms", described.get("DP")))
        listed = [self._resolved(each) for each in parameters] if isinstance(parameters, list) else [parameters]
        known: list[str] = [each for each in named if isinstance(each, str)]
        known = known or [each for each in names.names if each in KNOWN]
        listed += [None] * len(known)
        return [(name, given if isinstance(given, dict) else {}) for name, given in zip(known, listed, strict=False)]

    def _resolved(self, value: Pdf) -> Pdf:
        try:
            return self._document.get(value)
        except Damaged:
            return None

    def _check_link(self, text: bytes, link: re.Match[bytes], *, sealed: tuple[int, int] | None) -> None:
        """Refuses a link to a script; ``sealed`` is the number of the object whose strings may be encrypted."""
        written = pdf_links.link_target(text, link)
        target = self._resolved(written)
        encryption = self._document.encryption
        if not isinstance(target, bytes):
            return
        if written is target and sealed is not None and isinstance(encryption, DocumentKey):
            target = encryption.string(target, number=sealed[0], generation=sealed[1])
        if pdf_links.runs_script(target):
            raise Hostile("uploadscripted")


def _names_around(piece: _Piece, place: int) -> ObjectNames | None:
    """The names of the object in which the watched name at ``place`` stands; None for bytes of a stream."""
    start = piece.signs.object_before(place)
    if start is None:
        if piece.is_in_stream and piece.signs.end_between(0, place) is None:
            return None
        if piece.offset:
            # The object began long before: in a string, perhaps, that looks like anything.
            _refuse_active(object_names(piece.text, place, strings=piece.strings))
    names = object_names(piece.text, start or 0, strings=piece.strings)
    while names.end <= place:
        end = piece.signs.end_between(names.end, place)
        if names.stream is not None and end is None:
            return None
        # Behind the object: a trailer, or an object without a heading.
        names = object_names(piece.text, max(names.end + 1, end or 0), strings=piece.strings)
    return names


def _check_packed(plain: bytes, first: int) -> None:
    places = sorted({0, *(first + int(found[1]) for found in _PLACES.finditer(plain[:first]))})[:_MAX_PLACES]
    strings, done = Strings(plain), 0
    for found in WATCHED.finditer(plain):
        if found.start() >= done:
            start = places[bisect_right(places, found.start()) - 1]
            inner = object_names(plain, start, strings=strings)
            done = max(inner.end, found.end())
            _refuse_active(inner)


def _refuse_active(names: ObjectNames) -> None:
    if names.is_active:
        raise Hostile("uploadscripted")


def _dictionary(text: bytes, start: int, end: int) -> dict[str, Pdf]:
    try:
        value = Parser(text[start:end]).value()
    except Damaged:
        return {}
    return value if isinstance(value, dict) else {}


def _texts(piece: _Piece) -> Iterator[bytes]:
    """The texts before, between and behind streams, and the streams that describe the document.

    Other streams are only what pages show.
    """
    at = 0
    for body, end in piece.signs.streams(is_in_stream=piece.is_in_stream, length=len(piece.text)):
        yield piece.text[at:body]
        if body and b"/Metadata" in piece.text[max(at, body - _NEAR) : body]:
            yield piece.text[body:end]
        at = end
    yield piece.text[at:]
