import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.web.ranges import ByteRange, RangeNotSatisfiable, parse_range

BYTES = bytes(range(100))
OFFSETS = st.integers(0, 99)


@given(OFFSETS, OFFSETS)
def test_first_and_last_give_the_slice_between_them(one, other):
    first, last = sorted((one, other))
    part = parse_range(f"bytes={first}-{last}", 100)
    assert BYTES[part.first : part.last + 1] == BYTES[first : last + 1]
    assert part.size == last + 1 - first


@given(OFFSETS)
def test_open_range_reaches_to_the_end(first):
    assert parse_range(f"bytes={first}-", 100) == ByteRange(first, 99)


@given(st.integers(1, 300))
def test_suffix_gives_the_last_bytes(count):
    part = parse_range(f"bytes=-{count}", 100)
    assert BYTES[part.first : part.last + 1] == BYTES[-count:]


@given(OFFSETS, st.integers(100, 10**29))
def test_last_byte_beyond_the_end_is_cut(first, last):
    assert parse_range(f"bytes={first}-{last}", 100) == ByteRange(first, 99)


@given(st.text(), st.integers(0, 1000))
def test_any_text_gives_a_range_within_the_file_or_none(text, size):
    try:
        part = parse_range(text, size)
    except RangeNotSatisfiable:
        return
    assert part is None or 0 <= part.first <= part.last < size


@given(st.from_regex(r"bytes=[0-9]{0,4}-[0-9]{0,4}", fullmatch=True), st.integers(0, 1000))
def test_any_range_lies_within_the_file_or_is_refused(text, size):
    try:
        part = parse_range(text, size)
    except RangeNotSatisfiable:
        return
    assert part is None or 0 <= part.first <= part.last < size


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={10**29}-"])
def test_range_without_a_byte_is_refused(header):
    with pytest.raises(RangeNotSatisfiable):
        parse_range(header, 100)


@pytest.mark.parametrize(
    "header",
    ["bytes=5-4", "bytes=-", "bytes=a-b", "bytes=1", "bytes 0-1", "lines=0-1", "bytes=0-1,5-6", "bytes=", "",
     "bytes=+1-2", "bytes=0x1-2", "bytes=1-2-3", "bytes=٣-٤", "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_what_is_no_single_range_gives_the_whole_file(header):
    assert parse_range(header, 100) is None


@pytest.mark.parametrize("header", ["Bytes=1-2", "bytes= 1-2", "bytes=1-2,", "bytes=,1-2"])
def test_unit_ignores_case_and_empty_elements_do_not_count(header):
    assert parse_range(header, 100) == ByteRange(1, 2)


def test_content_range_names_both_ends_and_the_size():
    assert ByteRange(10, 19).content_range(3118) == "bytes 10-19/3118"
