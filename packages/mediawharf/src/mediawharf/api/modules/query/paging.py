"""What lists have in common: places to go on from, starts of titles, and names of pages in rows."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Protocol, TypeVar

from mediawharf.api.modules.query.errors import ContradictingShow
from mediawharf.api.named_page import BadTitle
from mediawharf.api.request_errors import BadContinue, InvalidParamMix
from mediawharf.db.timerange import TimeRange
from mediawharf.model.clock import compact
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp
from mediawharf.model.title import InvalidTitle, Title

DIRECTIONS: Final = ("newer", "older")
BY_NAME: Final = ("ascending", "descending")

_TIME_AND_ID: Final = re.compile(r"(\d{14})\|(\d{1,18})", re.ASCII)

T = TypeVar("T")


class ByTime(Protocol):
    """The parameters of a list by time."""

    @property
    def limit(self) -> int:
        """How many rows are asked for."""

    @property
    def dir(self) -> str:
        """One of DIRECTIONS."""

    @property
    def start(self) -> int | None:
        """The second of the first row."""

    @property
    def end(self) -> int | None:
        """The second of the last row."""

    @property
    def continue_(self) -> str | None:
        """Where to go on from, as ``time_and_id`` told it."""


def cut(rows: Sequence[T], limit: int) -> tuple[Sequence[T], T | None]:
    """At most ``limit`` of the rows, and the first that is left out; lists read one row more than they give."""
    return rows[:limit], rows[limit] if len(rows) > limit else None


def time_and_id(timestamp: int, row_id: int) -> str:
    """Where a list by time goes on: ``20260102030405|17``."""
    return f"{compact(timestamp)}|{row_id}"


def parse_time_and_id(text: str | None) -> tuple[int, int] | None:
    """The row that the text names; None without a text. Raises BadContinue."""
    if text is None:
        return None
    match = _TIME_AND_ID.fullmatch(text)
    if match is None:
        raise BadContinue
    try:
        return parse_timestamp(match[1], now=0), int(match[2])
    except BadTimestamp:
        raise BadContinue from None


def time_range(asked: ByTime) -> TimeRange:
    """The rows asked for, and one more for ``cut``. Raises BadContinue."""
    return TimeRange(
        limit=asked.limit + 1,
        newest_first=asked.dir == "older",
        start=asked.start,
        end=asked.end,
        from_row=parse_time_and_id(asked.continue_),
    )


def named(title: Title) -> dict[str, Any]:
    """A page's name in a row."""
    return {"ns": title.namespace, "title": title.prefixed}


def author(user_id: int, user_name: str, props: Collection[str]) -> dict[str, Any]:
    """Who did something, as ``props`` ask with ``user`` and ``userid``."""
    told: dict[str, Any] = {}
    if "user" in props:
        told["user"] = user_name
    if "userid" in props:
        told["userid"] = user_id
    if told and user_id == 0:
        told["anon"] = True
    return told


def title_part(text: str, namespace: int) -> str:
    """The database key that the start of a title within a namespace stands for; raises BadTitle.

    Unlike in a whole title, an underscore or space at the end counts.
    """
    try:
        return Title.in_namespace(namespace, text + "x").dbkey[:-1]
    except InvalidTitle:
        raise BadTitle(text) from None


def check_show(show: Iterable[str]) -> frozenset[str]:
    """The words as a set; raises ContradictingShow for one that stands beside its negation ``!word``."""
    words = frozenset(show)
    if any("!" + word in words for word in words):
        raise ContradictingShow
    return words


def shown(show: frozenset[str], word: str) -> bool | None:
    """Whether rows of that kind are wanted, or rows of no such kind; None: both."""
    if word in show:
        return True
    return False if "!" + word in show else None


def exclusive(**given: object) -> None:
    """Raises InvalidParamMix if more than one of the parameters, by their names on the wire, was given."""
    names = tuple(name for name, value in given.items() if value)
    if len(names) > 1:
        raise InvalidParamMix(names)
