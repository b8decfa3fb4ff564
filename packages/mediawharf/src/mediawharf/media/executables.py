"""Finding programs inside a file of another type."""

import re

from mediawharf.media.seeded import Seeded

_SIGNATURES = (
    (
        Seeded(re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01[\x00-\x61]\x00{4}"), (b"\x7fELF",)),
        "application/x-executable",
    ),
    (
        Seeded(re.compile(rb"\xca\xfe\xba\xbe\x00[\x00-\x03]\x00[\x2d-\x60]"), (b"\xca\xfe\xba\xbe",)),
        "application/java",
    ),
    (Seeded(re.compile(rb"\x00asm\x01\x00\x00\x00"), (b"\0asm",)), "application/wasm"),
)
_DOS = Seeded(re.compile(rb"MZ.{58}(.{2})\0\0", re.DOTALL), (b"MZ",))


def find_executable(block: bytes) -> str | None:
    """The MIME type of a program that begins somewhere in ``block``, or None."""
    found = next((mime for signature, mime in _SIGNATURES if signature.search(block) is not None), None)
    return found or ("application/x-msdownload" if _has_windows_program(block) else None)


def _has_windows_program(block: bytes) -> bool:
    """Whether a header of DOS leads to one of Windows."""
    places = ((found.start(), int.from_bytes(found[1], "little")) for found in _DOS.finditer(block))
    return any(block[start + ahead : start + ahead + 4] == b"PE\0\0" for start, ahead in places)
