"""Parameters that hold a SHA-1, in hexadecimal digits or in base 36."""

import re
from typing import Final

from mediawharf.api.modules.query.file_errors import InvalidSha1, InvalidSha1Base36
from mediawharf.model.file import hex_sha1

_HEXADECIMAL: Final = re.compile(r"[0-9a-f]{40}")
_BASE36: Final = re.compile(r"[0-9a-z]{31}")


def wanted_sha1(hexadecimal: str | None, base36: str | None) -> str | None:
    """The hash in hexadecimal digits; the first parameter wins. Raises InvalidSha1, InvalidSha1Base36."""
    if hexadecimal is not None:
        if _HEXADECIMAL.fullmatch(hexadecimal.lower()) is None:
            raise InvalidSha1
        return hexadecimal.lower()
    if base36 is None:
        return None
    if _BASE36.fullmatch(base36.lower()) is None:
        raise InvalidSha1Base36
    try:
        return hex_sha1(base36.lower())
    except ValueError:
        raise InvalidSha1Base36 from None
