"""Refuses bytes that are not what they may be. What is refused here, no ``ignorewarnings`` lets in.

The order is MediaWiki's: nothing there, too much, too long a name, the content, then the rest of the name.
"""

from dataclasses import dataclass, field
from typing import BinaryIO

from mediawharf.media.facts import MediaFacts
from mediawharf.media.hostile import find_hostile
from mediawharf.media.inspect import inspect
from mediawharf.media.limits import MediaLimits
from mediawharf.media.scripts import find_script
from mediawharf.media.sniff import extension_for, matches, sniff, sniff_file
from mediawharf.media.svg_doctype import declares_unsafe_encoding
from mediawharf.media.svg_head import NEAR
from mediawharf.media.svg_safety import find_hostile as find_hostile_svg
from mediawharf.model.file import FileFacts
from mediawharf.model.filename import ExtensionRules, ParsedName, parse_filename
from mediawharf.upload.antivirus import Clamd
from mediawharf.upload.errors import ChunkRefused, EmptyFile, FileTooLarge, VerificationError

HEAD_BYTES = 1 << 16
UNKNOWN_EXTENSION = "bin"  # of a file key whose file's type nobody knows
IE_BYTES = 256

# What browsers run or unpack, whatever the name says. Source: $wgMimeTypeExclusions.
BAD_TYPES = frozenset(
    (
        "text/html",
        "application/xhtml+xml",
        "application/javascript",
        "text/javascript",
        "text/x-javascript",
        "application/x-shellscript",
        "application/x-php",
        "text/x-php",
        "text/x-python",
        "text/x-perl",
        "text/x-bash",
        "text/x-sh",
        "text/x-csh",
        "text/scriptlet",
        "text/x-c++",
        "text/x-c",
        "application/java",
        "application/x-java",
        "application/x-msmetafile",
        "application/xml",
        "text/xml",
    )
)
_SVG = "image/svg+xml"
_MARKUP = (b"<", b"\xef\xbb\xbf<")
_PROGRAMS = ("application/x-msdownload", "application/x-executable")


@dataclass(frozen=True, slots=True)
class Verified:
    """Bytes that may be kept, what is known of them, and what their name came to."""

    facts: FileFacts
    name: ParsedName

    @property
    def extension(self) -> str:
        """The extension that fits the content, for the file's key."""
        return extension_for(self.facts.mime) or UNKNOWN_EXTENSION


@dataclass(frozen=True, slots=True)
class VerificationRules:
    """What the wiki takes: extensions, the most bytes of a file, and what a file may ask of its readers.

    ``scanner`` is asked about viruses; None: nobody is.
    """

    extensions: ExtensionRules
    maximum_bytes: int
    media_limits: MediaLimits = field(default_factory=MediaLimits)
    scanner: Clamd | None = None


def verify(file: BinaryIO, filename: str, *, size: int, sha1: str, rules: VerificationRules) -> Verified:
    """The facts of the file's first size bytes; raises VerificationError and its kin for what must not come in.

    Raises ScanFailed when the virus scanner, if there is one, gives no answer.
    Problems of the name that another name would mend are left in ``name`` for the caller to raise.
    """
    if size == 0:
        raise EmptyFile
    if size > rules.maximum_bytes:
        raise FileTooLarge(size, rules.maximum_bytes)
    file.seek(0)
    head = file.read(HEAD_BYTES)
    mime = sniff_file(file, size=size)
    name = parse_filename(filename, rules.extensions, detected_extension=extension_for(mime))
    if name.problem is None or not name.problem.is_length:
        if name.extension.lower() == "svg":
            check_named_svg(file, head, mime, size=size)
        check_type(mime, name)
    # Bytes under too long a name are kept as well, to be published under another: they are looked at all the same.
    check_head(head)
    check_structure(file, mime, size=size, limits=rules.media_limits)
    if rules.scanner is not None:
        check_virus(file, rules.scanner, size=size)
    return Verified(_facts(inspect(file, size=size), size=size, sha1=sha1), name)


