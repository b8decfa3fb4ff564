import pytest

from mediawharf.i18n.languages import accepted, code_of, direction, spoken


@pytest.mark.parametrize(("text", "code"), [("fr", "fr"), (" FR_ca ", "fr-ca"), ("zh-hant-tw", "zh-hant-tw")])
def test_codes_are_read_in_any_spelling(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["", "f", "fr;", "../en", "fr--ca", "a" * 40, "é"])
def test_what_is_no_code_is_none(text):
    assert code_of(text) is None


def test_translated_language_nearest_to_a_code_is_spoken():
    assert [spoken(code) for code in ("fr", "fr-ca", "en-gb", "de")] == ["fr", "fr", "en", "en"]


def test_some_languages_are_written_from_the_right():
    assert [direction(code) for code in ("ar", "he-il", "en", "ku-arab", "ku")] == ["rtl", "rtl", "ltr", "rtl", "ltr"]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", ["fr-ch", "fr", "en"]),
        ("en;q=0.1,fr", ["fr", "en"]),
        ("en;q=0, fr;q=x, ;,", []),
        ("", []),
    ],
)
def test_browsers_languages_come_in_the_order_of_their_weights(header, codes):
    assert accepted(header) == codes
