import pytest

from mediawharf.auth.cookies import session_cookies_of


@pytest.mark.parametrize(
    "header",
    [
        "wiki_session=abc",
        "a=b;wiki_session=abc",
        'theirs={"a":[1,2]}; wiki_session=abc',
        "nonsense; =; wiki_session=abc; a",
        "wiki_session=abc; wiki_session=other",
        "wiki_session=main; wiki_BPsession=abc",
    ],
)
def test_session_is_found_among_cookies_of_any_form(header):
    assert session_cookies_of(header, "wiki")[0] == "abc"


@pytest.mark.parametrize("header", ["", "wiki_session=", "other_session=abc", "wiki_session", "xwiki_session=abc"])
def test_without_its_cookie_there_is_no_session(header):
    assert session_cookies_of(header, "wiki") == ()
