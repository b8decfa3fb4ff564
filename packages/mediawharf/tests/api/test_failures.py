import json
from dataclasses import replace
from typing import Any

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.testing.wharf import Wharf


def fail(*_: Any) -> Any:
    raise OSError(5, "Input/output error")


def test_a_failure_of_the_server_is_an_error_that_clients_can_read(wharf: Wharf, caplog: Any) -> None:
    modules = {**ACTIONS, "query": replace(ACTIONS["query"], run=fail)}
    user = wharf.facilities.accounts.anonymous("127.0.0.1")
    fields = Fields({"action": "query", "format": "json"}, {})
    reply = ApiMain(modules).run(Call(wharf.facilities, fields, None, user, "127.0.0.1"))
    assert reply.error_code == "internal_api_error_OSError"
    assert json.loads(reply.written.body)["error"]["code"] == "internal_api_error_OSError"
    assert "Input/output error" in caplog.text
    assert b"Input/output error" not in reply.written.body


def test_a_full_disk_under_the_database_is_told_with_what_is_kept(wharf: Wharf, cramp: Any) -> None:
    cramp(wharf.facilities.database)
    sent = {"action": "edit", "title": "Page", "text": "word " * 20_000, "token": "+\\", "format": "json"}
    user = wharf.facilities.accounts.anonymous("127.0.0.1")
    reply = ApiMain(ACTIONS).run(Call(wharf.facilities, Fields({}, sent, is_post=True), None, user, "127.0.0.1"))
    error = json.loads(reply.written.body)["error"]
    assert (reply.error_code, error["code"]) == ("readonly", "readonly")
    assert "no part of this was saved" in error["info"]
