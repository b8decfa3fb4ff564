"""Why an account is not blocked, unblocked or found, by the wire's codes."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class NoSuchUser(WharfError):
    """No account has this name."""

    code = "nosuchuser"
    key = "nosuchusershort"
    name: str

    def message(self) -> Message:
        """Names the user."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class NoSuchUserId(WharfError):
    """No account has this id."""

    code = "nosuchuserid"
    key = "apierror-nosuchuserid"
    user_id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.user_id,))


@dataclass(eq=False)
class AlreadyBlocked(WharfError):
    """The account is blocked, and its block was not to be changed."""

    code = "alreadyblocked"
    key = "ipb_already_blocked"
    name: str

    def message(self) -> Message:
        """Names the user."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class CannotUnblock(WharfError):
    """There is no such block: it was never placed, or has ended."""

    code = "cantunblock"
    key = "ipb_cant_unblock"
    target: str  # a user's name, or # and a block's id

    def message(self) -> Message:
        """Names what was to be unblocked."""
        return Message(self.key, (self.target,))
