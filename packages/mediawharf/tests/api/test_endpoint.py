"""What HTTP brings that no client library would send, and what goes back."""

import asyncio
import json
from typing import Any

import pytest

from mediawharf.api.endpoint import ApiEndpoint
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.testing.wharf import Wharf

FORM = (b"content-type", b"application/x-www-form-urlencoded")


def ask(
    wharf: Wharf,
    *pieces: bytes | None,
    method: str = "POST",
    headers: tuple[tuple[bytes, bytes], ...] = (FORM,),
    query: bytes = b"format=json",
) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request; a piece of None is a client that goes away."""
    messages = [
        {"type": "http.disconnect"} if piece is None else {"type": "http.request", "body": piece, "more_body": True}
        for piece in pieces
    ]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": list(headers), "query_string": query, "client": None}
    asyncio.run(ApiEndpoint(wharf.facilities, ApiMain(ACTIONS))(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])


def test_a_form_is_read_however_it_is_cut(wharf: Wharf) -> None:
    status, headers, body = ask(wharf, b"action=qu", b"ery&meta=user", b"info")
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(body)["query"]["userinfo"]["name"] == "127.0.0.1"


def test_the_body_wins_over_the_query_string(wharf: Wharf) -> None:
    _, _, body = ask(wharf, b"action=query", query=b"action=nonesuch&format=json")
    assert json.loads(body) == {"batchcomplete": ""}


def test_a_callback_in_the_body_makes_the_request_nobodys(wharf: Wharf) -> None:
    session = wharf.facilities.sessions.log_in(None, wharf.user.id)
    cookie = (b"cookie", f"mediawharf_session={session.cookie}".encode())
    _, _, body = ask(wharf, b"action=query&meta=userinfo&callback=f", headers=(FORM, cookie))
    assert b'"anon":""' in body


def test_a_preflight_that_asks_for_unknown_headers_gets_no_leave(wharf: Wharf) -> None:
    asked = ((b"access-control-request-method", b"POST"), (b"access-control-request-headers", b"X-Other"))
    _, headers, _ = ask(wharf, method="OPTIONS", headers=asked, query=b"origin=*")
    assert headers["mediawiki-cors-rejection"] == "Unsupported header requested in preflight"
    assert "access-control-allow-origin" not in headers


def test_options_without_a_method_to_come_is_an_ordinary_request(wharf: Wharf) -> None:
    _, headers, _ = ask(wharf, method="OPTIONS", headers=(), query=b"origin=*")
    assert "access-control-expose-headers" in headers
    assert "access-control-allow-methods" not in headers


def test_other_methods_are_refused(wharf: Wharf) -> None:
    assert ask(wharf, method="PUT")[0] == 405


def test_a_head_request_has_no_body(wharf: Wharf) -> None:
    status, headers, body = ask(wharf, method="HEAD", query=b"action=query&format=json")
    assert (status, int(headers["content-length"]) > 0, body) == (200, True, b"")


def test_two_content_types_are_refused(wharf: Wharf) -> None:
    assert ask(wharf, b"action=query", headers=(FORM, FORM))[0] == 400


def test_a_length_over_the_limit_is_refused_before_a_byte_is_read(wharf: Wharf) -> None:
    assert ask(wharf, headers=(FORM, (b"content-length", b"1" + b"0" * 15)))[0] == 413


def test_a_length_that_is_no_number_is_refused(wharf: Wharf) -> None:
    assert ask(wharf, headers=(FORM, (b"content-length", b"+5")))[0] == 400


def test_long_headers_are_refused(wharf: Wharf) -> None:
    assert ask(wharf, headers=(FORM, (b"x-long", b"x" * 40_000)))[0] == 431


def test_a_form_over_its_limit_is_refused(wharf: Wharf) -> None:
    assert ask(wharf, *[b"x" * (1 << 20)] * 9)[0] == 413


def test_a_client_that_stops_in_its_body_is_told_so(wharf: Wharf) -> None:
    assert ask(wharf, b"action=que", None)[0] == 400


def test_a_broken_multipart_body_is_refused_and_leaves_no_bytes(wharf: Wharf) -> None:
    multipart = (b"content-type", b"multipart/form-data; boundary=b")
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nbytes without an end'
    assert ask(wharf, part, headers=(multipart,))[0] == 400
    assert list(wharf.backends.blobs.keys()) == []


def test_a_brief_read_changes_no_thread(wharf: Wharf) -> None:
    wharf.facilities.threads.shutdown()
    assert ask(wharf, method="GET", headers=(), query=b"action=query&meta=tokens&format=json")[0] == 200
    with pytest.raises(RuntimeError, match="cannot schedule"):
        ask(wharf, method="GET", headers=(), query=b"action=query&meta=tokens&type=login&format=json")
