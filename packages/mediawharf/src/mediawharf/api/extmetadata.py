"""``extmetadata``: what viewers such as galleries show beside a picture, gathered from the file and its page.

Source: the wire, and the shape in which Wikimedia's CommonsMetadata extension gives it: each value with where it is
from, and ``hidden`` for what is not meant to be shown. The page's word counts for more than the file's own.
"""

import html
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mediawharf.model.file import FileFacts
from mediawharf.model.json import Json
from mediawharf.model.title import Title
from mediawharf.pages.description import UNTOLD, Description, describe
from mediawharf.pages.inline import inline_html

# The version of the shape, which clients of Wikimedia's extension look at.
_EXTENSION_VERSION = 1.2
_ASSESSMENTS = {
    "Featured pictures": "featured",
    "Quality images": "quality",
    "Valued images": "valued",
    "Pictures of the day": "potd",
    "Pictures of the year": "poty",
}
# What a file's own metadata call these, in the order of trust.
_IN_FILES = {
    "ImageDescription": ("ImageDescription", "Headline"),
    "Artist": ("Artist",),
    "Credit": ("Credit",),
    "DateTimeOriginal": ("DateTimeOriginal", "DateTimeDigitized"),
    "UsageTerms": ("UsageTerms", "Copyright"),
    "LicenseUrl": ("LicenseUrl", "WebStatement"),
    "GPSLatitude": ("GPSLatitude",),
    "GPSLongitude": ("GPSLongitude",),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How extmetadata is to be told: in which language or in all of them, and which keys (none: all)."""

    language: str = "en"
    is_multilingual: bool = False
    keys: Collection[str] = ()


def extmetadata(
    title: Title, facts: FileFacts, timestamp: int, *, page_text: str, reading: Reading, page_path: str
) -> Mapping[str, Any]:
    """Each property's value and source; values are HTML."""
    said = describe(page_text)
    found = {
        "DateTime": _hidden(datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d %H:%M:%S"), "mediawiki-metadata"),
        "ObjectName": _hidden(title.text.rpartition(".")[0], "mediawiki-metadata"),
        "CommonsMetadataExtension": _hidden(_EXTENSION_VERSION, "extension"),
        **_of_categories(said),
        **_of_file(facts, reading),
        **_of_page(said, reading, page_path),
        **_of_licence(said),
    }
    if "GPSLatitude" in found:
        found["GPSMapDatum"] = _hidden("WGS-84", found["GPSLatitude"]["source"])
    return {key: value for key, value in found.items() if not reading.keys or key in reading.keys}


def _of_categories(said: Description) -> dict[str, Any]:
    names = said.categories
    assessed = [mark for start, mark in _ASSESSMENTS.items() if any(name.startswith(start) for name in names)]
    source = "commons-categories"
    return {"Categories": _hidden("|".join(names), source), "Assessments": _hidden("|".join(assessed), source)}


def _of_file(facts: FileFacts, reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, names in _IN_FILES.items():
        value = next(filter(None, (_plain(facts.common_metadata.get(name), reading) for name in names)), None)
        if value is None:
            continue
        text = _date(value) if key == "DateTimeOriginal" else html.escape(value)
        found[key] = _hidden(value, "file-metadata") if key.startswith("GPS") else _shown(text, "file-metadata")
    return found


def _plain(value: Json, reading: Reading) -> str | None:
    """A metadata value as one text: of languages the one that is read, of lists all entries."""
    if isinstance(value, Mapping):
        if value.get("_type") == "lang":
            texts = {key: item for key, item in value.items() if key != "_type"}
            chosen = next((texts[key] for key in (reading.language, "x-default", "en") if key in texts), None)
            return _plain(chosen if chosen is not None else next(iter(texts.values()), None), reading)
        return _joined([item for key, item in value.items() if key != "_type"])
    if isinstance(value, list | tuple):
        return _joined(value)
    return None if value is None or isinstance(value, bool) else str(value).strip() or None


def _joined(values: Collection[Json]) -> str | None:
    return ", ".join(str(value) for value in values if isinstance(value, str | int | float)) or None


def _date(text: str) -> str:
    """EXIF's date with hyphens in it, as clients read dates."""
    is_exif = len(text) >= 10 and text[4] == ":" and text[7] == ":"
    return html.escape(f"{text[:4]}-{text[5:7]}-{text[8:]}" if is_exif else text)


def _of_page(said: Description, reading: Reading, page_path: str) -> dict[str, Any]:
    texts = {
        "Credit": said.source,
        "Artist": said.author,
        "DateTimeOriginal": said.date,
        "Permission": said.permission,
        "Attribution": said.attribution,
    }
    found: dict[str, Any] = {}
    if said.texts:
        found["ImageDescription"] = _shown(_description(said.texts, reading, page_path), "commons-desc-page")
    for key, text in texts.items():
        shown = "" if text is None else inline_html(text, page_path)
        if shown:
            found[key] = _shown(shown, "commons-desc-page")
    if said.title is not None:
        found["ObjectName"] = _shown(inline_html(said.title, page_path), "commons-desc-page")
    if said.place is not None:
        found["GPSLatitude"] = _hidden(f"{said.place[0]:.8g}", "commons-desc-page")
        found["GPSLongitude"] = _hidden(f"{said.place[1]:.8g}", "commons-desc-page")
    return found


def _description(texts: Mapping[str, str], reading: Reading, page_path: str) -> Any:
    if reading.is_multilingual and set(texts) != {UNTOLD}:
        told = {language or "x-default": inline_html(text, page_path) for language, text in texts.items()}
        return {**told, "_type": "lang"}
    wanted = (reading.language, reading.language.partition("-")[0], UNTOLD, "en")
    chosen = next((language for language in wanted if language in texts), None)
    return inline_html(next(iter(texts.values())) if chosen is None else texts[chosen], page_path)


def _of_licence(said: Description) -> dict[str, Any]:
    licence = said.licence
    if licence is None:
        return {}
    source = "commons-desc-page"
    found = {
        "LicenseShortName": _hidden(licence.short_name, source),
        "UsageTerms": _hidden(licence.usage_terms, source),
        "AttributionRequired": _hidden("true" if licence.requires_attribution else "false", source),
        "Copyrighted": _hidden("True" if licence.is_copyrighted else "False", source),
        "Restrictions": _hidden("", source),
        "License": _hidden(licence.id, "commons-templates"),
    }
    if licence.url is not None:
        found["LicenseUrl"] = _hidden(licence.url, source)
    return found


def _shown(value: Any, source: str) -> dict[str, Any]:
    return {"value": value, "source": source}


def _hidden(value: str | float, source: str) -> dict[str, Any]:
    return {"value": value, "source": source, "hidden": ""}
