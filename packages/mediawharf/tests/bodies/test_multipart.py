import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from mediawharf.bodies.multipart import (
    Event,
    MalformedMultipart,
    MultipartLimits,
    MultipartScanner,
    PartBegin,
    PartData,
    PartEnd,
)

B = b"CorpusBoundary7MA4YWxk"
FIELD = b'Content-Disposition: form-data; name="a"'
FILE = b'Content-Disposition: form-data; name="file"; filename="a.png"'

Part = tuple[str, str | None, bytes]


def body(*parts: tuple[bytes, bytes], eol: bytes = b"\r\n", boundary: bytes = B) -> bytes:
    delimiter = b"--" + boundary
    opened = (delimiter + eol + header + eol + eol + content + eol for header, content in parts)
    return b"".join(opened) + delimiter + b"--" + eol


def events_of(pieces: Iterable[bytes], *, boundary: bytes = B, limits: MultipartLimits | None = None) -> list[Event]:
    scanner = MultipartScanner(boundary, limits or MultipartLimits())
    events = [event for piece in pieces for event in _copied(scanner.feed(piece))]
    scanner.finish()
    return events


def parts_of(pieces: Iterable[bytes], *, boundary: bytes = B, limits: MultipartLimits | None = None) -> list[Part]:
    parts: list[Part] = []
    for event in events_of(pieces, boundary=boundary, limits=limits):
        match event:
            case PartBegin(name, filename):
                parts.append((name, filename, b""))
            case PartData(data):
                name, filename, content = parts.pop()
                parts.append((name, filename, content + bytes(data)))
    return parts


def pieces_of(whole: bytes, size: int) -> list[bytes]:
    return [whole[at : at + size] for at in range(0, len(whole), size)]


def _copied(events: Iterable[Event]) -> list[Event]:
    return [PartData(memoryview(bytes(event.data))) if isinstance(event, PartData) else event for event in events]


def refusal_of(pieces: Iterable[bytes], *, limits: MultipartLimits | None = None) -> str:
    with pytest.raises(MalformedMultipart) as refused:
        events_of(pieces, limits=limits)
    return refused.value.reason


def test_events_come_in_order() -> None:
    assert events_of([body((FIELD, b"1"), (FILE, b""))]) == [
        PartBegin("a", None),
        PartData(memoryview(b"1")),
        PartEnd(),
        PartBegin("file", "a.png"),
        PartEnd(),
    ]


def test_form_without_parts_is_empty() -> None:
    assert parts_of([b"--" + B + b"--\r\n"]) == []


def test_bare_line_feeds_are_taken() -> None:
    assert parts_of([body((FIELD, b"1"), (FILE, b"2\n"), eol=b"\n")]) == [
        ("a", None, b"1"),
        ("file", "a.png", b"2\n"),
    ]


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_the_cr_that_pywikibot_puts_behind_a_last_chunk_belongs_to_the_line_end(size: int) -> None:
    assert parts_of(pieces_of(body((FILE, b"data\r"), eol=b"\n"), size)) == [("file", "a.png", b"data")]


