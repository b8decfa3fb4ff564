"""The functions and words of wikitext that descriptions and their templates use: ``{{#if:…}}``, ``{{PAGENAME}}``.

Source: MediaWiki's parser functions, as far as templates for files need them; the rest are taken for templates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from mediawharf.model.namespaces import NAMESPACES, namespace_by_id, namespace_by_name
from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Mentions, Site
from mediawharf.pages.markup.preprocess import Node, Part, Verbatim

_PATH_SAFE: Final = "/:;@$!*(),~"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What functions may ask for and add to beside their parameters."""

    site: Site
    mentions: Mentions
    exists: Callable[[str], bool]  # whether there is a page of that name
    seal: Callable[[Verbatim], str]


@dataclass(frozen=True, slots=True)
class Given:
    """What a function is called with; parameters are expanded when they are asked for."""

    first: str
    parts: Sequence[Part]
    expand: Callable[[Sequence[Node]], str]
    around: Surroundings

    def value(self, number: int) -> str:
        """The parameter of that number after the first one, without blanks around it; empty if there is none."""
        return self.expand(self.parts[number].nodes).strip() if number < len(self.parts) else ""


Function = Callable[[Given], str]


def function_named(name: str) -> tuple[Function, str] | None:
    """The function that the start of a call names, and its first parameter; None if it names none."""
    before, colon, first = name.partition(":")
    if not colon:
        return None
    function = _FUNCTIONS.get(before.strip().lower())
    return None if function is None else (function, first)


def word_value(name: str, page: Title, site: Site) -> str | None:
    """What a word stands for; None if it is none."""
    namespace = namespace_by_id(page.namespace).name
    root = page.text.partition("/")[0]
    words: dict[str, str] = {
        "!": "|",
        "=": "=",
        "PAGENAME": page.text,
        "PAGENAMEE": quote(page.dbkey, safe=_PATH_SAFE),
        "FULLPAGENAME": page.prefixed,
        "FULLPAGENAMEE": quote(page.prefixed_dbkey, safe=_PATH_SAFE),
        "BASEPAGENAME": page.text.rpartition("/")[0] or page.text,
        "ROOTPAGENAME": root,
        "SUBPAGENAME": page.text.rpartition("/")[2],
        "NAMESPACE": namespace,
        "NAMESPACENUMBER": str(page.namespace),
        "SITENAME": site.name,
        "SERVER": site.server,
        "SCRIPTPATH": site.script_path,
        "CONTENTLANGUAGE": site.language,
        "CONTENTLANG": site.language,
    }
    return words.get(name)


def _if(given: Given) -> str:
    return given.value(0) if given.first else given.value(1)


def _ifeq(given: Given) -> str:
    return given.value(1) if _same(given.first, given.value(0)) else given.value(2)


def _same(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other


def _switch(given: Given) -> str:
    """The value of the case that is the first parameter; cases without a value share the next one's."""
    default, is_found = "", False
    for number, part in enumerate(given.parts):
        name = part.name
        if name is None:
            case = given.value(number)
            if number == len(given.parts) - 1:
                return case
            is_found = is_found or _same(case, given.first)
            continue
        case = given.expand(name).strip()
        if is_found or _same(case, given.first):
            return given.expand(part.value).strip()
        if case == "#default":
            default = given.expand(part.value).strip()
    return default


def _ifexist(given: Given) -> str:
    return given.value(0) if given.around.exists(given.first) else given.value(1)


def _iferror(given: Given) -> str:
    is_error = 'class="error"' in given.first
    if is_error:
        return given.value(0)
    return given.value(1) if len(given.parts) > 1 else given.first


def _namespace_name(given: Given) -> str:
    name = given.first
    found = namespace_by_name(name)
    if found is None and name.lstrip("-").isdigit() and len(name) < 4:
        found = next((one for one in NAMESPACES if one.id == int(name)), None)
    return "" if found is None else found.name


def _message(given: Given) -> str:
    return given.around.site.messages.get(given.first.lower(), f"⧼{given.first}⧽")


def _grouped(given: Given) -> str:
    number = given.first
    return f"{int(number):,}" if number.isascii() and number.isdigit() and len(number) <= 30 else number


def _address(given: Given) -> str:
    site, query = given.around.site, given.value(0)
    title = quote(given.first.replace(" ", "_"), safe=_PATH_SAFE)
    return f"{site.server}{site.script_path}/index.php?title={title}" + (f"&{query}" if query else "")


def _default_sort(given: Given) -> str:
    given.around.mentions.properties["defaultsort"] = given.first
    return ""


def _display_title(given: Given) -> str:
    given.around.mentions.properties["displaytitle"] = given.first
    return ""


def _tag(given: Given) -> str:
    name = given.first.lower()
    if name not in ("nowiki", "pre", "gallery", "ref"):
        return ""
    return given.around.seal(Verbatim(name, "", given.value(0)))


_FUNCTIONS: Final[dict[str, Function]] = {
    "#if": _if,
    "#ifeq": _ifeq,
    "#ifexist": _ifexist,
    "#iferror": _iferror,
    "#switch": _switch,
    "#tag": _tag,
    "#invoke": lambda _given: "",
    "#language": lambda given: given.first,
    "lc": lambda given: given.first.lower(),
    "uc": lambda given: given.first.upper(),
    "lcfirst": lambda given: given.first[:1].lower() + given.first[1:],
    "ucfirst": lambda given: given.first[:1].upper() + given.first[1:],
    "ns": _namespace_name,
    "int": _message,
    "formatnum": _grouped,
    "urlencode": lambda given: quote(given.first, safe=""),
    "anchorencode": lambda given: given.first.replace(" ", "_"),
    "fullurl": _address,
    "localurl": _address,
    "canonicalurl": _address,
    "defaultsort": _default_sort,
    "defaultsortkey": _default_sort,
    "displaytitle": _display_title,
}
