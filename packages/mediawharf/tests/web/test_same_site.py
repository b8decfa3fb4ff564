import pytest

from mediawharf.web.same_site import is_from_here

SERVER = "http://wiki.example"


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": SERVER},
        {"origin": "http://localhost:8080", "host": "localhost:8080"},
    ],
)  # fmt: skip
def test_forms_of_this_site_pass(headers):
    assert is_from_here(headers, server=SERVER)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"},
        {"origin": "http://evil.example", "host": "wiki.example"}, {"origin": "http://wiki.example.evil"},
        {"sec-fetch-site": "cross-site", "origin": SERVER},
        {"origin": "http://wiki.example@evil", "host": "wiki.example"},
    ],
)  # fmt: skip
def test_forms_of_other_sites_do_not(headers):
    assert not is_from_here(headers, server=SERVER)
