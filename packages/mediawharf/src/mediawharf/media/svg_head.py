"""Script addresses and script types in the beginning of a picture, as MediaWiki looks for them before it reads XML."""

import html
import re

NEAR = 1024  # bytes from the beginning that are looked at

_SCRIPTS = re.compile(
    r"(?<![\w-])type\s*+=\s*+['\"]?\s*+(?:\w++/)?(?:ecma|java)"
    r"|(?:href|src|data)\s*+=\s*+['\"]?\s*+(?:ecma|java)script:"
    r"|url\s*+\(\s*+['\"]?\s*+(?:ecma|java)script:",
    re.IGNORECASE | re.ASCII,
)


def names_script(head: bytes) -> bool:
    """Whether the first kilobyte has an attribute or url() that leads to a script, or a script's type.

    UTF-16 is seen through by leaving out its zero bytes, and character references are resolved.
    """
    text = head[:NEAR].replace(b"\0", b"").decode("latin-1")
    return _SCRIPTS.search(html.unescape(text)) is not None
