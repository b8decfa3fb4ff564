import io
import zipfile
from pathlib import Path

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits

WHOLE = Path(__file__).parent / "fixtures" / "whole"
PNG = (WHOLE / "png-1x1.png").read_bytes()
JPEG = (WHOLE / "jpg-baseline.jpg").read_bytes()
PDF = (WHOLE / "plain.pdf").read_bytes()
ZIP = Finding("filetype-bad-ie-mime", ("application/zip",))
JAVA = Finding("filetype-badmime", ("application/java",))


def find(data: bytes, mime: str) -> Finding | None:
    return find_hostile(io.BytesIO(data), mime=mime, size=len(data), limits=MediaLimits())


def archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(name, "content")
    return file.getvalue()


@pytest.mark.parametrize(("name", "finding"), [("a.txt", ZIP), ("A.class", JAVA), ("classes.dex", ZIP)])
@pytest.mark.parametrize("rubbish", [0, 1, 40_000])
def test_zip_behind_a_file_is_found(name, finding, rubbish):
    assert find(PDF + archive(name) + bytes(rubbish), "application/pdf") == finding


def test_zip_far_from_the_end_is_found():
    assert find(JPEG + archive("a.txt") + bytes(300_000), "image/jpeg") == ZIP


@pytest.mark.parametrize(
    ("signature", "mime"),
    [(b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"), (b"Rar!\x1a\x07\1\0", "application/x-rar")],
)
def test_other_archive_behind_a_picture_is_found(signature, mime):
    assert find(PNG + signature + bytes(100), "image/png") == Finding("filetype-bad-ie-mime", (mime,))


def test_zip_inside_a_chunk_is_found():
    packed = archive("a.txt")
    chunk = len(packed).to_bytes(4) + b"prVt" + packed + bytes(4)
    assert find(PNG[:33] + chunk + PNG[33:], "image/png") == ZIP


def test_marks_of_a_zip_alone_pass():
    assert find(JPEG + b"PK\3\4 PK\1\2 PK\5\6" + bytes(30), "image/jpeg") is None
