from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.clock import iso
from mediawharf.model.expiry import INFINITE, BadExpiry, parse_expiry

NOW = 1_795_367_998  # Sunday, 2026-11-22T17:19:58Z


@pytest.mark.parametrize("text", ["infinite", "indefinite", "infinity", "never"])
def test_the_words_for_infinite(text):
    assert parse_expiry(text, now=NOW) is INFINITE


@pytest.mark.parametrize(
    ("text", "expiry"),
    [  # as MediaWiki 1.39 answers
        ("1 month", "2026-12-22T17:19:58Z"),
        ("20270101000000", "2027-01-01T00:00:00Z"),
        ("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("3 days", "2026-11-25T17:19:58Z"),
        ("2 weeks", "2026-12-06T17:19:58Z"),
        ("1 day 2 hours", "2026-11-23T19:19:58Z"),
        ("tomorrow", "2026-11-23T00:00:00Z"),
        ("next month", "2026-12-22T17:19:58Z"),
        ("+1 week", "2026-11-29T17:19:58Z"),
        ("1 jan 2027", "2027-01-01T00:00:00Z"),
        ("1 fortnight", "2026-12-06T17:19:58Z"),
        ("2 years", "2028-11-22T17:19:58Z"),
        ("now", "2026-11-22T17:19:58Z"),
        ("1week", "2026-11-29T17:19:58Z"),
        ("31 December 2026", "2026-12-31T00:00:00Z"),
        (" 1 day ", "2026-11-23T17:19:58Z"),
        ("2027-02-30", "2027-03-02T00:00:00Z"),
        ("monday", "2026-11-23T00:00:00Z"),
        ("next friday", "2026-11-27T00:00:00Z"),
        ("2 hours 30 minutes", "2026-11-22T19:49:58Z"),
        ("1 min", "2026-11-22T17:20:58Z"),
        ("2027-01-01 10:00", "2027-01-01T10:00:00Z"),
        ("2027-01-01T10:00", "2027-01-01T10:00:00Z"),
        ("@1798761600", "2027-01-01T00:00:00Z"),
        ("January 1, 2027", "2027-01-01T00:00:00Z"),
        ("1 month ago", "2026-10-22T17:19:58Z"),
    ],
)
def test_dates_and_spans(text, expiry):
    assert iso(parse_expiry(text, now=NOW)) == expiry


def test_a_month_after_the_31st_runs_over_into_the_next():
    end_of_january = 1_801_353_600  # 2027-01-31T00:00:00Z
    assert iso(parse_expiry("1 month", now=end_of_january)) == "2027-03-03T00:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "tomorrowish",
        "Never",
        "",
        "1798761600",
        "INFINITE",
        "5",
        "weeks",
        "1.5 days",
        "1 decade",
        "in 2 days",
        "one week",
        "1 hour from now",
        "99999 years",
        "a week",
        "32 December 2026",
        "1 foo 2027",
        "25:00",
        "9" * 500,
    ],
)
def test_nonsense_is_refused(text):
    with pytest.raises(BadExpiry) as refusal:
        parse_expiry(text, now=NOW)
    assert not refusal.value.is_past


@pytest.mark.parametrize("text", ["yesterday", "-1 week", "12:30", "midnight", "20200101000000"])
def test_the_past_is_refused_when_asked(text):
    assert parse_expiry(text, now=NOW) < NOW
    with pytest.raises(BadExpiry) as refusal:
        parse_expiry(text, now=NOW, refuse_past=True)
    assert refusal.value.is_past


@given(st.integers(1, 1000), st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]))
def test_longer_spans_end_later(count, unit):
    assert NOW < parse_expiry(f"{count} {unit}", now=NOW) < parse_expiry(f"{count + 1} {unit}s", now=NOW)


@given(st.text())
def test_any_text_is_read_or_refused_and_no_other_error_raised(text):
    with suppress(BadExpiry):
        assert parse_expiry(text, now=NOW) is not None
