"""Finding archives that hide behind or inside a file of another type."""

import re
from collections import deque

from mediawharf.media.seeded import Seeded
from mediawharf.media.zip_type import zip_type

LONGEST = 64  # no signature that is looked for is longer
JAVA = "application/java"

_END = Seeded(re.compile(rb"PK\x05\x06"), (b"PK\5\6",))
_MAX_ENDS = 64
# A ZIP's local header: a version that exists, a method in use, and a printable name.
_LOCAL = re.compile(
    rb"PK\x03\x04[\x0a-\x3f][\x00-\x13].[\x00-\x0f][\x00\x01\x08\x09\x0c\x0e\x5d\x5f\x62\x63]\x00.{16}"
    rb"[\x01-\xff]\x00.[\x00-\x03][ -~\x80-\xff]",
    re.DOTALL,
)
COMMON = (
    (Seeded(_LOCAL, (b"PK\3\4",)), "application/zip"),
    (Seeded(re.compile(rb"7z\xbc\xaf\x27\x1c"), (b"7z\xbc\xaf",)), "application/x-7z-compressed"),
    (Seeded(re.compile(rb"Rar!\x1a\x07"), (b"Rar!",)), "application/x-rar"),
)
# What is looked for where no compressed data are. Not xz, nor zstd: strips of TIFF are packed so.
OTHERS = (
    (Seeded(re.compile(rb"BZh[1-9]1AY&SY"), (b"BZh",)), "application/x-bzip2"),
    (Seeded(re.compile(rb"ustar(?:\x0000|  \x00)"), (b"usta",)), "application/x-tar"),
    (Seeded(re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), (b"\xd0\xcf\x11",)), "application/msword"),
    (
        Seeded(re.compile(rb"-lh[0-7d]-.{13}[\x00\x20][\x00-\x03]", re.DOTALL), (b"-lh",)),
        "application/x-lzh-compressed",
    ),
    (Seeded(re.compile(rb"\*\*ACE\*\*"), (b"**AC",)), "application/x-ace-compressed"),
    (Seeded(re.compile(rb"!<arch>\n[!-~]"), (b"!<ar",)), "application/x-archive"),
    (Seeded(re.compile(rb"07070[127][0-9A-Fa-f]{58}"), (b"0707",)), "application/x-cpio"),
    # So short that chance writes it: among compressed data it would mean nothing.
    (
        Seeded(re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.DOTALL), (b"\x1f\x8b\x08",)),
        "application/x-gzip",
    ),
    (
        Seeded(re.compile(rb"MSCF\x00{4}.{4}\x00{4}", re.DOTALL), (b"MSCF",)),
        "application/vnd.ms-cab-compressed",
    ),
)


def archive_at_end(tail: bytes, *, size: int) -> str | None:
    """The MIME type of a ZIP whose end record lies anywhere in ``tail``, the last bytes of a file.

    Java and others read a ZIP with rubbish behind it; so the record need not end the file.
    """
    ends = deque((found.start() for found in _END.finditer(tail)), maxlen=_MAX_ENDS)
    for at in reversed(ends):
        if _has_directory(tail, at):
            return zip_type(tail[: at + 20] + b"\0\0", size=size)
    return None


def _has_directory(tail: bytes, at: int) -> bool:
    if at + 20 > len(tail):
        return False
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length > at:
        return b"PK\1\2" in tail[:at]
    return length > 0 and tail[at - length : at].startswith(b"PK\1\2")
