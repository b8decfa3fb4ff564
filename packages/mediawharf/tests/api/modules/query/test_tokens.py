from collections.abc import Callable
from typing import Any

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.testing.wharf import Wharf


def ask(wharf: Wharf, **query: str) -> tuple[str | None, str]:
    facilities = wharf.facilities
    user = facilities.accounts.anonymous("127.0.0.1")
    call = Call(facilities, Fields({"action": "query", "format": "json", **query}, {}), None, user, "127.0.0.1")
    reply = ApiMain(ACTIONS).run(call)
    return reply.error_code, reply.written.body.decode()


def private(open_wharf: Callable[..., Wharf]) -> Wharf:
    return open_wharf(group_permissions={"*": {"read": False}})


def test_a_private_wiki_gives_the_token_to_log_in_with(open_wharf: Any) -> None:
    code, body = ask(private(open_wharf), meta="tokens", type="login")
    assert code is None
    assert "logintoken" in body


def test_a_private_wiki_tells_nothing_else(open_wharf: Any) -> None:
    wharf = private(open_wharf)
    assert ask(wharf, meta="tokens|siteinfo")[0] == "permissiondenied"
    assert ask(wharf, meta="tokens", titles="File:A.png")[0] == "permissiondenied"
