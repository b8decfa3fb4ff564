"""IPTC tags of a Photoshop block, in MediaWiki's names and shapes."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from mediawharf.media.facts import Json
from mediawharf.media.tag_layers import Tags
from mediawharf.media.text import clean_utf8, php_trim

PHOTOSHOP = b"Photoshop 3.0\0"
# Dataset of record 2 → MediaWiki's tag, for those taken as they are (IPTC.php).
_PLAIN = {
    5: "ObjectName",
    7: "EditStatus",
    10: "Urgency",
    15: "iimCategory",
    20: "iimSupplementalCategory",
    22: "FixtureIdentifier",
    25: "Keywords",
    26: "LocationDestCode",
    27: "LocationDest",
    40: "SpecialInstructions",
    75: "ObjectCycle",
    90: "CityDest",
    92: "SublocationDest",
    95: "ProvinceOrStateDest",
    100: "CountryCodeDest",
    101: "CountryDest",
    103: "OriginalTransmissionRef",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "Copyright",
    118: "Contact",
    120: "ImageDescription",
    122: "Writer",
    135: "LanguageCode",
}
_DATES = {
    55: (60, "DateTimeOriginal"),
    62: (63, "DateTimeDigitized"),
    30: (35, "DateTimeReleased"),
    37: (38, "DateTimeExpires"),
}
_CHARSETS = {b"\x1b%G": "utf-8", b"\x1b(B": "utf-8", b"\x1b(@": "utf-8", b"\x1b-A": "iso-8859-1"}
_CHARSETS |= {b"\x1b(@\x1b-A": "iso-8859-1", b"\x1b(B\x1b-A": "iso-8859-1"}
_CHARSETS |= {b"\x1b-" + bytes([66 + n]): f"iso-8859-{n + 2}" for n in range(7)}
_TIME = re.compile(r"\d{6}[-+]\d{4}")
_DATE = re.compile(r"(?!0000)\d{4}(?!00)\d\d(?!00)\d\d")

_Records = Mapping[tuple[int, int], list[bytes]]


def read_iptc(block: bytes) -> tuple[str, Tags]:
    """The layer (how far the tags may be trusted over XMP) and the tags of one APP13 segment."""
    records = _records(block)
    charset: str | None = None
    if (1, 90) in records:
        charset = _CHARSETS.get(records[1, 90][0])
        if charset is None:
            return _layer(block), {}  # MediaWiki too gives up on a charset that it does not know
    tags: Tags = {}
    for (record, dataset), raw in records.items():
        if record == 2 and raw[0].strip(b" \t\n\r\0\x0b"):
            tags.update(_tag(dataset, [_text(value, charset) for value in raw], records, charset))
    version = records.get((2, 0), [b""])[0]
    if len(version) == 2 and version.strip(b" \t\n\r\0\x0b"):
        tags["iimVersion"] = int.from_bytes(version)
    return _layer(block), tags


def _tag(dataset: int, values: list[str], records: _Records, charset: str | None) -> Tags:
    if dataset in _PLAIN:
        return {_PLAIN[dataset]: list(values)}
    if dataset in _DATES:
        time_of_day, name = _DATES[dataset]
        moment = _moment(values, [_text(raw, charset) for raw in records.get((2, time_of_day), [])])
        return {} if moment is None else {name: moment}
    tags: Tags = {}
    match dataset:
        case 80:
            titles = [_text(raw, charset) for raw in records.get((2, 85), [])]
            tags["Artist"] = _bylines(values, titles)
        case 65 if len(values) == 1:
            versions = records.get((2, 70))
            tags["Software"] = [values[0] if versions is None else [values[0], _text(versions[0], charset)]]
        case 4 if len(values[0].encode()) >= 5:
            tags["IntellectualGenre"] = values[0][4:]
        case 12:
            tags = _subject(values)
    return tags


def _bylines(names: list[str], titles: list[str]) -> list[Json]:
    joined = [f"{title}, {name}" for title, name in zip(titles, names, strict=False)]
    return [*joined, *names[len(joined) :]]


def _subject(values: list[str]) -> Tags:
    tags: Tags = {}
    for value in values:
        fields = value.split(":", 2)
        if len(fields) < 2 or fields[0] != "IPTC":
            break
        tags["SubjectNewsCode"] = fields[1]
    return tags


def _moment(dates: list[str], times: list[str]) -> str | None:
    if len(dates) != 1:
        return None
    has_time = len(times) == 1
    clock = times[0] if has_time else "000000+0000"
    if _TIME.match(clock) is None or _DATE.fullmatch(dates[0]) is None:
        return None
    try:
        moment = datetime.strptime(dates[0] + clock[:6], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        zone = timedelta(hours=int(clock[7:9]), minutes=int(clock[9:11]))
        moment += -zone if clock[6] == "-" else zone
    except (ValueError, OverflowError):
        return None
    text = f"{moment.year:04d}:{moment:%m:%d %H:%M:%S}"
    return text if has_time else text[:10]


def _text(raw: bytes, charset: str | None) -> str:
    if charset is not None:
        return php_trim(raw.decode(charset, "ignore"))
    clean = clean_utf8(raw)
    return php_trim(raw.decode("windows-1252", "ignore")) if clean is None else clean


def _records(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """The datasets by record and number, found the way PHP's iptcparse finds them."""
    found = re.search(rb"\x1c[\x01\x02]", block)
    records: dict[tuple[int, int], list[bytes]] = {}
    at = len(block) if found is None else found.start()
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, dataset = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5])
        at += 5
        if length & 0x8000:
            length = int.from_bytes(block[at : at + 4])
            at += 4
        if at + length > len(block):
            break
        records.setdefault((record, dataset), []).append(block[at : at + length])
        at += length
    return records


def _layer(block: bytes) -> str:
    """XMP programs keep a digest of the IPTC block: one that no longer fits tells that IPTC is newer."""
    at = len(PHOTOSHOP)
    digest = recorded = b""
    while at + 12 <= len(block):
        resource = block[at + 4 : at + 6]
        at += 6
        at += (block[at] + 2) & ~1
        length = int.from_bytes(block[at : at + 4])
        at += 4
        if at + length > len(block):
            return "iptc-no-hash"
        if resource == b"\x04\x04":
            digest = hashlib.md5(block[at : at + length], usedforsecurity=False).digest()
        elif resource == b"\x04\x25":
            recorded = block[at : at + length]
        at += (length + 1) & ~1
    if not digest or not recorded:
        return "iptc-no-hash"
    return "iptc-good-hash" if digest == recorded else "iptc-bad-hash"
