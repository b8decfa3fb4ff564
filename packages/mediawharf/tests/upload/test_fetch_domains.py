import pytest

from mediawharf.upload.fetch_domains import AllowedDomains
from mediawharf.upload.fetch_errors import CopyUploadBadDomain
from mediawharf.upload.fetch_url import FetchUrl


@pytest.mark.parametrize(
    ("pattern", "host"),
    [
        ("example.org", "example.org"),
        ("example.org", "EXAMPLE.org."),
        ("Example.ORG", "example.org:8080"),
        ("*.example.org", "a.example.org"),
        ("upload.*.example.org", "upload.b.example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("127.0.0.1", "127.1"),
    ],
)
def test_a_host_in_the_list_may_be_asked(pattern, host):
    AllowedDomains(["other.org", pattern]).require(FetchUrl.parse(f"http://{host}/"))


@pytest.mark.parametrize(
    ("pattern", "host"),
    [
        ("example.org", "a.example.org"),
        ("example.org", "badexample.org"),
        ("example.org", "example.org.evil.net"),
        ("*.example.org", "example.org"),
        ("*.example.org", "a.b.example.org"),
        ("*.example.org", "aexample.org"),
        ("example.org", "[2606:4700::1111]"),
    ],
)
def test_a_host_off_the_list_may_not_be_asked(pattern, host):
    with pytest.raises(CopyUploadBadDomain):
        AllowedDomains([pattern]).require(FetchUrl.parse(f"http://{host}/"))


@pytest.mark.parametrize("text", ["ftp://example.org/", "", "http://example.org@evil.net/"])
def test_what_is_no_url_is_in_no_list(text):
    with pytest.raises(CopyUploadBadDomain):
        AllowedDomains(["example.org"]).require_text(text)


@pytest.mark.parametrize("text", ["http://any.org/", "ftp://x/"])
def test_an_empty_list_judges_nothing(text):
    allowed = AllowedDomains([])
    assert allowed.require_text(text) is None


def test_a_pattern_that_is_no_host_is_told_at_the_start():
    with pytest.raises(ValueError, match="http://example"):
        AllowedDomains(["http://example.org"])
