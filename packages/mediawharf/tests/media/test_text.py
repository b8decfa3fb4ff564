import zlib

import pytest

from mediawharf.media.cursor import Damaged
from mediawharf.media.text import exif_date, inflate, utf8_or_windows


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("20200102030405", "2020:01:02 03:04:05"),
        ("2020-01-02T03:04:05Z", "2020:01:02 03:04:05"),
        ("2020-01-02 03:04:05+02:00", "2020:01:02 01:04:05"),
        ("Sat, 02 Jan 2010 11:22:33 +0200", "2010:01:02 09:22:33"),
        ("Sat Jan  2 11:22:33 2010", "2010:01:02 11:22:33"),
        ("2020:01:02 03:04:05", "2020:01:02 03:04:05"),
        ("yesterday", None),
        ("20209999999999", None),
    ],
)
def test_date_is_brought_into_the_form_of_exif(given, date):
    assert exif_date(given) == date


def test_bytes_that_are_no_utf8_are_windows_1252():
    assert utf8_or_windows(b"caf\xe9 \x80") == "café €"
    assert utf8_or_windows("café".encode()) == "café"


def test_text_that_inflates_beyond_the_limit_is_refused():
    with pytest.raises(Damaged):
        inflate(zlib.compress(bytes(1000)), limit=999)
