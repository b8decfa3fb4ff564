import pytest

from mediawharf.web.flash import Flash, cookie_of, flash_of


def value_of(cookie):
    return cookie.partition("=")[2].partition(";")[0]


@pytest.mark.parametrize("flash", [Flash("a-b"), Flash("a-é", {"name": "Zoë; =,\"'"}, "danger")])
def test_word_comes_out_as_it_went_in(flash):
    assert flash_of(value_of(cookie_of(flash, "w", is_secure=False))) == flash


def test_cookie_is_for_the_server_alone_and_short_lived():
    cookie = cookie_of(Flash("a-b"), "w", is_secure=True)
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")


@pytest.mark.parametrize("value", [None, "", "x", "é", "W10", "WyJkYW5nZXIiLDEse31d", "eyJhIjoxfQ", "A" * 3000])
def test_what_is_no_word_of_ours_is_none(value):
    assert flash_of(value) is None


def test_word_too_long_for_a_cookie_is_not_sent():
    assert cookie_of(Flash("a-b", {"name": "x" * 2000}), "w", is_secure=False) is None
