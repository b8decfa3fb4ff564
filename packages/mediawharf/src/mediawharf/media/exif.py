"""EXIF tags in MediaWiki's names and shapes."""

import re
from collections.abc import Mapping
from typing import BinaryIO

from mediawharf.media import exif_tags
from mediawharf.media.cursor import Damaged
from mediawharf.media.exif_tags import TagRule
from mediawharf.media.facts import Json, plain
from mediawharf.media.ifd import Entry, TiffStructure, Value
from mediawharf.media.tag_layers import Tags
from mediawharf.media.text import php_trim, utf8_or_windows

EXIF_VERSION = 2  # of MediaWiki's storage form
_MAX_VALUE = 1 << 16
_HIGHEST = {"S": 65536, "L": 2**32}  # MediaWiki's bounds
_RATIONALS = {
    "R": re.compile(r"\d+/(?:\d+[1-9]|[1-9]\d*)"),
    "Z": re.compile(r"-?\d+/(?:\d+[1-9]|[1-9]\d*)"),
}
_PRINTABLE = re.compile(rb"[\n\x20-\x7e]*[\x21-\x7e][\n\x20-\x7e]*")
_PLACES = ("GPSLatitude", "GPSDestLatitude", "GPSLongitude", "GPSDestLongitude")


def read_exif(file: BinaryIO, size: int) -> Tags:
    """The tags of a TIFF structure; what is damaged or of the wrong type is left out.

    A structure without a legible first directory raises Damaged.
    """
    tiff = TiffStructure(file, size)
    entries, _ = tiff.directory(tiff.first)
    kept = _kept(tiff, entries, exif_tags.IMAGE)
    for pointer, rules in ((exif_tags.EXIF_POINTER, exif_tags.PHOTO), (exif_tags.GPS_POINTER, exif_tags.GPS)):
        for entry in entries:
            if entry.tag == pointer:
                kept.update(_sub_directory(tiff, entry, rules))
    return _shaped(kept, little_endian=tiff.order == "<")


def rotates_quarter(tags: Mapping[str, Json]) -> bool:
    """Whether the picture is shown with width and height exchanged."""
    return tags.get("Orientation") in (6, 8)


def _sub_directory(tiff: TiffStructure, pointer: Entry, rules: Mapping[int, TagRule]) -> dict[str, Value]:
    try:
        offset = tiff.value(pointer, limit=4)
        entries, _ = tiff.directory(offset if isinstance(offset, int) else 0)
    except Damaged:
        return {}  # like PHP: the other directories still tell their tags
    return _kept(tiff, entries, rules)


def _kept(tiff: TiffStructure, entries: list[Entry], rules: Mapping[int, TagRule]) -> dict[str, Value]:
    kept: dict[str, Value] = {}
    for entry in entries:
        rule = rules.get(entry.tag)
        if rule is None or not tiff.fits(entry):
            continue
        value = tiff.value(entry, limit=_MAX_VALUE)
        if value is not None and _is_valid(rule, value):
            kept[rule.name] = value
    return kept


def _is_valid(rule: TagRule, value: Value) -> bool:
    if isinstance(value, list):
        return len(value) == rule.length and all(_is_valid(rule, part) for part in value)
    if isinstance(value, bytes):
        return rule.kind == "U" or (rule.kind == "A" and _PRINTABLE.fullmatch(value) is not None)
    if isinstance(value, int):
        return rule.kind == "U" or 0 <= value <= _HIGHEST.get(rule.kind, -1)
    pattern = _RATIONALS.get(rule.kind)
    return rule.kind == "U" or (pattern is not None and pattern.fullmatch(str(value)) is not None)


def _shaped(kept: dict[str, Value], *, little_endian: bool) -> Tags:
    tags: Tags = {}
    for name in _PLACES:
        degrees = _degrees(kept.pop(name, None), kept.pop(name + "Ref", None))
        if degrees is not None:
            tags[name] = plain(degrees)
    altitude = _altitude(kept.pop("GPSAltitude", None), kept.pop("GPSAltitudeRef", None))
    if altitude is not None:
        tags["GPSAltitude"] = plain(altitude)
    for name, value in kept.items():
        shaped = _shape(name, value, little_endian=little_endian)
        if shaped is not None:
            tags["GPSVersionID" if name == "GPSVersion" else name] = shaped
    return tags


def _shape(name: str, value: Value, *, little_endian: bool) -> Json:
    if not isinstance(value, bytes):
        return value if not isinstance(value, list) else list(value)
    match name:
        case "FileSource" | "SceneType":
            return value[0] if value else 0
        case "UserComment" | "GPSAreaInformation":
            return _comment(value, little_endian=little_endian)
        case "ComponentsConfiguration":
            return {**{str(at): byte for at, byte in enumerate(value)}, "_type": "ol"}
        case "GPSVersion":
            version = ".".join(str(byte) for byte in value)
            # MediaWiki turns the text of little-endian files round.
            return version[::-1] if little_endian else version
    return value.decode("utf-8", "replace")


def _comment(value: bytes, *, little_endian: bool) -> str | None:
    code, raw = value[:8], value[8:]
    if not raw:
        return None
    if code == b"JIS\0\0\0\0\0":
        text = raw.decode("shift_jis", "ignore")
    elif code == b"UNICODE\0":
        text = raw.decode("utf-16-le" if little_endian else "utf-16-be", "ignore")
    else:
        text = utf8_or_windows(raw)
    return php_trim(text) or None


def _ratio(value: str) -> float:
    top, _, bottom = value.partition("/")
    return int(top) / int(bottom)


def _degrees(value: Value | None, direction: Value | None) -> float | None:
    if direction not in (b"N", b"S", b"E", b"W"):
        return None
    if isinstance(value, list):
        hours, minutes, seconds = (_ratio(str(part)) for part in value)
        degrees = hours + minutes * (1 / 60) + seconds * (1 / 3600)
    elif isinstance(value, str):
        degrees = _ratio(value)
    else:
        return None
    return -degrees if direction in (b"S", b"W") else degrees


def _altitude(value: Value | None, reference: Value | None) -> float | None:
    if not isinstance(value, str) or reference not in (None, b"\0", b"\1"):
        return None
    return -_ratio(value) if reference == b"\1" else _ratio(value)
