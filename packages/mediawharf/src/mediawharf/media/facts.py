"""What a stored file is: the value that every format module returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True)
class MediaFacts:
    """The facts that imageinfo shows of one file, and what is wrong with it.

    ``metadata`` and ``common_metadata`` are in storage form: JSON, with PHP's arrays as follows.
    An array with counted keys only is a list; a mixed one is a dict whose counted keys are decimal
    strings (``{"0": 1, "1": 2, "_type": "ol"}``). The ``{"name", "value"}`` rendering is the API's.
    ``metadata`` is None when MediaWiki has no handler for the type; ``_error`` in it marks a file that
    MediaWiki's handler could not read. Sizes are known even then whenever the header told them, because
    the checks against pixel bombs need them.
    """

    mime: str
    media_type: str
    width: int = 0
    height: int = 0
    bits: int = 0
    page_count: int | None = None
    duration: float | None = None
    metadata: Mapping[str, Json] | None = None
    common_metadata: Mapping[str, Json] = field(default_factory=dict)
    damage: str | None = None


def plain(number: float) -> int | float:
    """A number as PHP writes it in JSON: without a fraction when it has none."""
    return int(number) if float(number).is_integer() else number
