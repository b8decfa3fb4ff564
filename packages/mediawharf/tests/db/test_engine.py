"""How values of columns are read."""

import json

import pytest

from mediawharf.db.engine import read_json


@pytest.mark.parametrize(
    "value",
    [{"a": [1, 2.5, None, True]}, "\ud800", float("inf"), 10**30, 12345678901234567, -0.0, "\x00é", {"1": {}}, 1e22],
)
def test_what_was_written_as_json_is_read_again(value: object) -> None:
    assert repr(read_json(json.dumps(value))) == repr(value)
