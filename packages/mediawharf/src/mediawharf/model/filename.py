"""What an upload's ``filename`` parameter becomes: a title in the File namespace, or the reason why it cannot be one.

Source: MediaWiki 1.39, as measured. Nothing here raises by itself: the caller puts the name's problem in its place
among the checks of the content.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import LEGAL_CHARACTERS, InvalidTitle, Title, capitalise, clean_text

# An archive name is the name with a timestamp and a mark before it, and holds 255 bytes.
MAX_FILENAME_BYTES: Final = 240

# Refused anywhere in a name, since some web servers heed inner extensions too.
# The list of $wgProhibitedFileExtensions, then what other servers run (ASP, JSP, ColdFusion, other PHP), and Windows.
PROHIBITED_EXTENSIONS: Final = frozenset((
    "html", "htm", "js", "jsb", "mhtml", "mht", "xhtml", "xht",
    "php", "phtml", "php3", "php4", "php5", "phps", "phar",
    "shtml", "jhtml", "pl", "py", "cgi",
    "exe", "scr", "dll", "msi", "vbs", "bat", "com", "pif", "cmd", "vxd", "cpl",
    "xml",
    "asp", "aspx", "ashx", "asmx", "ascx", "asax", "cshtml", "jsp", "jspx", "jspf",
    "php2", "php6", "php7", "php8", "pht", "phtm", "cfm", "cfc", "shtm",
    "hta", "wsf", "wsh", "vbe", "jse", "ps1",
))  # fmt: skip

_UNFIT: Final = re.compile(rf"[^{LEGAL_CHARACTERS}]|[:/\\]")


@dataclass(eq=False)
class NameRefused(WharfError):
    """A name that no file can have. Another name may do, unless the class says otherwise."""

    is_recoverable: ClassVar[bool] = True  # whether the file is stashed for another try
    is_length: ClassVar[bool] = False  # whether the check comes before those of the content


@dataclass(eq=False)
class IllegalFilename(NameRefused):
    """No title can be made of the name; ``filename`` is the name with its prefix and unfit characters replaced."""

    code = "illegal-filename"
    key = "illegal-filename"
    filename: str

    def data(self) -> dict[str, Json]:
        """The name at fault."""
        return {"filename": self.filename}


@dataclass(eq=False)
class FilenameTooLong(NameRefused):
    """The name is over 240 bytes."""

    code = "filename-toolong"
    key = "filename-toolong"
    is_length: ClassVar[bool] = True


@dataclass(eq=False)
class FilenameTooShort(NameRefused):
    """There is nothing before the extension."""

    code = "filename-tooshort"
    key = "filename-tooshort"


@dataclass(eq=False)
class FilenameNotAscii(NameRefused):
    """The name has other characters than ASCII's, and the files are kept where only those may stand in names."""

    code = "windows-nonascii-filename"
    key = "windows-nonascii-filename"


@dataclass(eq=False)
class FiletypeMissing(NameRefused):
    """There is no extension, and the content tells none."""

    code = "filetype-missing"
    key = "filetype-missing"


@dataclass(eq=False)
class FiletypeBanned(NameRefused):
    """One of the extensions is prohibited, or the last is not among the allowed ones."""

    code = "filetype-banned"
    key = "filetype-banned-type"
    is_recoverable: ClassVar[bool] = False
    filetype: str  # the last extension
    allowed: tuple[str, ...]
    prohibited: tuple[str, ...]  # those of the name's extensions, in its order, in lower case

    def message(self) -> Message:
        """Names the extensions at fault and the allowed ones, and how many there are of each."""
        at_fault = self.prohibited or (self.filetype,)
        return Message(self.key, (at_fault, self.allowed, len(self.allowed), len(at_fault)))

    def data(self) -> dict[str, Json]:
        """The last extension, the allowed ones, and the prohibited ones if any."""
        facts: dict[str, Json] = {"filetype": self.filetype, "allowed": list(self.allowed)}
        if self.prohibited:
            facts["blacklisted"] = list(self.prohibited)
        return facts


