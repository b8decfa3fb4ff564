import pytest

from mediawharf.web.choices import language_for, theme_for


@pytest.mark.parametrize(
    ("asked", "option", "cookie", "header", "code"),
    [
        ("fr", "en", "en", "en", "fr"),
        (None, "fr", "en", "en", "fr"),
        (None, None, "fr", "en", "fr"),
        (None, None, None, "de, fr-CA;q=0.5, en;q=0.4", "fr-ca"),
        (None, None, None, "de", "en"),
        ("<b>", "", "../x", "", "en"),
        ("ar", None, None, "fr", "ar"),
    ],
)
def test_nearest_choice_of_a_language_counts(asked, option, cookie, header, code):
    options = {} if option is None else {"language": option}
    assert language_for(asked, options=options, cookie=cookie, header=header, site="en") == code


@pytest.mark.parametrize(
    ("option", "cookie", "theme"),
    [(None, None, "auto"), ("dark", "light", "dark"), (None, "light", "light"), (1, "x", "auto")],
)
def test_own_choice_of_colours_counts_before_the_browsers(option, cookie, theme):
    assert theme_for(options={"theme": option}, cookie=cookie) == theme
