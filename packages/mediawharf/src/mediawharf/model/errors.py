"""What every refusal is: a code for programs, a message for people, and data that helps to go on.

Codes, message keys and data keys are MediaWiki's; the sentences are in ``i18n/en.json``.
"""

from dataclasses import dataclass
from typing import ClassVar

from mediawharf.model.json import Json
from mediawharf.model.user import Block


@dataclass(frozen=True, slots=True)
class Message:
    """A message key and what its $1, $2, … stand for; a tuple is listed."""

    key: str
    params: tuple["str | int | tuple[str, ...] | Message", ...] = ()


class WharfError(Exception):
    """A refusal that the client is told of. Subclasses are dataclasses whose fields are the facts."""

    code: ClassVar[str]
    key: ClassVar[str]

    def message(self) -> Message:
        """What to tell people."""
        return Message(self.key)

    def data(self) -> dict[str, Json]:
        """Extra keys of the error on the wire."""
        return {}

    def companions(self) -> tuple["WharfError", ...]:
        """Refusals that are told after this one, where the wire tells more than one."""
        return ()

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{self.code}({facts})"


@dataclass(eq=False)
class PermissionDenied(WharfError):
    """The user lacks a right. Source: the wire's ``permissiondenied``."""

    code = "permissiondenied"
    key = "apierror-permissiondenied"
    right: str

    def message(self) -> Message:
        """Names the right."""
        return Message(self.key, (Message("action-" + self.right),))


@dataclass(eq=False)
class Blocked(WharfError):
    """The user's account is blocked from writing; the API adds the block as userinfo shows it."""

    code = "blocked"
    key = "apierror-blocked"
    block: Block

    def message(self) -> Message:
        """Tells who blocked the account, and the reason that was given."""
        return Message(self.key, (self.block.by_name, self.block.reason))
