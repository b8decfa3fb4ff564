import io
from pathlib import Path

import pytest

from mediawharf.media.inspect import inspect
from mediawharf.web.filepage.metadata_rows import MOST_ROWS, metadata_table
from mediawharf.web.filepage.metadata_values import Amount, Angle, Place, Text, Word, place_of, values_of

EXIF = Path(__file__).parents[2] / "media" / "fixtures" / "whole" / "jpg-exif-be.jpg"


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("ExposureTime", "10/2500", Amount(0.004, "second", "1/250")),
        ("ExposureTime", "2/1", Amount(2.0, "second")),
        ("FNumber", "14/5", Amount(2.8, "fnumber")),
        ("FocalLength", "35/1", Amount(35.0, "millimetre")),
        ("ExposureBiasValue", "-1/3", Amount(-0.33, "ev")),
        ("Orientation", 6, Word("orientation-6")),
        ("Orientation", 99, Text("99")),
        ("Flash", 79, Word("flash-1")),
        ("Flash", 16, Word("flash-0")),
        ("DateTimeOriginal", "2020:01:02 03:04:05", Text("2020-01-02 03:04:05")),
        ("DateTimeOriginal", "yesterday", Text("yesterday")),
        ("FNumber", "1/0", Text("1/0")),
        ("FNumber", "9" * 50, Text("9" * 50)),
        ("ExposureTime", 0, Text("0")),
    ],
)
def test_values_are_told_with_units_and_words_where_they_have_them(tag, value, shown):
    assert values_of(tag, value) == (shown,)


def test_lists_and_languages_are_values_of_their_own():
    assert values_of("Artist", {"0": "Ann", "1": "Bob", "_type": "ol"}) == (Text("Ann"), Text("Bob"))
    by_language = {"x-default": "Size", "de": "Größe", "_type": "lang"}
    assert values_of("ImageDescription", by_language) == (Text("Size"), Text("Größe", "de"))


@pytest.mark.parametrize("value", [None, True, "", [], {"_type": "ul"}])
def test_nothing_is_shown_of_nothing(value):
    assert values_of("Artist", value) == ()


def test_long_values_are_cut():
    assert values_of("UserComment", "x" * 5000) == (Text("x" * 1000 + "…"),)
    assert len(values_of("Keywords", ["k"] * 5000)) == 50


def test_coordinates_are_degrees_minutes_and_seconds():
    place = place_of({"GPSLatitude": -48.8583701, "GPSLongitude": 2.0})
    assert place == Place(Angle(48, 51, 30.1, "s"), Angle(2, 0, 0.0, "e"))


@pytest.mark.parametrize("latitude", [None, "48", 91, float("nan")])
def test_what_is_not_on_the_globe_is_no_place(latitude):
    assert place_of({"GPSLatitude": latitude, "GPSLongitude": 2.0}) is None


def test_what_people_look_for_comes_first(revision):
    common = {"Sharpness": 0, "FNumber": "4/1", "Make": "Acme", "Strange": "x", "GPSLatitude": 1, "GPSLongitude": 1}
    table = metadata_table(revision(common_metadata=common).facts)
    assert [row.tag for row in table.first] == ["Make", "FNumber", "Place"]
    assert [(row.tag, row.is_named) for row in table.rest] == [("Sharpness", True), ("Strange", False)]


def test_frames_and_pages_are_told(revision):
    book = revision(page_count=3, metadata={"frameCount": 4, "duration": 0.8}).facts
    assert [row.tag for row in metadata_table(book).first] == ["Frames", "Duration", "Pages"]


def test_a_table_has_an_end(revision):
    table = metadata_table(revision(common_metadata={f"T{n}": "x" for n in range(1000)}).facts)
    assert len(table.rest) == MOST_ROWS


def test_a_camera_file_is_read_as_uploads_read_it(revision):
    with EXIF.open("rb") as file:
        found = inspect(io.BytesIO(file.read()), size=EXIF.stat().st_size)
    table = metadata_table(revision(common_metadata=found.common_metadata).facts)
    assert any(row.is_named for row in (*table.first, *table.rest))
