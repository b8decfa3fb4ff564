"""What a file is, by its bytes alone: an own table of signatures, tried in MediaWiki's order."""

import re
from typing import BinaryIO
from xml.parsers import expat

from mediawharf.media.filetypes import EXTENSIONS, UNKNOWN, extension_for, matches
from mediawharf.media.zip_type import zip_type

__all__ = ["EXTENSIONS", "HEAD", "TAIL", "UNKNOWN", "extension_for", "matches", "sniff", "sniff_file"]

HEAD = 16384  # bytes from the beginning that sniff() looks at
TAIL = 65558  # bytes from the end: the longest end record of a ZIP
_NEAR = 1024

_FIRST = (
    (b"MThd", "audio/midi"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x01\x00\x09\x00", "application/x-msmetafile"),
    (b"\xd7\xcd\xc6\x9a", "application/x-msmetafile"),
    (b"%PDF", "application/pdf"),
    (b"gimp xcf", "image/x-xcf"),
    (b"MZ", "application/x-msdownload"),
    (b"\xca\xfe\xba\xbe", "application/java"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
)
_LATER = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0\x08\0\0\0", "image/tiff"),
    (b"MM\0+\0\x08\0\0", "image/tiff"),
    (b"fLaC", "audio/flac"),
    (b"8BPS", "image/x-photoshop"),
    (b"\0\0\1\0", "image/x-icon"),
    (b"\x1f\x8b", "application/x-gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/x-rar"),
    (b"PK\3\4", "application/zip"),
    (b"%!PS", "application/postscript"),
    (b"FWS", "application/x-shockwave-flash"),
    (b"CWS", "application/x-shockwave-flash"),
    (b"ZWS", "application/x-shockwave-flash"),
    (b"\0asm", "application/wasm"),
    (b"FORM", "audio/x-aiff"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\0\0\1\xb3", "video/mpeg"),
)
_BITMAP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)  # sizes of the header after the file's own
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"avif": "image/avif", b"avis": "image/avif"}
_BRANDS |= dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1"), "image/heic")
_ROOTS = {
    "http://www.w3.org/2000/svg svg": "image/svg+xml",
    "svg": "image/svg+xml",
    "http://www.w3.org/1999/xhtml html": "text/html",
    "html": "text/html",
}
_INTERPRETERS = {"php": "application/x-php", "perl": "text/x-perl", "python": "text/x-python"}
_VIDEO_CODECS = (b"\x86\x85V_VP8", b"\x86\x85V_VP9", b"\x86\x85V_AV1", b"\x86\x86V_VP8\0", b"\x86\x86V_VP9\0")
_DOCTYPE = re.compile(
    rb"\x42\x82(?:[\x81-\xff]|\x40.|\x20..|\x10...|\x08.{4}|\x04.{5}|\x02.{6}|\x01.{7})(matroska|webm)", re.DOTALL
)
_PHP = re.compile(rb"<\?php|<\0\?\0[p \n\t=]")
_HTML = re.compile(rb"\s*<(?:!doctype\s+x?html|html|head|body|script|title|iframe)\b", re.IGNORECASE)
_SHEBANG = re.compile(r"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*(?:\S*/)?)?([a-zA-Z]+)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(head: bytes, *, size: int | None = None, tail: bytes = b"") -> str:
    """The MIME type of the file that begins with ``head`` (16 kB will do) and ends with ``tail`` (64 kB).

    ``size`` is that of the whole file, by default that of ``head``; ``tail`` tells a ZIP behind another
    beginning and what kind of ZIP. What is recognised by nothing is application/octet-stream.
    """
    if size is None:
        size = len(head)
    near = head[:_NEAR]
    return (
        _signature(near, _FIRST)
        or _audio_frame(near)
        or _container(head)
        or ("application/x-php" if _PHP.search(near) else None)
        or _xml(head)
        or _script(near)
        or zip_type(tail or head, size=size)
        or _stl(head, tail or head, size)
        or _signature(near, _LATER)
        or _text(near, complete=size <= len(near))
        or UNKNOWN
    )


def sniff_file(file: BinaryIO, *, size: int) -> str:
    """The MIME type of a seekable file of ``size`` bytes."""
    file.seek(0)
    head = file.read(min(HEAD, size))
    file.seek(max(0, size - TAIL))
    return sniff(head, size=size, tail=file.read(TAIL))


def _signature(head: bytes, table: tuple[tuple[bytes, str], ...]) -> str | None:
    return next((mime for magic, mime in table if head.startswith(magic)), None)


def _audio_frame(head: bytes) -> str | None:
    """An MPEG audio frame of layer III: eleven set bits, the layer, and a bit rate that exists."""
    if len(head) >= 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08:
        return "audio/mpeg" if head[2] & 0xF0 != 0xF0 else None
    return None


def _container(head: bytes) -> str | None:
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head)
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12])
    if head[:8] == b"AT&TFORM" and head[12:16] in (b"DJVU", b"DJVM", b"DJVI", b"THUM"):
        return "image/vnd.djvu"
    if head[:12] == b"\0\0\0\x0cjP  \r\n\x87\n":
        return "image/jpx" if head[20:24] == b"jpx " else "image/jp2"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return "image/x-bmp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return None


def _matroska(head: bytes) -> str:
    found = _DOCTYPE.search(head)
    if found is None:
        return UNKNOWN
    if found[1] == b"matroska":
        return "video/x-matroska"
    if found[1] == b"webm":
        return "video/webm" if any(codec in head for codec in _VIDEO_CODECS) else "audio/webm"
    return UNKNOWN


class _RootFound(Exception):
    """The root element is known; no need to read on."""


def _xml(head: bytes) -> str | None:
    """The type by the root element, if the head is XML as far as it reaches."""
    if b"<" not in head[:256]:
        return None
    root = announced = ""

    def found(name: str, _: object) -> None:
        nonlocal root
        root = name
        raise _RootFound

    def announce(name: str, *_: object) -> None:
        nonlocal announced
        announced = name

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found
    parser.StartDoctypeDeclHandler = announce
    try:
        parser.Parse(head, False)
    except _RootFound:
        return _ROOTS.get(root) or ("text/html" if _HTML.match(head) else "application/xml")
    except (expat.ExpatError, LookupError, ValueError):
        return None
    return _ROOTS.get(announced)  # the declarations are longer than the head


def _script(head: bytes) -> str | None:
    text = _decoded(head)
    if text.startswith("#!"):
        found = _SHEBANG.match(text)
        name = "" if found is None else found[1].lower()
        return _INTERPRETERS.get(name, "application/x-shellscript")
    return "text/html" if _HTML.match(text.encode("utf-8", "replace")) else None


def _decoded(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _stl(head: bytes, tail: bytes, size: int) -> str | None:
    if head[:6].lower() == b"solid " and b"\nendsolid" in tail.lower():
        return "application/sla"
    if size >= 84 and len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return "application/sla"
    return None


def _text(head: bytes, *, complete: bool) -> str | None:
    """Plain text: UTF-8 or UTF-16 without control characters."""
    if not head:
        return None
    try:
        text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError as error:
        # The head may end inside a character.
        if complete or error.end < len(head) or error.start < len(head) - 4:
            return None
        text = head[: error.start].decode("utf-8", "ignore")
    return None if _CONTROL.search(text) else "text/plain"
