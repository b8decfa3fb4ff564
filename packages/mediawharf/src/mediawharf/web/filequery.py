"""What a list of files is asked for, as its address tells: filters, order, look, and the place it begins at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Literal, get_args

from mediawharf.auth.names import canonical_name
from mediawharf.db.file_browse import BrowseFilter, Order, Place
from mediawharf.model.file import hex_sha1
from mediawharf.pages.terms import category_term, licence_term

KINDS = MappingProxyType({
    "picture": ("BITMAP", "DRAWING"),
    "audio": ("AUDIO",),
    "video": ("VIDEO", "MULTIMEDIA"),
    "document": ("OFFICE", "TEXT"),
    "model": ("3D",),
})  # fmt: skip
LOOKS = ("gallery", "table")
PAGE_SIZES = (24, 48, 96)
_SHA1 = re.compile(r"[0-9a-f]{40}")
_BASE36 = re.compile(r"[0-9a-z]{31}")
_PLACE = re.compile(r"(\d{1,12})\|(.{1,255})", re.DOTALL)

Direction = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class FileQuery:
    """A list of files. What cannot be read of an address counts as not asked for, and is in ``unread``."""

    user: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    licence: str = ""
    category: str = ""
    sha1: str = ""
    order: Order = "newest"
    look: str = "gallery"
    limit: int = PAGE_SIZES[1]
    place: Place | None = None
    direction: Direction = "after"
    unread: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether not all files are wanted."""
        return any((self.user, self.kind, self.since, self.until, self.licence, self.category, self.sha1))

    def filter(self) -> BrowseFilter:
        """The filter for the database."""
        terms = [] if not self.category else [category_term(self.category)]
        return BrowseFilter(
            user_name=canonical_name(self.user) or self.user if self.user else None,
            media_types=KINDS.get(self.kind, ()),
            since=None if not self.since else _second(date.fromisoformat(self.since)),
            until=None if not self.until else _second(date.fromisoformat(self.until) + timedelta(days=1)) - 1,
            sha1=self.sha1 or None,
            terms=(*terms, *([] if not self.licence else [licence_term(self.licence)])),
        )

    def values(self) -> dict[str, str | int]:
        """What an address must say to ask for the same; defaults are left out."""
        asked: dict[str, str | int] = {
            "user": self.user, "kind": self.kind, "since": self.since, "until": self.until, "licence": self.licence,
            "category": self.category, "sha1": self.sha1,
            "order": "" if self.order == "newest" else self.order, "look": "" if self.look == LOOKS[0] else self.look,
            "limit": 0 if self.limit == PAGE_SIZES[1] else self.limit,
            self.direction: "" if self.place is None else f"{self.place[0]}|{self.place[1]}",
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def at(self, direction: Direction, place: Place | None) -> "FileQuery":
        """The same list from another place on."""
        return replace(self, direction=direction, place=place)

    def with_look(self, look: str) -> "FileQuery":
        """The same files, shown otherwise."""
        return replace(self, look=look)


def read_query(asked: Mapping[str, str]) -> FileQuery:
    """The list that an address asks for."""
    values = {name: asked.get(name, "").strip()[:300] for name in ("user", "kind", "since", "until", "licence", "sha1")}
    sha1 = _sha1(values["sha1"])
    read = FileQuery(
        user=values["user"].replace("_", " "),
        kind=values["kind"] if values["kind"] in KINDS else "",
        since=_day(values["since"]),
        until=_day(values["until"]),
        licence=values["licence"].lower(),
        category=_category(asked.get("category", "")),
        sha1=sha1,
        order=_order(asked.get("order", "")),
        look=asked["look"] if asked.get("look") in LOOKS else LOOKS[0],
        limit=next((size for size in PAGE_SIZES if str(size) == asked.get("limit")), PAGE_SIZES[1]),
        direction="before" if "before" in asked else "after",
        place=_place(asked.get("before") or asked.get("after", "")),
    )
    unread = [name for name in ("kind", "since", "until", "sha1") if values[name] and not getattr(read, name)]
    return replace(read, unread=tuple(unread))


def _order(text: str) -> Order:
    return next((order for order in get_args(Order) if order == text), "newest")


def _category(text: str) -> str:
    name = text.strip().replace("_", " ")[:255]
    prefix, colon, rest = name.partition(":")
    name = rest.strip() if colon and prefix.strip().lower() == "category" else name
    return name[:1].upper() + name[1:]


def _sha1(text: str) -> str:
    text = text.lower()
    if _SHA1.fullmatch(text):
        return text
    try:
        return hex_sha1(text) if _BASE36.fullmatch(text) else ""
    except ValueError:
        return ""


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if 1971 <= day.year <= 9000 else ""


def _second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _place(text: str) -> Place | None:
    match = _PLACE.fullmatch(text)
    return None if match is None else (int(match[1]), match[2])
