"""A file's metadata as the wire shows them: lists of names and values.

Source: the wire's ``metadata`` and ``commonmetadata``, and version 1 of the former as ``iimetadataversion`` gives it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mediawharf.api.result import RealBool, Tagged
from mediawharf.model.json import Json

_EXIF_VERSION = "MEDIAWIKI_EXIF_VERSION"


def listed(metadata: Mapping[str, Any]) -> Tagged:
    """Metadata as a list of names and values; counted keys are numbers, nested values lists of their own."""
    return Tagged([{"name": _name(key), "value": _listed_value(value)} for key, value in metadata.items()], "metadata")


def as_version(metadata: Mapping[str, Json], version: str) -> Mapping[str, Json]:
    """Metadata of JPEG and TIFF files in the version asked for: in version 1 lists are texts of several lines."""
    if _number(version) != 1 or metadata.get(_EXIF_VERSION) != 2:
        return metadata
    flat = {key: _flattened(value) for key, value in metadata.items()}
    return {**flat, _EXIF_VERSION: 1}


def _number(version: str) -> int | None:
    digits = version.partition(";")[0].partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def _flattened(value: Json) -> Json:
    if isinstance(value, Mapping):
        kind = str(value.get("_type", "ul"))
        items = {key: item for key, item in value.items() if key != "_type"}
        return _by_language(items) if kind == "lang" else _as_lines(list(items.values()), kind)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _as_lines(list(value), "ul")
    return value


def _as_lines(items: list[Json], kind: str) -> Json:
    if len(items) == 1:
        return items[0]
    mark = "\n#" if kind == "ol" else "\n*"
    return "".join(f"{mark}{item}" for item in items)


def _by_language(items: Mapping[str, Json]) -> str:
    default = items.get("x-default")
    lines = [] if default is None else [f"{default}\n\n"]
    lines += [f"{language}: {item}\n\n" for language, item in items.items() if item != default]
    return "".join(lines)


def _listed_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return listed(value)
    if isinstance(value, list | tuple):
        return Tagged([{"name": i, "value": _listed_value(item)} for i, item in enumerate(value)], "metadata")
    return RealBool(value) if isinstance(value, bool) else value


def _name(key: str) -> str | int:
    return int(key) if key.isascii() and key.isdigit() else key
