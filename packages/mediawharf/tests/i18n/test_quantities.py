import pytest

from mediawharf.i18n.quantities import date, number, size, time

MOMENT = 1795518121  # 2026-11-24 11:02:01


@pytest.mark.parametrize(
    ("octets", "english", "french"),
    [
        (0, "0 bytes", "0 octet"), (1, "1 byte", "1 octet"), (999, "999 bytes", "999 octets"),
        (1000, "1.0 kB", "1,0 ko"), (99_949, "99.9 kB", "99,9 ko"), (99_960, "100 kB", "100 ko"),
        (999_499, "999 kB", "999 ko"), (999_500, "1.0 MB", "1,0 Mo"), (5 * 2**30, "5.4 GB", "5,4 Go"),
        (10**16, "10,000 TB", "10\u202f000 To"),
    ],
)  # fmt: skip
def test_size_has_the_unit_that_suits_it(octets, english, french):
    assert size(octets, "en").replace("\u00a0", " ") == english
    assert size(octets, "fr").replace("\u00a0", " ") == french


def test_numbers_have_their_thousands_apart():
    assert number(1234567.25, "en", digits=1) == "1,234,567.2"
    assert number(1234567.25, "fr", digits=1) == "1\u202f234\u202f567,2"


def test_times_are_written_as_each_language_does():
    assert time(MOMENT, "en") == "24 November 2026, 11:02"
    assert time(MOMENT, "fr") == "24 novembre 2026 à 11:02"
    assert date(1764547200, "fr") == "1er décembre 2025"


def test_other_languages_get_the_english_form():
    assert time(MOMENT, "de") == "24 November 2026, 11:02"
    assert size(1234, "de") == "1.2\u00a0kB"
