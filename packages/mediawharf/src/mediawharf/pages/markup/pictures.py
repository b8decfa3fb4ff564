"""The options of a file that is shown: ``[[File:A.png|thumb|200px|alt=…|caption]]``."""

import re
from typing import Final

from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.markup.document import Frame, Picture
from mediawharf.pages.markup.external import clean_address, is_address

_SIZE: Final = re.compile(r"(?:(\d{1,5}))?(?:x(\d{1,5}))?\s*px")
_FRAMES: Final[dict[str, Frame]] = {
    "thumb": "thumb", "thumbnail": "thumb", "frame": "frame", "framed": "frame", "enframed": "frame",
    "frameless": "frameless",
}  # fmt: skip
_ALIGNMENTS: Final = {"left": "left", "right": "right", "center": "center", "centre": "center", "none": "none"}
_VERTICAL: Final = frozenset(
    ("baseline", "sub", "super", "sup", "top", "text-top", "middle", "bottom", "text-bottom", "border")
)
_MAX_SIDE: Final = 10_000
_TAG: Final = re.compile(r"<[^<>]*>|'{2,}|\x7f\d+\x7f")
_LINKED: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


def parse_picture(title: Title, options: str) -> tuple[Picture, str]:
    """The file as it is to be shown, and its caption in wikitext."""
    values: dict[str, object] = {}
    caption = ""
    for option in _options(options):
        if not _take(option.strip(), values):
            caption = option.strip()
    alt = values.pop("alt", None)
    frame = values.get("frame", "plain")
    tooltip = "" if frame in ("thumb", "frame") else _plain(caption)
    return Picture(title, alt=_plain(str(alt)) if alt is not None else None, tooltip=tooltip, **values), caption  # type: ignore[arg-type]


def _options(text: str) -> list[str]:
    """The options between bars; bars within links do not count."""
    options, depth, start = [], 0, 0
    for match in re.finditer(r"\[\[|\]\]|\|", text):
        if match[0] == "[[":
            depth += 1
        elif match[0] == "]]":
            depth = max(0, depth - 1)
        elif depth == 0:
            options.append(text[start : match.start()])
            start = match.end()
    return [*options, text[start:]]


def _take(option: str, values: dict[str, object]) -> bool:
    """Notes what an option says; False if it is none, and thus the caption."""
    word = option.lower()
    if word in _FRAMES:
        values["frame"] = _FRAMES[word]
    elif word in _ALIGNMENTS:
        values["align"] = _ALIGNMENTS[word]
    elif size := _SIZE.fullmatch(option):
        values |= {"width": _side(size[1]), "height": _side(size[2])}
    elif word == "border":
        values["classes"] = "thumbborder"
    elif word not in _VERTICAL and word != "":
        return _take_named(option, values)
    return True


def _take_named(option: str, values: dict[str, object]) -> bool:
    name, equals, value = option.partition("=")
    name, value = name.strip().lower(), value.strip()
    if not equals:
        return False
    match name:
        case "alt":
            values["alt"] = value
        case "link":
            values["target"] = _target(value)
        case "page" if value.isascii() and value.isdigit() and len(value) < 6:
            values["page"] = int(value)
        case "lang" if re.fullmatch(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", value):
            values["language"] = value
        case "class" | "upright":
            pass
        case "thumb" | "thumbnail":
            values["frame"] = "thumb"
        case _:
            return False
    return True


def _target(value: str) -> Title | str | None:
    if is_address(value):
        return clean_address(value)
    if not value:
        return ""
    try:
        return Title.parse(value)
    except InvalidTitle:
        return None


def _side(digits: str | None) -> int | None:
    number = int(digits) if digits else 0
    return min(number, _MAX_SIDE) or None


def _plain(text: str) -> str:
    """Wikitext without its marks, for attributes."""
    return " ".join(_TAG.sub("", _LINKED.sub(r"\1", text)).split())
