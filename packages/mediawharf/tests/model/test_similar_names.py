import pytest

from mediawharf.model.similar_names import (
    canonical_extension,
    canonical_title,
    has_bad_prefix,
    is_thumb_name,
    similar_prefix,
    split_extension,
    thumb_original,
)
from mediawharf.model.title import Title


@pytest.mark.parametrize(
    ("dbkey", "parts"),
    [("A.b.png", ("A.b", "png")), ("A", ("A", "")), (".png", (".png", "")), ("A.", ("A", ""))],
)
def test_extension_is_what_follows_the_last_dot(dbkey, parts):
    assert split_extension(dbkey) == parts


@pytest.mark.parametrize(
    ("extension", "canonical"),
    [("JPEG", "jpg"), ("tiff", "tif"), ("htm", "html"), ("ogv", "ogg"), ("mpeg", "mpg"), ("PNG", "png"), ("p_g", "")],
)
def test_extension_has_one_canonical_spelling(extension, canonical):
    assert canonical_extension(extension) == canonical


def test_a_title_is_canonical_by_its_extension():
    assert canonical_title(Title.file("A.JPEG")) == Title.file("A.jpg")


@pytest.mark.parametrize("dbkey", ["A.jpg", "A", "A.p_g"])
def test_a_canonical_title_has_no_other(dbkey):
    assert canonical_title(Title.file(dbkey)) is None


def test_similar_files_start_with_the_name_up_to_its_last_dot():
    assert similar_prefix(Title.file("A.b.png")) == "A.b."


@pytest.mark.parametrize("dbkey", ["120px-A.png", "20px-A.png", "12xpx-A.png"])
def test_thumb_name_starts_with_a_width(dbkey):
    assert is_thumb_name(Title.file(dbkey))


@pytest.mark.parametrize("dbkey", ["1px-A.png", "1200px-A.png", "A120px-A.png", "120px_A.png", "\u0661\u0662px-A.png"])
def test_other_names_are_no_thumb_names(dbkey):
    assert not is_thumb_name(Title.file(dbkey))


def test_thumb_name_tells_its_original():
    assert thumb_original(Title.file("120px-cf_big.png")) == Title.file("Cf_big.png")


@pytest.mark.parametrize("dbkey", ["A.png", "120px-"])
def test_no_original_without_a_thumb_name_or_with_nothing_left_of_it(dbkey):
    assert thumb_original(Title.file(dbkey)) is None


@pytest.mark.parametrize(("dbkey", "is_bad"), [("IMG_1.png", True), ("DSC_01.png", True), ("Img_1.png", False)])
def test_bad_prefix_is_told_by_its_case(dbkey, is_bad):
    assert has_bad_prefix(Title.file(dbkey)) is is_bad


def test_bad_prefixes_can_be_chosen():
    assert has_bad_prefix(Title.file("Scan_1.png"), ("Scan",))
