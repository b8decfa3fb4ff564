import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.bodies.multipart_headers import Disposition, MalformedMultipart, boundary_of, parse_part_headers

FORM = b"Content-Disposition: form-data; "


def refusal_of_type(content_type: str) -> str:
    with pytest.raises(MalformedMultipart) as refused:
        boundary_of(content_type)
    return refused.value.reason


def refusal_of_part(*lines: bytes) -> str:
    with pytest.raises(MalformedMultipart) as refused:
        parse_part_headers(lines)
    return refused.value.reason


@pytest.mark.parametrize(
    ("content_type", "boundary"),
    [
        ("multipart/form-data; boundary=abc", b"abc"),
        ("MULTIPART/Form-Data; BOUNDARY=aBc", b"aBc"),
        ("multipart/form-data;boundary=abc;", b"abc"),
        ('multipart/form-data; boundary="abc"', b"abc"),
        ('multipart/form-data; boundary="====12==" ; charset=utf-8', b"====12=="),
        ("multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundaryX", b"----WebKitFormBoundaryX"),
        ('multipart/form-data; boundary="a b?"', b"a b?"),
        ("multipart/form-data; boundary=" + "x" * 70, b"x" * 70),
    ],
)
def test_boundary_is_found(content_type: str, boundary: bytes) -> None:
    assert boundary_of(content_type) == boundary


@pytest.mark.parametrize(
    "content_type", ["", "application/x-www-form-urlencoded", "application/json; boundary=x", "text"]
)
def test_other_types_are_not_multipart(content_type: str) -> None:
    assert boundary_of(content_type) is None


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("multipart/mixed; boundary=abc", "not-form-data"),
        ("multipart/form-data", "no-boundary"),
        ("multipart/form-data; boundary=", "no-boundary"),
        ('multipart/form-data; boundary=""', "no-boundary"),
        ("multipart/form-data; boundary=" + "x" * 71, "boundary-too-long"),
        ('multipart/form-data; boundary="abc\x01"', "bad-boundary"),
        ('multipart/form-data; boundary="abc "', "bad-boundary"),
        ("multipart/form-data; boundary=é", "bad-boundary"),
        ("multipart/form-data; boundary=€", "bad-boundary"),
        ("multipart/form-data; boundary=a; boundary=b", "repeated-parameter"),
        ("multipart/form-data; boundary=a, application/json", "bad-parameter"),
        ('multipart/form-data; boundary="a', "bad-parameter"),
        ("multipart/form-data; !=" + '\\"' * 100_000 + "; boundary=a", "bad-parameter"),
    ],
)
def test_broken_content_type_is_refused(content_type: str, reason: str) -> None:
    assert refusal_of_type(content_type) == reason


@pytest.mark.parametrize(
    ("parameters", "name", "filename"),
    [
        (b'name="a"', "a", None),
        (b'name="file"; filename="a.png"', "file", "a.png"),
        (b'filename="";name="file";', "file", ""),
        (b"name=file; filename=a.png", "file", "a.png"),
        (b'NAME="file"; FileName="a.png"', "file", "a.png"),
        (b'name="file"; filename="a\\"b\\\\c"', "file", 'a"b\\c'),
        (b'name="file"; filename="a\\b; c=d"', "file", "a\\b; c=d"),
        (b'name="a%22b"; filename="%22%0D%0A.png"', "a%22b", "%22%0D%0A.png"),
        ('name="é"; filename="ü.png"'.encode(), "é", "ü.png"),
        (b'name="file"; filename="\xfc.png"', "file", "\ufffd.png"),
        (b'name="file"; filename="a.png"; filename*=UTF-8\'\'%GG%', "file", "a.png"),
        (b"name=\"file\"; filename*=UTF-8''a.png", "file", None),
        (b'name="file"; filename="../../x.php"; size=12', "file", "../../x.php"),
    ],
)
def test_disposition_is_read(parameters: bytes, name: str, filename: str | None) -> None:
    assert parse_part_headers((FORM + parameters,)) == Disposition(name, filename)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'Content-Disposition: attachment; name="a"', "not-form-data"),
        (b"Content-Disposition: form-data", "no-name"),
        (FORM + b'filename="a.png"', "no-name"),
        (FORM + b'name=""', "no-name"),
        (FORM + b'name="\xff"', "name-not-utf8"),
        (FORM + b'name*0="fi"; name*1="le"', "extended-name"),
        (FORM + b"name=\"a\"; name*=UTF-8''b", "extended-name"),
        (FORM + b'name="file"; name="comment"', "repeated-parameter"),
        (FORM + b'name="a"; filename="a.png".php', "bad-parameter"),
        (FORM + b'name="a', "bad-parameter"),
        (FORM + b'name="a\0b"', "control-in-header"),
        (FORM + b'name="a\rb"', "control-in-header"),
    ],
)
def test_ambiguous_disposition_is_refused(line: bytes, reason: str) -> None:
    assert refusal_of_part(line) == reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (FORM + b'name="a"', "repeated-disposition"),
        (b' filename="a.png"', "folded-header"),
        (b"\tx: y", "folded-header"),
        (b"no colon", "bad-header"),
        (b"blank : before colon", "bad-header"),
        (b": no name", "bad-header"),
        (b"X: \0", "control-in-header"),
        (b"Content-Transfer-Encoding: base64", "transfer-encoding"),
        (b"content-transfer-encoding: Quoted-Printable", "transfer-encoding"),
        (b"Content-Type: multipart/mixed; boundary=inner", "nested-multipart"),
        (b'content-type: Multipart/Mixed; a=b ;BOUNDARY = "x"', "nested-multipart"),
    ],
)
def test_header_beside_the_disposition_is_refused(line: bytes, reason: str) -> None:
    assert refusal_of_part(FORM + b'name="file"; filename="a.png"', line) == reason


@pytest.mark.parametrize(
    "line",
    [
        b"Content-Type: multipart/form-data",
        b"Content-Type: text/html",
        b"Content-Type:",
        b"Content-Length: 99999999999999999999",
        b"Content-Transfer-Encoding: BINARY",
        b"MIME-Version: 1.0",
        b"X-Any: caf\xe9",
    ],
)
def test_other_headers_of_a_part_are_ignored(line: bytes) -> None:
    assert parse_part_headers((line, FORM + b"name=a")) == Disposition("a", None)


def test_part_without_disposition_is_refused() -> None:
    assert refusal_of_part(b"Content-Type: image/png") == "no-disposition"


NAMES = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), min_size=1)


@given(NAMES, NAMES)
def test_quoted_names_survive_with_quotes_and_backslashes_escaped(name: str, filename: str) -> None:
    escaped = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (name, filename)]
    line = FORM + f'name="{escaped[0]}"; filename="{escaped[1]}"'.encode()
    assert parse_part_headers((line,)) == Disposition(name, filename)
