"""Addresses outside of the wiki that a text may lead to."""

import re
from typing import Final
from urllib.parse import quote

# A scheme is part of a bigger pattern; what runs scripts or reads local files is not among them.
SCHEMES: Final = r"(?:(?i:https?|ftps?|gopher|git|ssh|ircs?|xmpp|sips?)://|(?i:mailto|tel|sms|geo|news|urn|magnet):)"

_WHOLE: Final = re.compile(rf"(?:{SCHEMES}|//)[^\s\"<>\x00-\x20\x7f]+")
# Quotes, brackets, spaces and the like must not stand in an address; percent signs are escapes already.
_SAFE: Final = "%/:?#@!$&()*+,;=~-._[]"


def is_address(text: str) -> bool:
    """Whether the text is an address that links may lead to."""
    return _WHOLE.fullmatch(text) is not None


def clean_address(address: str) -> str:
    """The address with what could end an attribute or a line escaped."""
    return quote(address, safe=_SAFE + "'") if not address.isascii() else re.sub(r"['\\^`{|}]", _escape, address)


def _escape(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
