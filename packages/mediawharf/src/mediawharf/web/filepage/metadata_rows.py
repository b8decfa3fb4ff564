"""The table of a file's metadata: what people look for first, and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mediawharf.model.file import FileFacts
from mediawharf.model.json import Json
from mediawharf.web.filepage.metadata_values import Amount, Text, Value, place_of, values_of

MOST_ROWS: Final = 200

# Tags that have a name in words; those of the first group are shown before the rest is unfolded.
FIRST: Final = (
    "ObjectName", "ImageDescription", "Artist", "Copyright", "DateTimeOriginal", "Make", "Model", "LensModel",
    "ExposureTime", "FNumber", "ISOSpeedRatings", "FocalLength", "Place", "Frames", "Duration", "Pages",
)  # fmt: skip
NAMED: Final = (
    *FIRST, "Headline", "Credit", "Source", "Keywords", "UsageTerms", "LicenseUrl", "WebStatement", "Copyrighted",
    "Contact", "DateTime", "DateTimeDigitized", "Software", "Orientation", "XResolution", "YResolution",
    "ResolutionUnit", "ImageWidth", "ImageLength", "BitsPerSample", "ColorSpace", "ExposureProgram", "ExposureMode",
    "ExposureBiasValue", "ApertureValue", "MaxApertureValue", "ShutterSpeedValue", "BrightnessValue", "MeteringMode",
    "LightSource", "Flash", "WhiteBalance", "FocalLengthIn35mmFilm", "DigitalZoomRatio", "SceneCaptureType",
    "Contrast", "Saturation", "Sharpness", "GainControl", "SensingMethod", "SubjectDistance",
    "SubjectDistanceRange", "CustomRendered", "FileSource", "SceneType", "ExifVersion", "UserComment", "Rating",
    "GPSAltitude", "GPSImgDirection", "GPSDateStamp", "CountryDest", "CityDest", "ProvinceOrStateDest",
    "GIFFileComment", "JPEGFileComment", "PNGFileComment",
)  # fmt: skip
# Told by the place, of no use to people, or the software's own.
_LEFT_OUT: Final = frozenset(
    {
        "GPSLatitude", "GPSLongitude", "GPSLatitudeRef", "GPSLongitudeRef", "GPSAltitudeRef", "MEDIAWIKI_EXIF_VERSION",
        "StripOffsets", "StripByteCounts", "RowsPerStrip", "JPEGInterchangeFormat", "JPEGInterchangeFormatLength",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """A tag and its values; one that is not named is shown by its tag."""

    tag: str
    values: tuple[Value, ...]
    is_named: bool


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """The rows that are shown at once, and those that are unfolded."""

    first: tuple[MetadataRow, ...]
    rest: tuple[MetadataRow, ...]


def metadata_table(facts: FileFacts) -> MetadataTable:
    """What the file tells of itself, at most 200 rows of it."""
    common = facts.common_metadata
    found: dict[str, tuple[Value, ...]] = _of_container(facts)
    place = place_of(common)
    if place is not None:
        found["Place"] = (place,)
    for tag, value in common.items():
        values = () if tag in _LEFT_OUT else values_of(tag, value)
        if values:
            found[tag] = values
    rows = [MetadataRow(tag, values, tag in NAMED) for tag, values in found.items()][:MOST_ROWS]
    first = sorted((row for row in rows if row.tag in FIRST), key=lambda row: FIRST.index(row.tag))
    return MetadataTable(tuple(first), tuple(row for row in rows if row.tag not in FIRST))


def _of_container(facts: FileFacts) -> dict[str, tuple[Value, ...]]:
    """What the format itself tells: frames, seconds, pages."""
    metadata: Mapping[str, Json] = facts.metadata or {}
    found: dict[str, tuple[Value, ...]] = {}
    frames, duration = metadata.get("frameCount"), metadata.get("duration")
    if isinstance(frames, int) and frames > 1:
        found["Frames"] = (Amount(frames, "none"),)
    if isinstance(duration, int | float) and duration > 0:
        found["Duration"] = (Amount(round(duration, 2), "second"),)
    if facts.page_count is not None and facts.page_count > 1:
        found["Pages"] = (Text(str(facts.page_count)),)
    return found
