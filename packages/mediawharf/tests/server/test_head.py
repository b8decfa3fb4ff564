"""The head of a request: what is read of it, and what is no request."""

import pytest

from mediawharf.server.head import BadRequest, end_of_head, parse_head


def head(*lines, target="/w/api.php?a=b", method="POST", version="1.1", host="Host: wharf.example"):
    first = f"{method} {target} HTTP/{version}"
    return parse_head("\r\n".join([first, *([host] if host else []), *lines, "", ""]).encode("latin-1"))


def refusal(*lines, **others):
    with pytest.raises(BadRequest) as raised:
        head(*lines, **others)
    return raised.value


def test_a_length_is_taken_as_it_is_written():
    assert head("Content-Length: 17").length == 17


def test_a_request_without_length_has_no_body():
    assert head(method="GET").length == 0


def test_a_body_in_chunks_has_no_length():
    assert head("Transfer-Encoding: Chunked").length is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
        ("Content-Length: 5", "Content-Length: 5"),
        ("Content-Length: 5, 5",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: -1",),
        ("Content-Length: +1",),
        ("Content-Length: 0x10",),
        ("Content-Length: 99999999999999999999999999",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding : chunked",),
        ("X-Folded: a", " b"),
        ("X Space: a",),
        ("X-Nul: a\0b",),
    ],
)
def test_what_two_readers_could_take_for_two_requests_is_refused(lines):
    assert refusal(*lines).status == 400


def test_codings_other_than_chunks_are_not_known():
    assert refusal("Transfer-Encoding: gzip, chunked").status == 501


def test_http_1_0_has_no_chunks():
    assert refusal("Transfer-Encoding: chunked", version="1.0").status == 400


@pytest.mark.parametrize("others", [{"host": ""}, {"host": "Host: a\r\nHost: b"}])
def test_a_request_names_one_host(others):
    assert refusal(**others).status == 400


def test_http_1_0_need_not_name_a_host():
    assert head(version="1.0", host="").version == "1.0"


def test_bare_line_feeds_end_no_line():
    with pytest.raises(BadRequest):
        parse_head(b"GET / HTTP/1.1\nHost: a\n\n")


def test_other_versions_are_told_which_to_use():
    with pytest.raises(BadRequest):
        parse_head(b"GET / HTTP/2.0\r\nHost: a\r\n\r\n")


@pytest.mark.parametrize(
    ("lines", "version", "expected"),
    [
        ((), "1.1", True),
        (("Connection: close",), "1.1", False),
        (("Connection: Keep-Alive, TE",), "1.0", True),
        ((), "1.0", False),
        (("Connection: keep-alive, close",), "1.1", False),
    ],
)
def test_a_connection_stays_open_as_version_and_header_say(lines, version, expected):
    assert head(*lines, version=version).keeps_alive is expected


def test_an_offer_to_change_the_protocol_is_left():
    """Java's client makes one with the first request of a connection."""
    asked = head("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk", "Content-Length: 3")
    assert (asked.length, asked.keeps_alive) == (3, True)


def test_a_target_with_the_server_in_it_stands_for_host():
    asked = head(target="http://other.example:81?x=1")
    assert asked.target == b"/?x=1"
    assert (b"host", b"other.example:81") in asked.headers


def test_the_scope_has_the_path_decoded_and_raw():
    scope = head(target="/wiki/%C3%84?q=%41#f").scope(("127.0.0.1", 1), None)
    assert (scope["path"], scope["raw_path"], scope["query_string"]) == ("/wiki/Ä", b"/wiki/%C3%84", b"q=%41")


def test_names_of_headers_are_in_lower_case_and_in_order():
    assert head("B: 1", "A: 2", "B: 3").headers[1:] == [(b"b", b"1"), (b"a", b"2"), (b"b", b"3")]


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\r\nA: b\r\n\r\nrest", b"GET / HTTP/1.1\nA: b\n\nrest"])
def test_a_head_ends_with_the_first_empty_line(data):
    assert data[end_of_head(data) :] == b"rest"


def test_a_head_without_empty_line_has_no_end():
    assert end_of_head(b"GET / HTTP/1.1\r\nA: b\r\n") == -1
