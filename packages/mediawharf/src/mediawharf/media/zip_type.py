"""What kind of ZIP a file is, by the names in its directory."""

import struct

_END = b"PK\5\6"
_MAX_ENTRIES = 10_000


def zip_type(tail: bytes, *, size: int) -> str | None:
    """The MIME type of a file whose last bytes are a ZIP's end record, whatever it begins with.

    The end record must end the file, its comment included, as in MediaWiki. Java wins over all else.
    """
    at = tail.rfind(_END, 0, max(0, len(tail) - 18))
    if at < 0 or len(tail) < at + 22:
        return None
    length, _, comment = struct.unpack("<IIH", tail[at + 12 : at + 22])
    if at + 22 + comment != len(tail):
        return None
    kind = "application/zip"
    for name in _names(tail[max(0, at - length) : at] if length < size else b""):
        if name.partition(b"\0")[0].rstrip(b"/").endswith(b".class") or name.rstrip(b"/").endswith(b".class"):
            return "application/java"
        if kind == "application/zip" and name == b"[Content_Types].xml":
            kind = "application/x-opc+zip"
        elif kind == "application/zip" and name == b"mimetype":
            kind = "application/vnd.oasis.opendocument"
    return kind


def _names(directory: bytes) -> list[bytes]:
    names: list[bytes] = []
    at = directory.find(b"PK\1\2")
    while at >= 0 and at + 46 <= len(directory) and directory[at : at + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack("<HHH", directory[at + 28 : at + 34])
        names.append(directory[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
        if len(names) >= _MAX_ENTRIES:
            break
    return names
