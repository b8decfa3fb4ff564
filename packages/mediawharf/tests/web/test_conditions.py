import pytest

from mediawharf.web.conditions import Verdict, Version

MODIFIED = "Sun, 22 Nov 2026 17:19:58 GMT"
EARLIER = "Sun, 22 Nov 2026 17:19:57 GMT"
LATER = "Sun, 22 Nov 2026 17:19:59 GMT"
VERSION = Version('"abc"', 1_795_367_998)


def test_time_is_written_as_an_http_date():
    assert VERSION.last_modified == MODIFIED


@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": '"abc"'},
        {"if-none-match": 'W/"abc"'},
        {"if-none-match": '"x", "abc"'},
        {"if-none-match": "*"},
        {"if-modified-since": MODIFIED},
        {"if-modified-since": LATER},
        {"if-modified-since": "Sunday, 22-Nov-26 17:19:58 GMT"},
        {"if-modified-since": "Sun Nov 22 17:19:58 2026"},
        {"if-none-match": '"abc"', "if-modified-since": EARLIER},
    ],
)
def test_copy_that_is_still_good_is_not_sent_again(headers):
    assert VERSION.judge(headers) is Verdict.NOT_MODIFIED


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"if-none-match": '"x"'},
        {"if-none-match": "abc"},
        {"if-modified-since": EARLIER},
        {"if-modified-since": "now"},
        {"if-modified-since": "0"},
        {"if-modified-since": "Sun, 99 Nov 2026 17:19:58 GMT"},
        {"if-none-match": '"x"', "if-modified-since": LATER},
        {"if-match": '"abc"'},
        {"if-match": "*"},
        {"if-match": '"abc"', "if-unmodified-since": EARLIER},
        {"if-unmodified-since": MODIFIED},
    ],
)
def test_file_is_served(headers):
    assert VERSION.judge(headers) is Verdict.SERVE


@pytest.mark.parametrize(
    "headers",
    [{"if-match": '"x"'}, {"if-match": 'W/"abc"'}, {"if-match": ""}, {"if-unmodified-since": EARLIER}],
)
def test_condition_on_another_version_fails(headers):
    assert VERSION.judge(headers) is Verdict.FAILED


@pytest.mark.parametrize("condition", ['"abc"', MODIFIED])
def test_range_counts_for_the_version_that_the_client_has(condition):
    assert VERSION.allows_range({"if-range": condition})


@pytest.mark.parametrize("condition", ['"x"', 'W/"abc"', EARLIER, LATER, "", "abc", "*"])
def test_range_does_not_count_for_another_version(condition):
    assert not VERSION.allows_range({"if-range": condition})
