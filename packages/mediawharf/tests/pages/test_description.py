import pytest

from mediawharf.pages.description import describe

PAGE = """=={{int:filedesc}}==
{{Information
|description={{en|1=A ''lock'' on the canal}}{{de|1=Eine Schleuse}}
|date=2020-01-02
|source={{own}}
|author=[[User:Ann|Ann]]
|permission=
}}
{{Location|48|51|0|N|2|21|0|W}}
=={{int:license-header}}==
{{self|cc-by-sa-4.0|attribution=Ann}}
[[Category:Locks]]
"""


def test_an_information_template_describes_the_file() -> None:
    said = describe(PAGE)
    assert dict(said.texts) == {"en": "A ''lock'' on the canal", "de": "Eine Schleuse"}
    assert (said.author, said.source, said.date) == ("[[User:Ann|Ann]]", "{{own}}", "2020-01-02")
    assert said.permission is None
    assert said.categories == ("Locks",)


def test_the_licence_may_stand_within_another_template() -> None:
    said = describe(PAGE)
    assert said.licence is not None
    assert said.licence.id == "cc-by-sa-4.0"
    assert said.attribution == "Ann"


def test_a_category_can_tell_the_licence() -> None:
    said = describe("[[Category:CC-BY-4.0]]")
    assert said.licence is not None
    assert said.licence.id == "cc-by-4.0"


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("{{Location|48|51|0|N|2|21|0|W}}", (48.85, -2.35)),
        ("{{Location|48|51|S|2|21|E|region:FR}}", (-48.85, 2.35)),
        ("{{Location dec|48.85|-2.35}}", (48.85, -2.35)),
    ],
)
def test_places_are_in_degrees(template: str, place: tuple[float, float]) -> None:
    assert describe(template).place == pytest.approx(place)


@pytest.mark.parametrize("template", ["{{Location|91|0}}", "{{Location|x|y}}", "{{Location}}", "{{Location|1|N|2}}"])
def test_impossible_places_are_left_out(template: str) -> None:
    assert describe(template).place is None


def test_a_description_in_no_language_is_told_of_none() -> None:
    assert dict(describe("{{Information|description=Just a lock}}").texts) == {"": "Just a lock"}


def test_a_page_without_templates_describes_nothing() -> None:
    said = describe("Just words")
    assert (dict(said.texts), said.author, said.licence, said.place) == ({}, None, None, None)
