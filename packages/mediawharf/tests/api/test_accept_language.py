import pytest

from mediawharf.api.accept_language import accepted_languages


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("", []),
        ("en", [("en", 1)]),
        ("fr-FR,en;q=0.5", [("fr-fr", 1), ("en", 0.5)]),
        ("en;q=0.5, de", [("de", 1), ("en", 0.5)]),
        ("*;q=0.1, en;q=0", [("*", 0.1)]),
        ("<x>, en;q=2, de;q=1.000", [("de", 1)]),
    ],
)
def test_languages_are_told_by_weight(header, languages):
    assert accepted_languages(header) == languages
