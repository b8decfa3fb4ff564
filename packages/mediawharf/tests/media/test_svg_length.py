import pytest

from mediawharf.media.svg_length import picture_size, pixels


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("10", 10),
        ("10px", 10),
        ("2in", 180),
        ("1cm", 35.43307),
        ("12.5pt", 15.625),
        ("50%", 256),
        ("1e2", 100),
        ("x", 0),
    ],
)
def test_length_in_pixels(length, expected):
    assert pixels(length) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ((None, None, None), (512, 512)),
        ((None, None, "0 0 200 100"), (512, 256)),
        (("100", None, "0,0,200,100"), (100, 50)),
        ((None, "100", "0 0 200 100"), (200, 100)),
        (("100%", "100%", "0 0 200 100"), (512, 256)),
        (("-5", "7", None), (512, 512)),
        (("1e999", "7", None), (512, 512)),
    ],
)
def test_size_follows_the_attributes(attributes, size):
    assert picture_size(*attributes) == size
