"""Short answers in place of files and pages, under the same safe headers."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from mediawharf.web.headers import FILE_HEADERS

_NOT_KEPT = {"Cache-Control": "no-store"}


def refusal(status: int, text: str, access: Mapping[str, str], **headers: str) -> Response:
    """A short answer in place of a file, under the same safe headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return PlainTextResponse(text + "\n", status, headers={**FILE_HEADERS, **access, **named})


def http_error(_request: Request, error: Exception) -> Response:
    """The answer where no route has one: an address that is nobody's, or a method that is none of its own."""
    assert isinstance(error, HTTPException)
    headers = {**FILE_HEADERS, **_NOT_KEPT, **(error.headers or {})}
    return PlainTextResponse(error.detail + "\n", error.status_code, headers=headers)


def server_error(_request: Request, _error: Exception) -> Response:
    """The answer to a request that failed by our fault; the server's log has the cause."""
    return refusal(500, "Something went wrong on the server.", _NOT_KEPT)
