"""Who looks at a page or a file, and work in threads on their behalf."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.requests import Request

from mediawharf.auth.cookies import session_cookies_of
from mediawharf.auth.rights import rights_of
from mediawharf.facilities import Facilities
from mediawharf.model.user import User

P = ParamSpec("P")
T = TypeVar("T")


def visitor(facilities: Facilities, request: Request) -> User:
    """The user of the session whose cookie came with the request; asks the database."""
    sessions = facilities.sessions
    cookies = "; ".join(request.headers.getlist("cookie"))  # HTTP/2 sends each in its own header
    session = sessions.open_first(session_cookies_of(cookies, facilities.settings.wiki_id))
    return sessions.user_of(session, address=request.client.host if request.client else "127.0.0.1")


def is_public(facilities: Facilities) -> bool:
    """Whether everybody may read, so that nobody needs to be asked who they are."""
    return "read" in rights_of(("*",), facilities.settings)


def may_read(facilities: Facilities, request: Request) -> bool:
    """Whether this visitor may read pages and files."""
    return is_public(facilities) or visitor(facilities, request).may("read")


async def at_once(facilities: Facilities, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that reads few rows by their keys: without a thread if it then waits for no host."""
    if facilities.answers_at_once:
        return function(*args, **kwargs)
    return await in_thread(facilities, function, *args, **kwargs)


async def in_thread(facilities: Facilities, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that may wait for disk or database, without keeping others waiting."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(facilities.threads, lambda: function(*args, **kwargs))
