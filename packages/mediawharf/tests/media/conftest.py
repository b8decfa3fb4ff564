"""What the tests of media share: files as facts, and facts as the API lists them."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mediawharf.media.facts import Json, MediaFacts
from mediawharf.media.inspect import inspect

FIXTURES = Path(__file__).parent / "fixtures"


def _listed(value: Json) -> Any:
    """Storage form as lists of name and value, sorted by name: the API's rendering, less its order."""
    if isinstance(value, Mapping):
        pairs = [(int(key) if key.isdigit() else key, item) for key, item in value.items()]
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return value
    return sorted(({"name": key, "value": _listed(item)} for key, item in pairs), key=_by_name)


def _by_name(row: dict[str, Any]) -> str:
    return str(row["name"])


def _sorted(rows: Any) -> Any:
    if not isinstance(rows, list):
        return rows
    return sorted(({**row, "value": _sorted(row["value"])} for row in rows), key=_by_name)


@pytest.fixture
def listed() -> Callable[[Json], Any]:
    return _listed


@pytest.fixture
def sort_rows() -> Callable[[Any], Any]:
    return _sorted


@pytest.fixture
def look() -> Callable[[bytes], MediaFacts]:
    return lambda data: inspect(io.BytesIO(data), size=len(data))
