"""The key of a stashed file, in the wire's form: ``19mmz8arzreg.9md1cj.2283740.png``."""

import re
from dataclasses import dataclass

from mediawharf.model.clock import Random

# What MediaWiki takes for a key at all; others are malformed, not unknown.
_FORM = re.compile(r"[\w.-]{1,120}\.\w*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileKey:
    """A well-formed key, which may or may not name a stashed file."""

    text: str

    @classmethod
    def new(cls, *, user_id: int, extension: str, random: Random) -> "FileKey":
        """A fresh key of a user for a file with that extension; it holds 92 bits of chance."""
        return cls(f"{random.base36(12)}.{random.base36(6)}.{user_id}.{extension}")

    @classmethod
    def parse(cls, text: str) -> "FileKey | None":
        """The key that the text is, or None when it has not the form of one."""
        return cls(text) if _FORM.match(text) else None

    def __str__(self) -> str:
        return self.text
