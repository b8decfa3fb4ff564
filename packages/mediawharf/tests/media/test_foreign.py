from pathlib import Path

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.foreign import find_in_data, find_in_text
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits

SCRIPT = Finding("uploadscripted")
SEVEN_ZIP = Finding("filetype-bad-ie-mime", ("application/x-7z-compressed",))
ZIP_HEADER = b"PK\3\4\x14\0\0\0\x08\0" + bytes(16) + b"\5\0\0\0a.txt"
ZIP = Finding("filetype-bad-ie-mime", ("application/zip",))


@pytest.mark.parametrize("rest", [b"><b>Hi", b" onload=run()>\xff\xff", b">"])
def test_markup_in_data_that_goes_on_is_found(rest: bytes) -> None:
    assert find_in_data(b"\xff\xfe<body" + rest) == SCRIPT


def test_markup_in_data_by_chance_is_left_alone() -> None:
    assert find_in_data(b"\xff\xfe<body>\x9f\x02<\xd8\x7f\x13\x88\x90") is None


def test_markup_comes_before_an_archive_that_stands_first() -> None:
    assert find_in_data(b"7z\xbc\xaf\x27\x1c <script>alert(1)</script>") == SCRIPT


@pytest.mark.parametrize("before", [b"", b"<", b"<?", b"<?p", b"P", b"<\0", b"7z", b"Rar", b"<!"])
def test_archive_is_found_behind_what_could_begin_something_else(before: bytes) -> None:
    assert find_in_data(before + ZIP_HEADER) == ZIP


@pytest.mark.parametrize("many", [10, 10_000])
def test_archive_is_found_among_many_things_that_could_begin_one(many: int) -> None:
    assert find_in_text(b"<sc<?p7z" * many + b"7z\xbc\xaf\x27\x1c" + b"<he" * many) == SEVEN_ZIP


@pytest.mark.parametrize(
    ("text", "mime"),
    [
        (b"BZh91AY&SY", "application/x-bzip2"),
        (b"dex\n035\0" + bytes(60), "application/vnd.android.dex"),
        (b"!<arch>\ndebian-binary   1410122664", "application/x-archive"),
        (b"\x7fELF\2\1\1" + bytes(9), "application/x-executable"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "application/java"),
        (b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0", "application/x-msdownload"),
    ],
)
def test_what_is_rare_in_texts_alone_is_not_sought_in_data(text: bytes, mime: str) -> None:
    assert find_in_text(text) == Finding("filetype-bad-ie-mime", (mime,))
    assert find_in_data(text) is None


def test_header_of_dos_that_leads_nowhere_is_no_program() -> None:
    assert find_in_text(b"MZ" + bytes(58) + b"\x40\0\0\0NE\0\0") is None


def test_program_whose_headers_part_where_pieces_meet_is_found(tmp_path: Path) -> None:
    path = tmp_path / "unknown"
    path.write_bytes(bytes(8150) + b"MZ" + bytes(58) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(100))
    size = path.stat().st_size
    with path.open("rb") as file:
        found = find_hostile(file, mime="image/x-bmp", size=size, limits=MediaLimits())
    assert found == Finding("filetype-bad-ie-mime", ("application/x-msdownload",))
