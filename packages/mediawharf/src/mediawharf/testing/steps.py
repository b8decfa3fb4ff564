"""Counts what code does, so that a test can tell how its work grows without a clock."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec

P = ParamSpec("P")


def steps_of(run: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> int:
    """How many functions are called and left, Python's and C's, while ``run`` runs: the same each time.

    What one call of C does is one step, however long it takes: benchmarks tell that.
    """
    steps, before = 0, sys.getprofile()

    def step(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(step)
    try:
        run(*args, **kwargs)
    finally:
        sys.setprofile(before)
    return steps
