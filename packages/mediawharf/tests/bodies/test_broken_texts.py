"""Fields that are no UTF-8: what stands for them, and that they are told of."""

import asyncio
from typing import Any

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.bodies.body import Body, BodyReader
from mediawharf.bodies.held import HeldRoom

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def read(content_type: str, content: bytes) -> Body:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def open_sink(_name: str, _fields: dict[str, str]) -> Any:
        raise AssertionError("no file is sent")

    return asyncio.run(BodyReader(1 << 20, 5, open_sink, HeldRoom()).read(content_type, receive))


def parts(*values: bytes) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    return b"".join(head + value + b"\r\n" for value in values) + b"--b--\r\n"


@pytest.mark.parametrize(
    ("content_type", "content", "broken"),
    [
        (FORM, b"a=caf%E9", {"a"}),
        (FORM, b"a=caf\xe9&b=x", {"a"}),
        (FORM, b"a=%E9&a=e", set()),
        (FORM, b"a=%EF%BF%BD", set()),
        (MULTIPART, parts(b"caf\xe9"), {"a"}),
        (MULTIPART, parts(b"\xe9", b"e"), set()),
        (MULTIPART, parts(b"\xef\xbf\xbd"), set()),
    ],
)
def test_a_field_whose_last_value_is_no_utf_8_is_told_of(content_type, content, broken):
    assert read(content_type, content).broken == broken


def test_a_parameter_that_was_no_utf_8_warns(wharf):
    user = wharf.facilities.accounts.anonymous("127.0.0.1")
    sent = {"action": "query", "format": "json", "titles": "Caf\ufffd"}
    call = Call(wharf.facilities, Fields({}, sent, is_post=True, broken={"titles"}), None, user, "127.0.0.1")
    ApiMain(ACTIONS).run(call)
    assert [(warning.module, warning.code) for warning in call.warnings] == [("query", "badutf8")]
