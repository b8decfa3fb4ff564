"""Fixtures of many tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediawharf.testing.wharf import Wharf, close, make_wharf


@pytest.fixture
def open_wharf(tmp_path: Path) -> Iterator[Callable[..., Wharf]]:
    """Opens wharves, by default on one and the same folder; they are closed after the test."""
    opened: list[Wharf] = []

    def opening(folder: Path = tmp_path / "data", **values: object) -> Wharf:
        opened.append(make_wharf(folder, **values))
        return opened[-1]

    yield opening
    for wharf in opened:
        close(wharf)


@pytest.fixture
def wharf(open_wharf: Callable[..., Wharf]) -> Wharf:
    """A wharf with default settings."""
    return open_wharf()
