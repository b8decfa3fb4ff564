"""Licences, as the names of templates and categories tell them.

Source: the licence tags of Wikimedia Commons, and the ``extmetadata`` that goes with them there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_CREATIVE: Final = re.compile(
    r"cc-(?P<terms>by(?:-nc)?(?:-nd|-sa)?)(?:-(?P<version>[1-4]\.[05]))?(?:-(?P<land>[a-z]{2,3}))?"
)
_ZERO: Final = re.compile(r"cc-?(?:zero|0)(?:-.*)?")
_PUBLIC: Final = re.compile(r"(?:cc-)?pd(?:[- ].*)?|public domain(?: .*)?|no rights reserved")
_GNU: Final = re.compile(r"gfdl(?:-.*)?")
_TERMS: Final = {
    "by": "Attribution",
    "nc": "NonCommercial",
    "nd": "NoDerivs",
    "sa": "Share Alike",
}


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be done with a file."""

    id: str
    short_name: str
    usage_terms: str
    url: str | None
    requires_attribution: bool
    is_copyrighted: bool


def parse_licence(name: str) -> Licence | None:
    """The licence that the name of a template or a category means, such as ``Cc-by-sa-4.0``."""
    name = name.strip().lower().replace("_", "-")
    if _ZERO.fullmatch(name):
        terms, url = (
            "Creative Commons Zero, Public Domain Dedication",
            "http://creativecommons.org/publicdomain/zero/1.0/deed.en",
        )
        return Licence("cc0", "CC0", terms, url, requires_attribution=False, is_copyrighted=True)
    if match := _CREATIVE.fullmatch(name):
        return _creative(match["terms"], match["version"], match["land"])
    if _PUBLIC.fullmatch(name):
        return Licence("pd", "Public domain", "Public domain", None, requires_attribution=False, is_copyrighted=False)
    if _GNU.fullmatch(name):
        terms, url = "GNU Free Documentation License", "http://www.gnu.org/copyleft/fdl.html"
        return Licence("gfdl", "GFDL", terms, url, requires_attribution=True, is_copyrighted=True)
    return None


def best_licence(names: Iterable[str]) -> Licence | None:
    """The one to show of several: a Creative Commons licence before others, then the first."""
    found = [licence for licence in map(parse_licence, names) if licence is not None]
    return min(found, key=lambda licence: not licence.id.startswith("cc"), default=None)


def _creative(terms: str, version: str | None, land: str | None) -> Licence:
    words = "-".join(_TERMS[term] for term in terms.split("-"))
    rest = "".join(f" {part}" for part in (version, land) if part is not None)
    url = None
    if version is not None:
        url = f"https://creativecommons.org/licenses/{terms}/{version}" + (f"/{land}" if land else "")
    return Licence(
        id="-".join(part for part in ("cc", terms, version, land) if part is not None),
        short_name=f"CC {terms.upper()}{rest}",
        usage_terms=f"Creative Commons {words}{rest}",
        url=url,
        requires_attribution=True,
        is_copyrighted=True,
    )
