"""The header lines of multipart/form-data: the request's Content-Type and the lines that open a part.

Grammar: RFC 2046 (boundary), RFC 7578 (form-data), with the escapes that clients really send. Everything here is
linear in the length of the header. What two readers could understand in two ways is refused, not guessed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_LONGEST_BOUNDARY = 70  # RFC 2046, section 5.1.1
_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,\-./:=? ]*[0-9A-Za-z'()+_,\-./:=?]")
_HEADER = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]++):(.*)", re.DOTALL)
_PARAMETER = re.compile(
    rb""";[ \t]*+(?:([^\s=;"]++)[ \t]*+=[ \t]*+(?:"((?:[^"\\]++|\\.)*+)"|([^\s;"]*+))[ \t]*+)?""", re.DOTALL
)
_ESCAPED = re.compile(rb'\\([\\"])')
_NESTED = re.compile(rb"multipart/[^;]*+;(?:.*;)?[ \t]*boundary[ \t]*=", re.IGNORECASE | re.DOTALL)
_PLAIN_ENCODINGS = frozenset({b"7bit", b"8bit", b"binary"})


class MalformedMultipart(Exception):
    """The body or its Content-Type is not a form we read: `reason` is a short fixed word, `text` is for people."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason, text)
        self.reason = reason
        self.text = text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Disposition:
    """What a part's Content-Disposition says: `filename` is None when the part is an ordinary field."""

    name: str
    filename: str | None


def boundary_of(content_type: str) -> bytes | None:
    """The boundary that a request's Content-Type declares, or None when the body is not multipart at all.

    Raises MalformedMultipart when it is another multipart type than form-data, or when its boundary is missing,
    repeated, over 70 bytes or holds characters outside RFC 2046.
    """
    # A character beyond ASCII becomes a backslash, which no boundary may hold.
    line = content_type.encode("ascii", "backslashreplace")
    kind, parameters = _split(line)
    if not kind.startswith(b"multipart/"):
        return None
    if kind != b"multipart/form-data":
        raise MalformedMultipart("not-form-data", "The only multipart type taken here is multipart/form-data")
    boundary = _parameters(parameters).get(b"boundary", b"")
    if not boundary:
        raise MalformedMultipart("no-boundary", "The Content-Type names no boundary")
    if len(boundary) > _LONGEST_BOUNDARY:
        raise MalformedMultipart("boundary-too-long", f"The boundary is longer than {_LONGEST_BOUNDARY} bytes")
    if not _BOUNDARY.fullmatch(boundary):
        raise MalformedMultipart("bad-boundary", "The boundary holds characters that no boundary may hold")
    return boundary


@lru_cache(maxsize=256)  # the parts of a client's requests have the same headers each time
def parse_part_headers(lines: tuple[bytes, ...]) -> Disposition:
    """The name and filename that a part's header lines, without their line ends, give it.

    The part's own type and length are never believed, so they are not returned. Raises MalformedMultipart.
    """
    disposition: Disposition | None = None
    for line in lines:
        name, value = _header(line)
        match name:
            case b"content-disposition" if disposition is not None:
                raise MalformedMultipart("repeated-disposition", "A part has two Content-Disposition headers")
            case b"content-disposition":
                disposition = _disposition(value)
            case b"content-type" if _NESTED.match(value):
                raise MalformedMultipart("nested-multipart", "A part is itself a multipart body")
            case b"content-transfer-encoding" if value.lower() not in _PLAIN_ENCODINGS:
                # RFC 7578, section 4.7, does away with encodings: kept as they come, the bytes would be wrong.
                raise MalformedMultipart("transfer-encoding", "A part is encoded; only plain bytes are taken")
    if disposition is None:
        raise MalformedMultipart("no-disposition", "A part has no Content-Disposition header")
    return disposition


def _header(line: bytes) -> tuple[bytes, bytes]:
    if line[:1] in {b" ", b"\t"}:
        raise MalformedMultipart("folded-header", "A part's header is folded over several lines")
    if b"\0" in line or b"\r" in line:
        raise MalformedMultipart("control-in-header", "A part's header holds a NUL or a bare carriage return")
    header = _HEADER.fullmatch(line)
    if header is None:
        raise MalformedMultipart("bad-header", "A part's header is not of the form 'Name: value'")
    return header[1].lower(), header[2].strip(b" \t")


def _disposition(value: bytes) -> Disposition:
    kind, rest = _split(value)
    if kind != b"form-data":
        raise MalformedMultipart("not-form-data", "A part's Content-Disposition is not form-data")
    parameters = _parameters(rest)
    if any(key.startswith(b"name*") for key in parameters):
        raise MalformedMultipart("extended-name", "A part's name is encoded or continued as in RFC 2231")
    filename = parameters.get(b"filename")
    return Disposition(
        name=_name(parameters.get(b"name", b"")),
        # Nothing hangs on the filename but its presence, so older clients may send it in any encoding.
        filename=None if filename is None else filename.decode("utf-8", "replace"),
    )


def _name(name: bytes) -> str:
    if not name:
        raise MalformedMultipart("no-name", "A part has no name")
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedMultipart("name-not-utf8", "A part's name is not valid UTF-8") from None


def _split(value: bytes) -> tuple[bytes, bytes]:
    kind, semicolon, rest = value.partition(b";")
    return kind.strip(b" \t").lower(), semicolon + rest


def _parameters(text: bytes) -> dict[bytes, bytes]:
    """Parameters by name in lower case, from text that is empty or begins with a semicolon."""
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(text):
        parameter = _PARAMETER.match(text, at)
        if parameter is None:
            raise MalformedMultipart("bad-parameter", "A header's parameters are not of the form '; name=value'")
        name, quoted, plain = parameter.groups()
        if name is not None:
            if name.lower() in found:
                raise MalformedMultipart("repeated-parameter", "A header gives the same parameter twice")
            found[name.lower()] = plain if quoted is None else _ESCAPED.sub(rb"\1", quoted)
        at = parameter.end()
    return found
