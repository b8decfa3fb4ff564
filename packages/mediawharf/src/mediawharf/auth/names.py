"""Names of accounts: one spelling each, and none that reads as something else.

Source: MediaWiki's rules for names that may be created, which are those of titles and some more.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import ip_address

from mediawharf.model.errors import WharfError

MAX_NAME_BYTES = 235

# Illegal in titles; / and : would make subpages and namespaces, @ parts bot passwords from their accounts.
_ILLEGAL = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}/:@\ufffd]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\x80-\uffff]+;|&#|~~~")
# Letters that cannot be seen, or that turn the direction of others: controls, format marks, private use, surrogates.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_DOTTED = re.compile(r"\d{1,3}(\.(\d{1,3}|x{1,3})){3}")
_SPACES = re.compile(r"[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_RESERVED = frozenset({
    "MediaWiki default", "Conversion script", "Maintenance script", "Template namespace initialisation script",
    "ScriptImporter", "Delete page script", "Move page script", "Command line script", "Unknown user",
})  # fmt: skip


@dataclass(eq=False)
class InvalidUserName(WharfError):
    """The name is none that an account can have."""

    code = "noname"
    key = "noname"
    name: str


def canonical_name(name: str) -> str | None:
    """The one spelling of a user name: NFC, single spaces, first letter upper; None if it is none for an account."""
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip(" ")
    if name == "" or name in {".", ".."} or _ILLEGAL.search(name) is not None or _is_address(name):
        return None
    if any(unicodedata.category(letter) in _HIDDEN_CATEGORIES for letter in name):
        return None
    upper = name[0].upper()
    # Of letters such as ß the upper case is two letters: they stay as they are.
    name = name if len(upper) > 1 else upper + name[1:]
    return None if len(name.encode()) > MAX_NAME_BYTES or name in _RESERVED else name


def require_name(name: str) -> str:
    """The canonical spelling, or InvalidUserName."""
    canonical = canonical_name(name)
    if canonical is None:
        raise InvalidUserName(name)
    return canonical


def _is_address(name: str) -> bool:
    if _DOTTED.fullmatch(name) is not None:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
