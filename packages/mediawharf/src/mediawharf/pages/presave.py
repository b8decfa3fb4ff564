"""What becomes of a text when it is saved.

Source: MediaWiki's pre-save transform as seen in ``prop=revisions`` after edits and uploads. Templates are not
substituted: there are none.
"""

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from typing import Final

from mediawharf.model.user import User
from mediawharf.pages.wikitext import replace_outside_verbatim

MAX_COMMENT: Final = 500

_TILDES: Final = re.compile(r"~{3,5}")
_EMPTY_LABEL: Final = re.compile(r"\[\[([^\[\]|{}\n]{1,255})\|\]\]")
_QUALIFIED: Final = re.compile(r"(?P<prefix>:?(?:[^:]+:)?)(?P<name>[^:]+?)(?: *\([^()]+\)|, .+)?")
_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKUP: Final = re.compile(r"[\[\]{}|<>'=~]|__|://")


def saved_text(text: str, user: User, *, now: int) -> str:
    """The text as it is stored: in NFC, with LF line ends, nothing blank at its end, and signatures written out."""
    text = unicodedata.normalize("NFC", _BAD.sub("\ufffd", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip(" \t\n\v\0")
    return replace_outside_verbatim(text, lambda part: _EMPTY_LABEL.sub(_piped, _signed(part, user, now)))


def saved_comment(comment: str) -> str:
    """The comment as it is stored: in NFC, without blanks around it, and of 500 characters at most; its lines stay."""
    text = unicodedata.normalize("NFC", _BAD.sub("\ufffd", comment)).strip()
    return text if len(text) <= MAX_COMMENT else text[: MAX_COMMENT - 3] + "..."


def text_sha1(text: str) -> str:
    """The SHA-1 of a text in UTF-8, hexadecimal."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def signature(user: User) -> str:
    """The links that stand for ``~~~``."""
    name = _MARKUP.sub(lambda match: "".join(f"&#{ord(letter)};" for letter in match[0]), user.name)
    if user.is_anonymous:
        return f"[[Special:Contributions/{user.name}|{name}]]"
    return f"[[User:{user.name}|{name}]] ([[User talk:{user.name}|talk]])"


def signature_date(now: int) -> str:
    """The time that stands for ``~~~~~``: ``17:19, 22 November 2026 (UTC)``."""
    time = datetime.fromtimestamp(now, UTC)
    # Not strftime's %B: it follows the host's locale.
    month = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )[time.month - 1]  # fmt: skip
    return f"{time:%H:%M}, {time.day} {month} {time.year} (UTC)"


def _signed(text: str, user: User, now: int) -> str:
    if "~~~" not in text:
        return text
    forms = {3: signature(user), 4: f"{signature(user)} {signature_date(now)}", 5: signature_date(now)}
    return _TILDES.sub(lambda match: forms[len(match[0])], text)


def _piped(match: re.Match[str]) -> str:
    parts = _QUALIFIED.fullmatch(match[1])
    return match[0] if parts is None else f"[[{match[1]}|{parts['name']}]]"
