"""Who asks: an account or an anonymous address, with what it may do."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """Why an account may not write; timestamps are seconds since 1970."""

    id: int
    by_id: int
    by_name: str
    reason: str
    timestamp: int
    expiry: int | None  # None: infinite
    create_account: bool  # whether making accounts is barred too


@dataclass(frozen=True, slots=True)
class User:
    """One request's user. Rights are already cut down to the grants of its bot password."""

    id: int  # 0: anonymous
    name: str  # of an anonymous user: the address
    groups: tuple[str, ...] = ("*",)
    rights: frozenset[str] = field(default_factory=frozenset)
    block: Block | None = None
    bot_password: str | None = None  # app id, when logged in with a bot password
    registered: int | None = None
    edit_count: int = 0

    @property
    def is_anonymous(self) -> bool:
        """Whether no account is logged in."""
        return self.id == 0

    def may(self, right: str) -> bool:
        """Whether the user has the right; being blocked is another question."""
        return right in self.rights
