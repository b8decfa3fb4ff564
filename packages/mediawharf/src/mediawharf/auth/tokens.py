"""Tokens: proofs that a write was meant by the session's own user. Shape and kinds are MediaWiki's."""

import hmac
import re
from enum import StrEnum

from mediawharf.auth.sessions import Session

SUFFIX = "+\\"  # some broken proxies alter either sign; the token then fails before it does harm
_TOKEN = re.compile(r"([0-9a-f]{32})([0-9a-f]{8})\+\\")


class TokenKind(StrEnum):
    """What a token is for; in the order that MediaWiki lists them."""

    CREATEACCOUNT = "createaccount"
    CSRF = "csrf"
    LOGIN = "login"
    PATROL = "patrol"
    ROLLBACK = "rollback"
    USERRIGHTS = "userrights"
    WATCH = "watch"


# Kinds that prove the session, whoever is logged in; they need one.
SESSION_KINDS = frozenset({TokenKind.LOGIN, TokenKind.CREATEACCOUNT})


def token(session: Session | None, kind: TokenKind, *, now: int) -> str:
    r"""A token, good as long as the session lasts; ``+\`` when nobody is logged in.

    Tokens for login and for making accounts need a session: ValueError without one.
    """
    if kind not in SESSION_KINDS and (session is None or session.account_id is None):
        return SUFFIX
    if session is None:
        raise ValueError(f"a {kind} token needs a session")
    return _token(session, kind, f"{now:08x}")


def check(
    session: Session | None, kind: TokenKind, value: str, *, now: int | None = None, max_age: int | None = None
) -> bool:
    """Whether the value is a token of that kind for the session, and not older than max_age seconds before now."""
    if kind not in SESSION_KINDS and (session is None or session.account_id is None):
        return hmac.compare_digest(value.encode("utf-8", "replace"), SUFFIX.encode())
    match = _TOKEN.fullmatch(value)
    if session is None or match is None:
        return False
    if max_age is not None and now is not None and int(match[2], 16) < now - max_age:
        return False
    return hmac.compare_digest(_token(session, kind, match[2]), value)


def made_at(value: str) -> int | None:
    """The second a token says it was made in, whether or not it is good; None if it has not the form of one."""
    match = _TOKEN.fullmatch(value)
    return None if match is None else int(match[2], 16)


def _token(session: Session, kind: TokenKind, timestamp: str) -> str:
    # 128 of SHA-256's bits, so that a token is as long as MediaWiki's.
    mac = hmac.digest(session.secret, f"{kind}:{timestamp}".encode(), "sha256").hex()[:32]
    return f"{mac}{timestamp}{SUFFIX}"
