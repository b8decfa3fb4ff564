"""Names that are easily mistaken for one another, for the warnings of an upload.

Source: MediaWiki 1.39, as measured.
"""

import re
from typing import Final

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title

# Names that cameras give. The list of the message filename-prefix-blacklist.
BAD_PREFIXES: Final = ("CIMG", "DSC_", "DSCF", "DSCN", "DUW", "IMG", "JD", "MGP", "PICT")

_CANONICAL: Final = {"htm": "html", "jpeg": "jpg", "mpeg": "mpg", "tiff": "tif", "ogv": "ogg"}
_PLAIN: Final = re.compile(r"[0-9a-z]+")
_THUMB: Final = re.compile(r"[0-9]{2}[\x00-\x7f]?px-(.*)", re.DOTALL)


def split_extension(dbkey: str) -> tuple[str, str]:
    """The name before the last dot, and the extension after it; "" if there is no dot, or only one at the start."""
    stem, dot, extension = dbkey.rpartition(".")
    return (stem, extension) if dot and stem else (dbkey, "")


def canonical_extension(extension: str) -> str:
    """The usual spelling: lower case, ``jpg`` for ``JPEG``; "" if it holds more than ASCII letters and digits."""
    lower = extension.lower()
    if lower in _CANONICAL:
        return _CANONICAL[lower]
    return lower if _PLAIN.fullmatch(lower) else ""


def similar_prefix(title: Title) -> str:
    """What the dbkey of every file that counts as the same (``exists-normalized``) starts with: ``Foo_bar.``."""
    return split_extension(title.dbkey)[0] + "."


def canonical_title(title: Title) -> Title | None:
    """The name with its extension in the usual spelling; None if it has that already, or none is known."""
    stem, extension = split_extension(title.dbkey)
    spelling = canonical_extension(extension)
    return None if spelling in ("", extension) else Title(title.namespace, f"{stem}.{spelling}")


def is_thumb_name(title: Title) -> bool:
    """Whether the name looks like a thumbnail's: ``120px-Foo.png`` (two or three digits)."""
    return _THUMB.match(split_extension(title.dbkey)[0]) is not None


def thumb_original(title: Title) -> Title | None:
    """The file that a thumbnail's name tells of; None if the name is no thumbnail's, or nothing is left of it.

    If that file exists the warning is ``thumb``, else ``thumb-name``.
    """
    stem, extension = split_extension(title.dbkey)
    match = _THUMB.match(stem)
    if match is None:
        return None
    try:
        return Title.in_namespace(FILE, f"{match[1]}.{extension}")
    except InvalidTitle:
        return None


def has_bad_prefix(title: Title, prefixes: tuple[str, ...] = BAD_PREFIXES) -> bool:
    """Whether the name starts as cameras name their files (``bad-prefix``); case counts."""
    return split_extension(title.dbkey)[0].startswith(prefixes)
