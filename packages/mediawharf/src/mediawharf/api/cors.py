"""Requests from pages of other origins: who is believed, and which headers the reply gets.

Source: the wire. A page names its origin in the parameter ``origin`` and the browser in the header; both must
agree and be on the list of trusted domains for credentials to count. ``origin=*`` is anonymous.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

EXPOSED = "MediaWiki-API-Error, Retry-After, X-Database-Lag, MediaWiki-Login-Suppressed"
ALLOWED_REQUEST_HEADERS = (
    "Accept", "Accept-Language", "Content-Language", "Content-Type", "Accept-Encoding", "DNT", "Origin",
    "User-Agent", "Api-User-Agent", "Access-Control-Max-Age", "Authorization",
)  # fmt: skip


class OriginMismatch(Exception):
    """The parameter and the browser's header do not agree: somebody tries something."""


@dataclass(frozen=True, slots=True)
class Cors:
    """What a request's origin comes to: headers for the reply, and whether the request is anonymous for it."""

    headers: tuple[tuple[str, str], ...] = ()
    is_anonymous: bool = False


def cors(origin: str | None, headers: Mapping[str, str], trusted: Sequence[str], *, is_preflight: bool) -> Cors:
    """The answer to the parameter origin; raises OriginMismatch."""
    if origin is None:
        return Cors()
    if origin == "*":
        return Cors(_headers("*", headers, credentials=False, is_preflight=is_preflight), is_anonymous=True)
    sent = headers.get("origin", "").split()
    if origin not in sent:
        raise OriginMismatch
    if not _is_trusted(origin, trusted):
        return Cors((_rejection("Origin mismatch"),))
    return Cors(_headers(origin, headers, credentials=True, is_preflight=is_preflight))


def _is_trusted(origin: str, trusted: Sequence[str]) -> bool:
    host = urlsplit(origin).netloc.lower()
    return bool(host) and any(fnmatchcase(host, pattern.lower()) for pattern in trusted)


def _rejection(reason: str) -> tuple[str, str]:
    return "MediaWiki-CORS-Rejection", reason


def _headers(
    allowed: str, sent: Mapping[str, str], *, credentials: bool, is_preflight: bool
) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    # OPTIONS without the method that is to come is an ordinary request.
    asks_leave = is_preflight and "access-control-request-method" in sent
    if asks_leave:
        wanted = sent.get("access-control-request-headers")
        if wanted is not None and not _are_known(wanted):
            return (_rejection("Unsupported header requested in preflight"),)
        headers += [] if wanted is None else [("Access-Control-Allow-Headers", wanted)]
        headers.append(("Access-Control-Allow-Methods", "POST, GET, HEAD"))
    headers.append(("Access-Control-Allow-Origin", allowed))
    headers.append(("Access-Control-Allow-Credentials", "true" if credentials else "false"))
    if credentials:
        headers.append(("Timing-Allow-Origin", allowed))
    if not asks_leave:
        headers.append(("Access-Control-Expose-Headers", EXPOSED))
    return tuple(headers)


def _are_known(names: str) -> bool:
    known = {name.lower() for name in ALLOWED_REQUEST_HEADERS}
    return all(name.strip().lower() in known for name in names.split(",") if name.strip())
