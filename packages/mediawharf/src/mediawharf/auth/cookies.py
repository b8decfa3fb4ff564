"""The session's cookies, by MediaWiki's names: ``<wiki>_session``, and ``<wiki>_BPsession`` for bot passwords."""

from urllib.parse import quote

from mediawharf.auth.sessions import Session


def session_cookies_of(header: str, wiki_id: str) -> tuple[str, ...]:
    """What may be the session's value in a Cookie header; a bot password's session wins over the other.

    The second counts when the first is none any more: simple clients keep cookies that were taken back. Of two
    cookies with one name the first counts, which browsers send for the nearer path. Cookies of other programs on the
    same host may have any form: they never hide the session's.
    """
    cookies: dict[str, str] = {}
    for pair in header.split(";"):
        name, _, value = pair.partition("=")
        cookies.setdefault(name.strip(), value.strip())
    found = (cookies.get(f"{wiki_id}_BPsession"), cookies.get(f"{wiki_id}_session"))
    return tuple(value for value in found if value)


def set_session(session: Session, wiki_id: str, *, is_secure: bool) -> list[str]:
    """The Set-Cookie header that gives a session to a client."""
    kind = "_session" if session.bot_password_id is None else "_BPsession"
    return [_cookie(wiki_id + kind, session.cookie, is_secure=is_secure)]


def set_user(wiki_id: str, *, user_id: int, user_name: str, is_secure: bool) -> list[str]:
    """The cookies beside the session of a log-in with the main password, which pages show the name from."""
    values = {"UserID": str(user_id), "UserName": _escaped(user_name)}
    return [_cookie(wiki_id + name, value, is_secure=is_secure) for name, value in values.items()]


def clear(wiki_id: str, *, is_secure: bool) -> list[str]:
    """The headers that take all of the session's cookies back."""
    names = ("_session", "_BPsession", "UserID", "UserName", "Token")
    return [_expired(wiki_id + name, is_secure=is_secure) for name in names]


def _escaped(text: str) -> str:
    return quote(text, safe="")


def _cookie(name: str, value: str, *, is_secure: bool) -> str:
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if is_secure else "")


def _expired(name: str, *, is_secure: bool) -> str:
    return _cookie(name, "deleted", is_secure=is_secure) + "; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0"
