"""Programs inside a file of another type."""

import re

from mediawharf.media.seeded import Seeded

WINDOWS = "application/x-msdownload"
SIGNATURES = (
    (
        Seeded(re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01[\x00-\x61]\x00{4}"), (b"\x7fELF",)),
        "application/x-executable",
    ),
    (
        Seeded(re.compile(rb"\xca\xfe\xba\xbe\x00[\x00-\x03]\x00[\x2d-\x60]"), (b"\xca\xfe\xba\xbe",)),
        "application/java",
    ),
    (Seeded(re.compile(rb"\x00asm\x01\x00\x00\x00"), (b"\0asm",)), "application/wasm"),
    (Seeded(re.compile(rb"dex\n0[3-4][0-9]\x00"), (b"dex\n",)), "application/vnd.android.dex"),
    (
        Seeded(
            re.compile(
                rb"[\xce\xcf]\xfa\xed\xfe[\x07\x0c\x12]\x00\x00[\x00\x01]|\xfe\xed\xfa[\xce\xcf][\x00\x01]\x00\x00[\x07\x0c\x12]"
            ),
            (b"\xce\xfa\xed", b"\xcf\xfa\xed", b"\xfe\xed\xfa"),
        ),
        "application/x-mach-binary",
    ),
    (Seeded(re.compile(rb"MZ.{58}(.{2})\0\0", re.DOTALL), (b"MZ",)), WINDOWS),
)


def leads_to_windows(dos: re.Match[bytes]) -> bool:
    """Whether the header of DOS that was found leads to one of Windows."""
    at = dos.start() + int.from_bytes(dos[1], "little")
    return dos.string[at : at + 4] == b"PE\0\0"
