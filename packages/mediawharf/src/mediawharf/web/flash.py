"""A word to a visitor on the next page: kept in a cookie for the time of one redirect."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FLASH_SECONDS = 60
_MOST_BYTES = 2000

Kind = Literal["success", "info", "warning", "danger"]
_KINDS: tuple[Kind, ...] = ("success", "info", "warning", "danger")


@dataclass(frozen=True, slots=True)
class Flash:
    """A message of the interface and the values in it; whoever reads it has their own cookie to thank for the words."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = "success"


def cookie_of(flash: Flash, wiki_id: str, *, is_secure: bool) -> str | None:
    """The Set-Cookie header that carries the word; None when it is too long for a cookie."""
    raw = json.dumps([flash.kind, flash.key, dict(flash.values)], ensure_ascii=False).encode()
    value = base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")
    if len(value) > _MOST_BYTES:
        return None
    return _cookie(wiki_id, value, FLASH_SECONDS, is_secure=is_secure)


def forget(wiki_id: str, *, is_secure: bool) -> str:
    """The header that takes the word back once it was shown."""
    return _cookie(wiki_id, "", 0, is_secure=is_secure)


def flash_of(value: str | None) -> Flash | None:
    """The word in a cookie's value; None when there is none, or when it is no word of ours."""
    if value is None or not 0 < len(value) <= _MOST_BYTES:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (binascii.Error, ValueError):
        return None
    match told:
        case [kind, str() as key, dict() as values] if kind in _KINDS:
            return Flash(key, {str(name): str(text) for name, text in values.items()}, kind)
        case _:
            return None


def _cookie(wiki_id: str, value: str, seconds: int, *, is_secure: bool) -> str:
    secure = "; Secure" if is_secure else ""
    return f"{wiki_id}_flash={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