@pytest.mark.parametrize(
    "content", [b"\r", b"\n", b"\r\n", b"\r\r\n", b"\n\n", b"\r\n--", b"--" + B[:-2], b"\r\n--" + B[:-1]]
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_content_like_the_start_of_a_boundary_is_kept(content: bytes, size: int) -> None:
    assert parts_of(pieces_of(body((FILE, content), (FIELD, content)), size)) == [
        ("file", "a.png", content),
        ("a", None, content),
    ]


@pytest.mark.parametrize("rest", [b"x", b"-x", b"  x", b" " * 65, b" --", b"\rx"])
@pytest.mark.parametrize("size", [1, 1000])
def test_line_that_goes_on_after_the_boundary_is_content(rest: bytes, size: int) -> None:
    content = b"1\r\n--" + B + rest + b"\r\n2"
    assert parts_of(pieces_of(body((FILE, content)), size)) == [("file", "a.png", content)]


@pytest.mark.parametrize("blanks", [b" ", b"\t ", b" " * 64])
@pytest.mark.parametrize("size", [1, 1000])
def test_blanks_after_a_boundary_are_ignored(blanks: bytes, size: int) -> None:
    padded = body((FIELD, b"1"), (FIELD, b"2")).replace(B + b"\r\n", B + blanks + b"\r\n")
    assert parts_of(pieces_of(padded, size)) == [("a", None, b"1"), ("a", None, b"2")]


@pytest.mark.parametrize("boundary", [b"--", b"--x", b"-", b"x--", b"'()+_,-./:=?", b"=" * 70])
def test_any_legal_boundary_works(boundary: bytes) -> None:
    whole = body((FIELD, b"--"), (FILE, b"\r\n-"), boundary=boundary)
    assert parts_of([whole], boundary=boundary) == [("a", None, b"--"), ("file", "a.png", b"\r\n-")]


def test_no_line_end_after_the_last_boundary_is_needed() -> None:
    assert parts_of([body((FIELD, b"1")).removesuffix(b"\r\n")]) == [("a", None, b"1")]


@pytest.mark.parametrize("preamble", [b"\r\n", b"hello\r\n", b"x" * 1024 + b"\r\n"])
def test_short_preamble_is_ignored(preamble: bytes) -> None:
    assert parts_of([preamble + body((FIELD, b"1"))]) == [("a", None, b"1")]


def test_boundary_inside_a_line_of_the_preamble_opens_nothing() -> None:
    assert refusal_of([b"x" + body((FIELD, b"1")).replace(b"\r\n--", b"  --")]) == "no-final-boundary"


def test_epilogue_is_ignored() -> None:
    assert parts_of([body((FIELD, b"1")) + b"bye\r\n--" + B + b"\r\n", b"more"]) == [("a", None, b"1")]


def test_part_may_be_closed_right_after_its_blank_line() -> None:
    whole = b"--" + B + b"\r\n" + FIELD + b"\r\n\r\n--" + B + b"--"
    assert parts_of([whole]) == parts_of(pieces_of(whole, 1)) == [("a", None, b"")]


def test_large_part_is_handed_out_in_slices_of_the_buffer_that_came() -> None:
    scanner = MultipartScanner(B, MultipartLimits())
    scanner.feed(b"--" + B + b"\r\n" + FILE + b"\r\n\r\n")
    piece = b"x" * 100_000
    assert [event.data.obj is piece for event in scanner.feed(piece) if isinstance(event, PartData)] == [True]


@pytest.mark.parametrize("size", [262_144, 70_001, 5_000_000])
def test_large_parts_end_where_small_ones_do(size: int) -> None:
    lines = b"\n--" + B + b"x\r\n--" + B[:-1] + b"\r\n--" + B + b"--" * 2 + b"-"
    content = (b"a" * 50_000 + lines.replace(b"----", b"-=-")) * 40
    whole = body((FILE, content), (FIELD, b"between"), (FILE, content[::-1]))
    expected = [("file", "a.png", content), ("a", None, b"between"), ("file", "a.png", content[::-1])]
    assert parts_of(pieces_of(whole, size)) == expected


def test_no_more_than_a_boundary_line_is_held_back() -> None:
    scanner = MultipartScanner(B, MultipartLimits())
    scanner.feed(b"--" + B + b"\r\n" + FILE + b"\r\n\r\n")
    scanner.feed(b"x" * 10_000 + b"\r\n--" + B + b" " * 64)
    assert len(scanner._held) == len(b"\r\n--" + B) + 64


@pytest.mark.parametrize(
    "cut",
    [
        b"",
        b"--",
        b"--" + B + b"\r\n",
        b"--" + B + b"\r\n" + FIELD + b"\r\n\r\n1",
        body((FIELD, b"1")).removesuffix(b"-\r\n"),
    ],
)
def test_body_without_its_last_boundary_is_refused(cut: bytes) -> None:
    assert refusal_of([cut]) == "no-final-boundary"


def test_carriage_returns_alone_end_no_lines() -> None:
    assert refusal_of([body((FIELD, b"1"), eol=b"\r")]) == "no-final-boundary"


def test_long_preamble_is_refused_before_it_ends() -> None:
    scanner = MultipartScanner(B, MultipartLimits())
    with pytest.raises(MalformedMultipart, match="before the first boundary"):
        scanner.feed(b"\r\n" * 600)


LIMITS = MultipartLimits(
    preamble_bytes=9,
    part_header_bytes=100,
    part_header_lines=2,
    parts=3,
    field_bytes=10,
    all_fields_bytes=20,
    epilogue_bytes=9,
)
WITHIN = [
    b"x" * 9 + b"\r\n" + body((FIELD, b"1")),
    body((b"X: " + b"x" * (100 - 3 - 2 - len(FIELD) - 2 - 2) + b"\r\n" + FIELD, b"1")),
    body((b"X: x\r\n" + FIELD, b"1")),
    body((FIELD, b"1"), (FIELD, b"1"), (FIELD, b"1")),
    body((FIELD, b"1" * 10), (FIELD, b"1" * 10)),
    body((FIELD, b"1")).removesuffix(b"\r\n") + b"x" * 9,
    body((FILE, b"1" * 1000)),
]
BEYOND = {
    "preamble-too-long": b"x" * 10 + b"\r\n" + body((FIELD, b"1")),
    "headers-too-long": body((b"X: " + b"x" * (101 - 3 - 2 - len(FIELD) - 2 - 2) + b"\r\n" + FIELD, b"1")),
    "too-many-headers": body((b"X: x\r\nY: y\r\n" + FIELD, b"1")),
    "too-many-parts": body((FIELD, b"1"), (FIELD, b"1"), (FIELD, b"1"), (FIELD, b"1")),
    "field-too-long": body((FIELD, b"1" * 11)),
    "fields-too-long": body((FIELD, b"1" * 10), (FIELD, b"1" * 10), (FIELD, b"1")),
    "epilogue-too-long": body((FIELD, b"1")).removesuffix(b"\r\n") + b"x" * 10,
}


@pytest.mark.parametrize("whole", WITHIN)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_body_at_a_limit_passes(whole: bytes, size: int) -> None:
    assert parts_of(pieces_of(whole, size), limits=LIMITS)


@pytest.mark.parametrize(("reason", "whole"), BEYOND.items())
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_body_beyond_a_limit_is_refused(reason: str, whole: bytes, size: int) -> None:
    assert refusal_of(pieces_of(whole, size), limits=LIMITS) == reason


def oracle_parts(whole: bytes, boundary: bytes) -> list[Part]:
    """What werkzeug's decoder makes of a body."""
    decoder = MultipartDecoder(boundary)
    decoder.receive_data(whole)
    decoder.receive_data(None)
    parts: list[Part] = []
    while not isinstance(event := decoder.next_event(), Epilogue):
        match event:
            case File():
                parts.append((event.name, event.filename, b""))
            case Field():
                parts.append((event.name, None, b""))
            case Data():
                name, filename, content = parts.pop()
                parts.append((name, filename, content + event.data))
    return parts


def outcome(act: Callable[[], list[Event]]) -> list[Event] | str:
    try:
        return act()
    except MalformedMultipart as refused:
        return refused.reason


def joined(events: list[Event] | str) -> list[object] | str:
    """The events with neighbouring slices of content put together."""
    if isinstance(events, str):
        return events
    out: list[object] = []
    for event in events:
        if isinstance(event, PartData) and out and isinstance(out[-1], bytes):
            out[-1] += bytes(event.data)
        else:
            out.append(bytes(event.data) if isinstance(event, PartData) else event)
    return out


BCHARS = "0123456789abcXYZ'()+_,-./:=?"
BOUNDARIES = st.text(BCHARS, min_size=1, max_size=70).map(str.encode)
NAMES = st.text("abcé[]; =-", min_size=1, max_size=10).filter(lambda name: name == name.strip())


@st.composite
def headers(draw: st.DrawFn, eol: bytes) -> bytes:
    filename = draw(st.none() | NAMES)
    parameters = f'; name="{draw(NAMES)}"' + ("" if filename is None else f'; filename="{filename}"')
    line = (
        draw(st.sampled_from([b"Content-Disposition", b"content-disposition"])) + b": form-data" + parameters.encode()
    )
    others = draw(
        st.lists(st.sampled_from([b"Content-Type: text/plain", b"MIME-Version: 1.0", b"Content-Length: 9"]), max_size=2)
    )
    return eol.join(draw(st.permutations([line, *others])))


@st.composite
def contents(draw: st.DrawFn, boundary: bytes) -> bytes:
    mark = b"\r\n--" + boundary
    prefix = st.integers(0, len(mark) - 1).map(lambda n: mark[:n])
    crumb = st.sampled_from([b"\r", b"\n", b"-", b"--", b" ", b"x", b"\r\n--", b"\n--", b"--" + boundary])
    return b"".join(draw(st.lists(st.binary(max_size=6) | crumb | prefix, max_size=12)))


@st.composite
def well_formed(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A boundary and a body whose contents hold no boundary line.

    The oracle takes a bare CR for a line end too, so none follows a CR, and with bare LF no content ends in CR.
    """
    boundary, eol = draw(BOUNDARIES), draw(st.sampled_from([b"\r\n", b"\n"]))
    line = re.compile(rb"(?:\A|[\r\n])--" + re.escape(boundary))
    drawn = draw(st.lists(st.tuples(headers(eol), contents(boundary)), max_size=4))
    parts = [(header, line.sub(b"~", content)) for header, content in drawn]
    safe = [(header, content.rstrip(b"\r") if eol == b"\n" else content) for header, content in parts]
    preamble, epilogue = draw(st.sampled_from([b"", b"preamble" + eol])), draw(st.sampled_from([b"", b"epilogue"]))
    return boundary, preamble + body(*safe, eol=eol, boundary=boundary) + epilogue


@st.composite
def cut(draw: st.DrawFn, whole: bytes) -> list[bytes]:
    places = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=20)))
    return [whole[a:b] for a, b in zip([0, *places], [*places, len(whole)], strict=True)]


@given(st.data(), well_formed())
def test_well_formed_body_gives_the_parts_that_werkzeug_finds(data: st.DataObject, form: tuple[bytes, bytes]) -> None:
    boundary, whole = form
    expected = oracle_parts(whole, boundary)
    assert parts_of(data.draw(cut(whole)), boundary=boundary) == expected
    assert parts_of(pieces_of(whole, 1), boundary=boundary) == expected


@given(
    st.lists(st.tuples(st.just(FILE) | st.just(FIELD), contents(b"b")), max_size=3), st.sampled_from([b"\r\n", b"\n"])
)
def test_every_byte_sent_comes_out(parts: list[tuple[bytes, bytes]], eol: bytes) -> None:
    safe = [(header, content.replace(b"--b", b"~")) for header, content in parts]
    found = parts_of(pieces_of(body(*safe, eol=eol, boundary=b"b"), 3), boundary=b"b")
    whole = [content.removesuffix(b"\r") if eol == b"\n" else content for _, content in safe]
    assert [content for _, _, content in found] == whole


GARBAGE = st.lists(
    st.sampled_from(
        [b"--b", b"--b--", b"\r\n", b"\n", b"\r", b" ", b"-", b"\0", b":", b";", b'"', b"\\", b"\xff", FIELD, FILE]
    )
    | st.binary(max_size=8)
    | st.sampled_from([b"--b\r\n" + FIELD + b"\r\n\r\n", b"\r\n--b\r\n" + FILE + b"\r\n\r\n", b"\n--b--"]),
    max_size=30,
).map(b"".join)


@given(st.data(), GARBAGE)
def test_garbage_is_read_or_refused_alike_however_it_is_cut(data: st.DataObject, garbage: bytes) -> None:
    whole = outcome(lambda: events_of([garbage], boundary=b"b", limits=LIMITS))
    pieces = data.draw(cut(garbage))
    assert joined(outcome(lambda: events_of(pieces, boundary=b"b", limits=LIMITS))) == joined(whole)
