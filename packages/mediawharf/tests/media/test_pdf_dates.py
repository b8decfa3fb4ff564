import pytest

from mediawharf.media.pdf_dates import pdf_date


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("D:20261124124803Z", "Tue Nov 24 12:48:03 2026 UTC"),
        ("D:20260102030405+01'00'", "Fri Jan  2 02:04:05 2026 UTC"),
        ("20260102030405-01'30", "Fri Jan  2 04:34:05 2026 UTC"),
        ("D:2026", "Thu Jan  1 00:00:00 2026 UTC"),
        ("D:20261301", None),
        ("yesterday", None),
        ("D:00010101000000+23'59'", None),
    ],
)
def test_dates_are_told_in_utc(text, told):
    assert pdf_date(text) == told
