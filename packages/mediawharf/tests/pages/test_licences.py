import pytest

from mediawharf.pages.licences import best_licence, parse_licence


@pytest.mark.parametrize(
    ("name", "id_", "short", "url"),
    [
        ("Cc-by-sa-4.0", "cc-by-sa-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0"),
        ("CC-BY-3.0-de", "cc-by-3.0-de", "CC BY 3.0 de", "https://creativecommons.org/licenses/by/3.0/de"),
        ("cc-by-nc-nd-2.5", "cc-by-nc-nd-2.5", "CC BY-NC-ND 2.5", "https://creativecommons.org/licenses/by-nc-nd/2.5"),
        ("cc-by-sa", "cc-by-sa", "CC BY-SA", None),
        ("CC-Zero", "cc0", "CC0", "http://creativecommons.org/publicdomain/zero/1.0/deed.en"),
        ("PD-self", "pd", "Public domain", None),
        ("PD US Navy", "pd", "Public domain", None),
        ("GFDL", "gfdl", "GFDL", "http://www.gnu.org/copyleft/fdl.html"),
    ],
)
def test_licences_are_known_by_their_names(name: str, id_: str, short: str, url: str | None) -> None:
    licence = parse_licence(name)
    assert licence is not None
    assert (licence.id, licence.short_name, licence.url) == (id_, short, url)


@pytest.mark.parametrize("name", ["information", "cc", "by-sa-4.0", "pdf files", "cc-by-sa-9.9", ""])
def test_other_names_are_no_licences(name: str) -> None:
    assert parse_licence(name) is None


def test_public_domain_asks_for_nothing() -> None:
    licence = parse_licence("PD-old-70")
    assert licence is not None
    assert not licence.requires_attribution
    assert not licence.is_copyrighted


def test_a_creative_commons_licence_is_shown_before_others() -> None:
    best = best_licence(["information", "GFDL", "cc-by-sa-3.0", "cc-by-2.0"])
    assert best is not None
    assert best.id == "cc-by-sa-3.0"
