"""``stasherrors``: why bytes that were refused are in no stash. Source: the wire's shape."""

from dataclasses import dataclass
from typing import Any

from mediawharf.api.result import Tagged
from mediawharf.i18n.messages import Messages
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.upload.errors import NoChangeError


def stash_errors(reason: Message, messages: Messages) -> Tagged:
    """The list with one reason."""
    entry = {"message": "uploadstash-exception", "params": [messages.text(reason)], "code": "uploadstash-exception"}
    return Tagged([{**entry, "type": "error"}], "error")


@dataclass(eq=False)
class NoChangeReply(WharfError):
    """The refusal of bytes that the file holds already, which the stash does not keep either."""

    code = "fileexists-no-change"
    key = "fileexists-no-change"
    cause: NoChangeError
    messages: Messages

    def message(self) -> Message:
        """What the cause says."""
        return self.cause.message()

    def data(self) -> dict[str, Any]:
        """Why the bytes are not stashed."""
        errors: dict[str, Json | Tagged] = {
            "stasherrors": stash_errors(Message("uploadstash-no-change"), self.messages)
        }
        return errors
