"""Heads of requests: their lines, as llhttp reads them, and what they say of the body that follows.

The grammar is llhttp's in its strict mode, which refuses what two readers could take for two different requests
(RFC 9112, 6.3 and 11.2): Content-Length beside Transfer-Encoding, two lengths, bare line feeds, folded headers.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

Headers = list[tuple[bytes, bytes]]

# Of the request line and all headers. What a program takes of them is its own affair, within this.
HEAD_BYTES = 128 * 1024

_END = re.compile(rb"\n\r?\n")
_ORIGIN = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)


class BadRequest(Exception):
    """What came is no request that can be answered: a status, and the reason in a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Head:
    """One request up to its body; names of headers are in lower case.

    ``length`` is the body's in bytes, None if it comes in chunks that end by themselves.
    """

    method: str
    target: bytes
    version: str
    headers: Headers
    length: int | None
    keeps_alive: bool
    expects_continue: bool

    def scope(self, client: tuple[str, int] | None, server: tuple[str, int] | None) -> dict[str, Any]:
        """The request as ASGI tells it."""
        raw_path, _, query = self.target.partition(b"#")[0].partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": self.version,
            "method": self.method,
            "scheme": "http",
            "path": _decoded(raw_path),
            "raw_path": raw_path,
            "query_string": query,
            "root_path": "",
            "headers": self.headers,
            "client": client,
            "server": server,
            "extensions": {"http.response.zerocopysend": {}, "http.response.pathsend": {}},
            "state": {},
        }


def end_of_head(data: bytes | bytearray, start: int = 0) -> int:
    """Where the head in the data ends, its empty line included, at ``start`` or later; -1 if it is not whole."""
    found = _END.search(data, start)
    return -1 if found is None else found.end()


def parse_head(data: bytes) -> Head:
    """The head that the data are, all of them; raises BadRequest."""
    lines = _Lines()
    parser = HttpRequestParser(lines)
    try:
        parser.feed_data(data)
    except HttpParserUpgrade:
        pass  # an offer that need not be taken up (RFC 9110, 7.8)
    except HttpParserError as malformed:
        raise BadRequest(400, f"The request is malformed: {malformed}.") from malformed
    if not lines.is_whole:
        raise BadRequest(400, "The request is malformed: its head ends too early.")
    return _judged(parser.get_method().decode("ascii"), lines, parser.get_http_version())


class _Lines:
    """Takes down what the parser finds."""

    def __init__(self) -> None:
        self.target = b""
        self.headers: Headers = []
        self.is_whole = False

    def on_url(self, piece: bytes) -> None:
        self.target += piece

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.is_whole = True


def _judged(method: str, lines: _Lines, version: str) -> Head:
    if version not in ("1.0", "1.1"):
        raise BadRequest(505, "Use HTTP/1.1.")
    hosts = length = 0
    is_chunked = expects_continue = False
    keeps_alive = version == "1.1"
    for name, value in lines.headers:
        match name:
            case b"host":
                hosts += 1
            case b"content-length":
                length = int(value)
            case b"transfer-encoding":
                _check_coding(value, version)
                is_chunked = True
            case b"connection":
                keeps_alive = _stays_open(value, keeps_alive=keeps_alive)
            case b"expect":
                expects_continue = version == "1.1" and value.lower() == b"100-continue"
    if hosts > 1 or (hosts == 0 and version == "1.1"):
        raise BadRequest(400, "A request has one Host header.")
    target, headers = _in_origin_form(lines.target, lines.headers)
    return Head(method, target, version, headers, None if is_chunked else length, keeps_alive, expects_continue)


def _check_coding(coding: bytes, version: str) -> None:
    if version == "1.0":
        raise BadRequest(400, "HTTP/1.0 has no Transfer-Encoding.")
    if coding.strip().lower() != b"chunked":
        raise BadRequest(501, "The only Transfer-Encoding understood is chunked.")


def _stays_open(options: bytes, *, keeps_alive: bool) -> bool:
    named = {option.strip() for option in options.lower().split(b",")}
    return b"close" not in named and (keeps_alive or b"keep-alive" in named)


def _in_origin_form(target: bytes, headers: Headers) -> tuple[bytes, Headers]:
    """A target that names the server as well, as a request to a proxy does: RFC 9112 (3.2.2) has it taken for Host."""
    named = _ORIGIN.match(target)
    if named is None:
        return target, headers
    rest = target[named.end() :]
    target = rest if rest.startswith(b"/") else b"/" + rest
    return target, [(name, named[1] if name == b"host" else value) for name, value in headers]


def _decoded(path: bytes) -> str:
    return (unquote_to_bytes(path) if b"%" in path else path).decode("utf-8", "replace")
