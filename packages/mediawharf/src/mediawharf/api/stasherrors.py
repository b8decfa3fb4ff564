"""``stasherrors``: why bytes that were refused are in no stash. Source: the wire's shape."""

from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.errorformat import ErrorFormat
from mediawharf.api.result import Tagged
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.upload.errors import NoChangeError

_CODE: Final = "uploadstash-exception"


def stash_errors(reason: Message, told: ErrorFormat) -> Tagged:
    """The list with one reason, in the form of all errors unless that is the old one."""
    if told.name != "bc":
        return Tagged([told.message(Message(_CODE, (reason,)), _CODE)], "error")
    return Tagged([{"message": _CODE, "params": [told.text(reason)], "code": _CODE, "type": "error"}], "error")


@dataclass(eq=False)
class NoChangeReply(WharfError):
    """The refusal of bytes that the file holds already, which the stash does not keep either."""

    code = "fileexists-no-change"
    key = "fileexists-no-change"
    cause: NoChangeError
    told: ErrorFormat

    def message(self) -> Message:
        """What the cause says."""
        return self.cause.message()

    def data(self) -> dict[str, Any]:
        """Why the bytes are not stashed."""
        errors: dict[str, Json | Tagged] = {"stasherrors": stash_errors(Message("uploadstash-no-change"), self.told)}
        return errors
