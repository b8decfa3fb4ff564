"""Values of a file's metadata as people read them: numbers with units, words for codes, coordinates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final, TypeAlias

from mediawharf.model.json import Json

_LONGEST: Final = 1000  # characters of one text
_MOST_TEXTS: Final = 50


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands in the file; ``language`` is its code where the file tells it."""

    kind: ClassVar[str] = "text"
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A code that stands for a word: what follows ``metadata-`` in the message's key."""

    kind: ClassVar[str] = "word"
    key: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: what follows ``metadata-unit-`` in the message's key."""

    kind: ClassVar[str] = "amount"
    number: float
    unit: str
    written: str | None = None  # the number as the field writes it, such as 1/250

    @property
    def digits(self) -> int:
        """How many digits the number has after the point, two at most."""
        return next((digits for digits in (0, 1) if round(self.number, digits) == self.number), 2)


@dataclass(frozen=True, slots=True)
class Angle:
    """One coordinate; ``direction`` is n, e, s or w."""

    degrees: int
    minutes: int
    seconds: float
    direction: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture was taken."""

    kind: ClassVar[str] = "place"
    latitude: Angle
    longitude: Angle


Value: TypeAlias = Text | Word | Amount | Place

# Codes of which each has a word. Source: Exif 2.32.
_CODES: Final[Mapping[str, frozenset[int]]] = {
    "Orientation": frozenset(range(1, 9)),
    "ResolutionUnit": frozenset({1, 2, 3}),
    "ExposureProgram": frozenset(range(9)),
    "MeteringMode": frozenset({0, 1, 2, 3, 4, 5, 6, 255}),
    "LightSource": frozenset({0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 255}),
    "ColorSpace": frozenset({1, 65535}),
    "ExposureMode": frozenset({0, 1, 2}),
    "WhiteBalance": frozenset({0, 1}),
    "SceneCaptureType": frozenset({0, 1, 2, 3}),
    "Contrast": frozenset({0, 1, 2}),
    "Saturation": frozenset({0, 1, 2}),
    "Sharpness": frozenset({0, 1, 2}),
    "GainControl": frozenset({0, 1, 2, 3, 4}),
    "CustomRendered": frozenset({0, 1}),
    "SensingMethod": frozenset({1, 2, 3, 4, 5, 7, 8}),
    "SubjectDistanceRange": frozenset({0, 1, 2, 3}),
    "FileSource": frozenset({3}),
    "SceneType": frozenset({1}),
}
_DATES: Final = frozenset({"DateTime", "DateTimeOriginal", "DateTimeDigitized", "DateTimeReleased", "DateTimeExpires"})
_FLASH_FIRED: Final = 1  # the lowest bit of Exif's Flash


def values_of(tag: str, value: Json) -> tuple[Value, ...]:
    """A tag's value as one or more things to show; empty where there is nothing to show."""
    if isinstance(value, bool) or value is None:
        return ()
    read = _reader(tag)
    if read is not None and isinstance(value, str | int | float):
        found = read(value)
        if found is not None:
            return (found,)
    return tuple(_texts(value))[:_MOST_TEXTS]


def place_of(metadata: Mapping[str, Json]) -> Place | None:
    """The coordinates, where both are there and are numbers on the globe."""
    latitude, longitude = metadata.get("GPSLatitude"), metadata.get("GPSLongitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # which no NaN is
        return None
    return Place(_angle(latitude, "n" if latitude >= 0 else "s"), _angle(longitude, "e" if longitude >= 0 else "w"))


def code_words() -> tuple[str, ...]:
    """What follows ``metadata-`` in the keys of all words for codes."""
    words = [f"{tag.lower()}-{code}" for tag, codes in _CODES.items() for code in sorted(codes)]
    return (*words, "flash-0", "flash-1")


def _reader(tag: str) -> Callable[[str | float], Value | None] | None:
    if tag in _CODES:
        return lambda value: _code(tag, value)
    if tag in _DATES:
        return _date
    return _READERS.get(tag)


def _code(tag: str, value: str | float) -> Word | None:
    number = _fraction(value)
    is_known = number is not None and number.denominator == 1 and int(number) in _CODES[tag]
    return Word(f"{tag.lower()}-{int(number)}") if number is not None and is_known else None


def _flash(value: str | float) -> Word | None:
    number = _fraction(value)
    return None if number is None else Word(f"flash-{int(number) & _FLASH_FIRED}")


def _date(value: str | float) -> Text | None:
    """Exif's date with hyphens, which cannot be mistaken."""
    text = str(value)
    is_exif = len(text) >= 10 and text[4] == ":" and text[7] == ":"
    return Text(f"{text[:4]}-{text[5:7]}-{text[8:]}"[:_LONGEST]) if is_exif else None


def _exposure(value: str | float) -> Amount | None:
    number = _fraction(value)
    if number is None or number <= 0:
        return None
    is_short = number < 1
    return Amount(float(number), "second", f"1/{round(1 / number)}" if is_short else None)


def _in(unit: str, digits: int) -> Callable[[str | float], Amount | None]:
    def read(value: str | float) -> Amount | None:
        number = _fraction(value)
        return None if number is None else Amount(round(float(number), digits), unit)

    return read


_READERS: Final[Mapping[str, Callable[[str | float], Value | None]]] = {
    "Flash": _flash,
    "ExposureTime": _exposure,
    "FNumber": _in("fnumber", 1),
    "FocalLength": _in("millimetre", 1),
    "FocalLengthIn35mmFilm": _in("millimetre", 1),
    "ExposureBiasValue": _in("ev", 2),
    "BrightnessValue": _in("ev", 2),
    "SubjectDistance": _in("metre", 2),
    "GPSAltitude": _in("metre", 1),
    "GPSImgDirection": _in("degree", 1),
    "XResolution": _in("none", 2),
    "YResolution": _in("none", 2),
    "DigitalZoomRatio": _in("none", 2),
    "ApertureValue": _in("none", 2),
    "MaxApertureValue": _in("none", 2),
    "ShutterSpeedValue": _in("none", 2),
    "CompressedBitsPerPixel": _in("none", 2),
}


def _fraction(value: str | float) -> Fraction | None:
    """A number, or the quotient of two that Exif writes as 1/250."""
    if isinstance(value, str) and len(value) > 40:
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def _angle(number: float, direction: str) -> Angle:
    tenths = round(abs(number) * 36_000)
    return Angle(tenths // 36_000, tenths // 600 % 60, tenths % 600 / 10, direction)


def _texts(value: Json, language: str | None = None) -> list[Text]:
    if isinstance(value, Mapping):
        is_by_language = value.get("_type") == "lang"
        parts = [(key, item) for key, item in value.items() if key != "_type"]
        return [text for key, item in parts for text in _texts(item, _language(key) if is_by_language else None)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [text for item in value for text in _texts(item, language)]
    text = "" if value is None or isinstance(value, bool) else str(value).strip()
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return [Text(shown, language)] if shown else []


def _language(key: str) -> str | None:
    return None if key == "x-default" else key
