from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.clock import compact, iso
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp

NOW = 1_700_000_000
TIME = 1_767_323_045  # 2026-01-02T03:04:05Z


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05",
        "2026-01-02T03:04:05.678Z",
        "20260102T030405Z",
        "20260102030405",
        "2026:01:02 03:04:05",
        "2026-01-02T05:04:05+02:00",
        "2026-01-01T22:34:05-0430",
        "Fri, 02 Jan 2026 03:04:05 GMT",
        "Friday, 02-Jan-26 03:04:05 GMT",
        "Fri Jan  2 03:04:05 2026",
        "1767323045",
        "1767323045.9",
    ],
)
def test_every_documented_form_means_the_same_second(text):
    assert parse_timestamp(text, now=NOW) == TIME


@pytest.mark.parametrize("text", ["now", "", "0"])
def test_now_and_its_synonyms_are_the_current_second(text):
    assert parse_timestamp(text, now=NOW) == NOW


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2026-02-30T00:00:00Z",
        "20261301000000",
        "2026-01-02",
        "12:30",
        "99999999999999999",
        "9999999999999",
        "Fri, 32 Jan 2026 03:04:05 GMT",
        "٢٠٢٦٠١٠٢٠٣٠٤٠٥",
        "20260102030405\n",
    ],
)
def test_nonsense_is_refused(text):
    with pytest.raises(BadTimestamp):
        parse_timestamp(text, now=NOW)


@given(st.integers(0, 253402300799))
def test_what_the_api_shows_is_read_back(seconds):
    assert parse_timestamp(iso(seconds), now=NOW) == seconds
    assert parse_timestamp(compact(seconds), now=NOW) == seconds


@given(st.text())
def test_any_other_text_is_refused_and_no_other_error_raised(text):
    with suppress(BadTimestamp):
        assert isinstance(parse_timestamp(text, now=NOW), int)