@dataclass(frozen=True, slots=True)
class ExtensionRules:
    """Which names may be uploaded: their extensions, in lower case and without the dot, and their characters."""

    allowed: tuple[str, ...]
    also_prohibited: frozenset[str] = frozenset()  # in addition to PROHIBITED_EXTENSIONS
    is_strict: bool = True  # refuse other extensions; else the caller only warns
    is_ascii_only: bool = False  # refuse names with other characters than ASCII's

    def allows(self, extension: str) -> bool:
        """Whether the extension is on the list of allowed ones."""
        return extension.lower() in self.allowed

    def prohibited_among(self, extensions: list[str]) -> tuple[str, ...]:
        """The prohibited ones, in lower case. What follows a semicolon does not count: IIS cuts names there."""
        plain = (extension.lower().partition(";")[0] for extension in extensions)
        return tuple(each for each in plain if each in PROHIBITED_EXTENSIONS or each in self.also_prohibited)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """What a filename came to: a title or a problem."""

    filename: str  # as asked for, with U+FFFD for what is not text
    extension: str  # the last one, in its own case; "" if there is none or no title
    outcome: Title | NameRefused

    @property
    def title(self) -> Title | None:
        """The title; None if there is a problem."""
        return self.outcome if isinstance(self.outcome, Title) else None

    @property
    def problem(self) -> NameRefused | None:
        """Why there is no title; None if there is one."""
        return self.outcome if isinstance(self.outcome, NameRefused) else None

    def accept(self) -> Title:
        """The title; raises the problem."""
        if isinstance(self.outcome, NameRefused):
            raise self.outcome
        return self.outcome

    @property
    def changed(self) -> bool:
        """Whether the title is another name (warning ``badfilename``, whose value is the title's dbkey).

        The case of the first letter and underscores for spaces make no other name.
        """
        return self.title is not None and self.title.dbkey != capitalise(self.filename.replace(" ", "_"))


def parse_filename(filename: str, rules: ExtensionRules, *, detected_extension: str | None) -> ParsedName:
    """The title for an upload asked for as ``filename``, or the first problem in MediaWiki's order.

    ``detected_extension`` is the one of the content's type; a name without an extension gets it. The problem is
    length, no title, no extension, a prohibited or unlisted one, characters beyond ASCII where those are refused,
    nothing before the extension.
    """
    filename = clean_text(filename)
    name = _without_prefix(filename)
    if _is_too_long(name):
        return ParsedName(filename, "", FilenameTooLong())
    name = _UNFIT.sub("-", name)
    try:
        title = Title.in_namespace(FILE, name)
        if "." not in title.dbkey and detected_extension is not None:
            title = Title.in_namespace(FILE, f"{title.dbkey}.{detected_extension}")
    except InvalidTitle:
        return ParsedName(filename, "", IllegalFilename(name))
    extension = title.dbkey.rpartition(".")[2] if "." in title.dbkey else ""
    return ParsedName(filename, extension, _problem(title, rules) or title)


def _without_prefix(filename: str) -> str:
    """The name without ``File:`` or another spelling of it: whoever sends it does not mean a part of the name."""
    try:
        title = Title.parse(filename)
    except InvalidTitle:
        return filename
    return title.dbkey if title.namespace == FILE else filename


def _problem(title: Title, rules: ExtensionRules) -> NameRefused | None:
    if _is_too_long(title.dbkey):  # by the extension that was added, or by its first letter
        return FilenameTooLong()
    _, *extensions = title.dbkey.split(".")
    if not extensions or not extensions[-1]:
        return FiletypeMissing()
    prohibited = rules.prohibited_among(extensions)
    if prohibited or (rules.is_strict and not rules.allows(extensions[-1])):
        return FiletypeBanned(extensions[-1], rules.allowed, prohibited)
    if rules.is_ascii_only and not title.dbkey.isascii():
        return FilenameNotAscii()
    if not title.dbkey.rpartition(".")[0]:
        return FilenameTooShort()
    return None


def _is_too_long(name: str) -> bool:
    return len(name.encode()) > MAX_FILENAME_BYTES
