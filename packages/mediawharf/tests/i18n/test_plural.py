import pytest
from markupsafe import Markup, escape

from mediawharf.i18n.plural import fill, places

FILES = "{count, plural, one {# file} other {# files}} by {name}"


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 0, "0 files by Ann"), ("en", 1, "1 file by Ann"), ("en", 1234, "1,234 files by Ann"),
        ("fr", 0, "0 file by Ann"), ("fr", 1, "1 file by Ann"), ("fr", 1234, "1\u202f234 files by Ann"),
    ],
)  # fmt: skip
def test_form_follows_the_number_and_the_language(language, count, told):
    assert fill(FILES, {"count": count, "name": "Ann"}, language) == told


def test_form_may_hold_other_places():
    sentence = "{n, plural, one {{user} has # file} other {{user} has # files}}"
    assert fill(sentence, {"n": 2, "user": "Ann"}, "en") == "Ann has 2 files"


def test_value_that_looks_like_a_place_stays_as_it_is():
    assert fill("{a} {b}", {"a": "{b}", "b": "#"}, "en") == "{b} #"


def test_place_without_a_value_is_shown():
    assert fill("by {name}", {}, "en") == "by {name}"


def test_words_and_values_are_escaped_but_not_what_is_markup():
    filled = fill('"{a}" {b}', {"a": "<i>", "b": Markup("<b>x</b>")}, "en", write=lambda value: str(escape(value)))
    assert filled == "&#34;&lt;i&gt;&#34; <b>x</b>"


def test_places_are_found_in_forms_too():
    assert places("{n, plural, one {{user} has #} other {{who} have #}} {x}") == {"n", "user", "who", "x"}
