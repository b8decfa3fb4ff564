"""What a file's page says of the file, by templates such as ``{{Information}}`` and by its categories.

Source: the templates of Wikimedia Commons that UploadWizard and other clients write. Texts are left as wikitext.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mediawharf.pages.inline import is_language, without_templates
from mediawharf.pages.licences import Licence, best_licence
from mediawharf.pages.templates import Template, all_templates, counted, outer_templates, spoken
from mediawharf.pages.wikitext import categories

# The language of a text that none is told of.
UNTOLD: Final = ""

INFORMATION: Final = {
    "information", "information2", "informatie", "artwork", "photograph", "book", "art photo", "google art project",
    "map", "musical work", "specimen", "infobox aircraft image", "spoken article", "short information",
}  # fmt: skip
_PLACES: Final = {"location", "location dec", "camera location", "object location", "object location dec", "coord"}
_BY_LANGUAGE: Final = {"langswitch", "mld", "multilingual description", "translation table"}
_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?")
_DEGREES: Final = 3  # numbers of a latitude in degrees, minutes and seconds


@dataclass(frozen=True, slots=True)
class Description:
    """What is said, None where nothing is; ``texts`` are the description's by language code."""

    texts: Mapping[str, str] = field(default_factory=dict)
    author: str | None = None
    source: str | None = None
    date: str | None = None
    permission: str | None = None
    title: str | None = None
    attribution: str | None = None
    licence: Licence | None = None
    place: tuple[float, float] | None = None  # degrees north and east
    categories: tuple[str, ...] = ()


def describe(page_text: str) -> Description:
    """The file as its page describes it."""
    if "{{" not in page_text and "[[" not in page_text:
        return Description()  # neither templates nor categories
    text = spoken(page_text)
    templates = all_templates(text)
    names = tuple(categories(text))
    about = next((template for template in templates if template.name in INFORMATION), None)
    if about is None:
        about = Template("", {}, 0, 0)
    return Description(
        texts=_by_language(about.first("description", "beschreibung", "1") or ""),
        author=about.first("author", "artist", "photographer", "autor", "creator"),
        source=about.first("source", "quelle"),
        date=about.first("date", "datum"),
        permission=about.first("permission", "genehmigung"),
        title=about.first("title"),
        attribution=next((t.params["attribution"] for t in templates if t.params.get("attribution")), None),
        licence=_licence(templates, names),
        place=next(filter(None, (_place(t) for t in templates if t.name in _PLACES)), None),
        categories=names,
    )


def _by_language(text: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    rest, position = [], 0
    for template in outer_templates(text):
        rest.append(text[position : template.start])
        position = template.end
        if is_language(template):
            texts[template.name] = template.params["1"]
        elif template.name in _BY_LANGUAGE:
            texts |= {name: value for name, value in template.params.items() if value and name.islower()}
        else:
            rest.append(without_templates(text[template.start : template.end]))
    untold = "".join([*rest, text[position:]]).strip()
    return {**texts, UNTOLD: untold} if untold else texts


def _licence(templates: Iterable[Template], names: Iterable[str]) -> Licence | None:
    told: list[str] = []
    for template in templates:
        told.append(template.name)
        if template.name in ("self", "multilicense replacing placeholder", "license migration"):
            told += counted(template)
    return best_licence([*told, *names])


def _place(template: Template) -> tuple[float, float] | None:
    values = counted(template)
    letters = [value.upper() for value in values if value.upper() in ("N", "S", "E", "W")]
    if len(letters) < 2:
        return _checked(_degrees(values[:1]), _degrees(values[1:2]))
    cut = next(at for at, value in enumerate(values) if value.upper() == letters[0])
    end = next(at for at, value in enumerate(values) if at > cut and value.upper() == letters[1])
    latitude, longitude = _degrees(values[:cut]), _degrees(values[cut + 1 : end])
    if latitude is None or longitude is None:
        return None
    return _checked(-latitude if letters[0] == "S" else latitude, -longitude if letters[1] == "W" else longitude)


def _degrees(parts: list[str]) -> float | None:
    """Degrees, minutes and seconds as one number."""
    if not 1 <= len(parts) <= _DEGREES or any(_NUMBER.fullmatch(part) is None for part in parts):
        return None
    return sum(float(part) / 60.0**power for power, part in enumerate(parts))


def _checked(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return latitude, longitude