def verify_again(facts: FileFacts, filename: str, *, rules: VerificationRules) -> Verified:
    """The same for bytes that were verified when they were stashed, under the name that they are to get now."""
    name = parse_filename(filename, rules.extensions, detected_extension=extension_for(facts.mime))
    if name.problem is None or not name.problem.is_length:
        check_type(facts.mime, name)
    return Verified(facts, name)


def check_named_svg(file: BinaryIO, head: bytes, mime: str, *, size: int) -> None:
    """Refuses what is named SVG for what it holds, where the head shows no type or one that depends on the reader."""
    if declares_unsafe_encoding(head):
        raise VerificationError("uploadscripted")
    if mime == "text/plain" and head.startswith(_MARKUP):
        check_svg(file, size=size)


def check_svg(file: BinaryIO, *, size: int) -> None:
    """Refuses an SVG that could run something or fetch from elsewhere."""
    found = find_hostile_svg(file, size=size)
    if found is not None:
        raise VerificationError(found.key, found.facts)


def check_type(mime: str, name: ParsedName) -> None:
    """Refuses types that browsers run, and types that are not what the extension says."""
    check_dangerous(mime)
    if name.extension and not matches(mime, name.extension.lower()):
        raise VerificationError("filetype-mime-mismatch", (name.extension.lower(), _wire_type(mime)))


def check_dangerous(mime: str) -> None:
    """Refuses types that browsers run."""
    if mime in _PROGRAMS:
        raise VerificationError("filetype-bad-ie-mime", (mime,))
    if mime in BAD_TYPES:
        raise VerificationError("filetype-badmime", (mime,))


def check_head(head: bytes) -> None:
    """Refuses what a browser would take for a script or a page, from the first bytes.

    Old browsers took a file for a page that has a page's tags in its first 256 bytes, whatever came before; the
    wire has a reason of its own for that.
    """
    mime = sniff(head)
    if mime == _SVG:
        head = head[:NEAR]  # as far as MediaWiki looks; all of it is read as XML later
    if not mime.endswith("xml") and find_script(head[:IE_BYTES]) is not None:
        raise VerificationError("filetype-bad-ie-mime", ("text/html",))
    if find_script(head) is not None:
        raise VerificationError("uploadscripted")


def check_structure(file: BinaryIO, mime: str, *, size: int, limits: MediaLimits) -> None:
    """Refuses what hides behind the head: scripts, archives and bombs, at any place of the file."""
    if mime == _SVG:
        check_svg(file, size=size)
        return
    found = find_hostile(file, mime=mime, size=size, limits=limits)
    if found is not None:
        raise VerificationError(found.key, found.facts)


def check_virus(file: BinaryIO, scanner: Clamd, *, size: int) -> None:
    """Refuses a file in which the scanner finds a virus."""
    virus = scanner.scan(file, size=size)
    if virus is not None:
        raise VerificationError("uploadvirus", (virus,))


def check_beginning(file: BinaryIO, *, is_whole: bool) -> str | None:
    """Refuses a first chunk that shows what the file must not be; gives the extension that fits the content.

    The code of the refusal is the reason's own, as MediaWiki has it for chunks. Whether type and name agree is seen
    on the whole file, as there; and a beginning that is the whole file is left to ``verify``.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    mime = sniff(head)
    if not is_whole:
        try:
            check_dangerous(mime)
            check_head(head)
        except VerificationError as refusal:
            raise ChunkRefused(refusal.reason, refusal.facts) from None
    return extension_for(mime)


def _wire_type(mime: str) -> str:
    # MediaWiki's word for bytes that nothing is known of.
    return "unknown/unknown" if mime == "application/octet-stream" else mime


def _facts(found: MediaFacts, *, size: int, sha1: str) -> FileFacts:
    return FileFacts(
        size=size,
        sha1=sha1,
        mime=found.mime,
        media_type=found.media_type,
        width=found.width,
        height=found.height,
        bits=found.bits,
        page_count=found.page_count,
        metadata=found.metadata,
        common_metadata=found.common_metadata,
        damage=found.damage,
    )
