"""Finding markup that a browser could run in the beginning of a file of another type."""

import re

_MARKUP = re.compile(
    rb"<(?:script|html|body|head|iframe)(?=[\s/>]|\Z)|<!doctype\s+x?html|<\?php(?=\s|\Z)", re.IGNORECASE
)


def find_script(head: bytes) -> str | None:
    """The first piece of active markup in ``head``, in lower case, or None.

    UTF-16 is seen through, in either byte order and at either alignment, by leaving out its zero bytes.
    """
    for text in (head, head.replace(b"\0", b"")):
        found = _MARKUP.search(text)
        if found is not None:
            return found[0].decode("ascii", "replace").lower()
    return None
