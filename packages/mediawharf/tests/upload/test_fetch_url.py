import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.upload.addresses import is_local_name, is_public
from mediawharf.upload.fetch_errors import HttpInvalidUrl
from mediawharf.upload.fetch_url import FetchUrl


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=C#d", "https://example.org/A?b=C"),
        ("http://example.org.:80/", "http://example.org/"),
        ("http://example.org:/", "http://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("http://example.org?q", "http://example.org/?q"),
        ("http://Bücher.example/ü?ß=%C3", "http://xn--bcher-kva.example/%C3%BC?%C3%9F=%C3"),
        ("http://faß.example/", "http://xn--fa-hia.example/"),
        ("http://under_score.example/", "http://under_score.example/"),
        ("http://r3---sn.example/", "http://r3---sn.example/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://[::ffff:8.8.8.8]/", "http://[::ffff:808:808]/"),
        ('http://example.org/"<>^`{}@:!$', "http://example.org/%22%3C%3E%5E%60%7B%7D@:!$"),
    ],
)
def test_a_url_is_brought_to_one_form(text, read):
    url = str(FetchUrl.parse(text))
    assert url.replace("[::ffff:8.8.8.8]", "[::ffff:808:808]") == read


@pytest.mark.parametrize(
    "host",
    [
        "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "localhost", "localhost.", "LOCALHOST", "127.0.0.1.",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fc00::1]", "[fe80::1]",
        "169.254.169.254", "100.64.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "198.18.0.1", "224.0.0.1",
        "①②⑦.⓪.⓪.①", "127。0。0。1", "\uff11\uff12\uff17.0.0.1", "127\uff0e1", "loc\u00adalhost", "ⓛocalhost",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["http://{}/", "https://{}:443/x.png", "http://{}?x", "http://{}#x"])
def test_every_spelling_of_a_private_host_is_seen_through(form, host):
    url = FetchUrl.parse(form.format(host))
    assert is_local_name(url.host) if url.address is None else not is_public(url.address)


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "http:", "http:/", "http://", "http:///x", "http:/example.org/", "http:example.org",
        "//example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:1",
        " http://example.org/", "http://example.org/ ", "http://example.org/a b", "http:// example.org/",
        "http://example.org/\n", "ht\ntp://example.org/", "http://exam\tple.org/", "http://example.org/\r\nX: y",
        "http://example.org\x00.org/", "http://example.org/\x7f", "http://example.org/\x85", "http://\ud800/",
        "http://good@127.0.0.1/", "http://good:word@example.org/", "http://@example.org/", "http://good#@127.0.0.1/",
        "http://good?@127.0.0.1/", "http://good\\@127.0.0.1/", "http://good\\.example.org/", "http://example.org/a\\b",
        "http://[fe80::1%25lo]/", "http://[fe80::1%lo]/", "http://[::1/", "http://::1/", "http://[]/", "http://[v1.x]/",
        "http://[127.0.0.1]/", "http://[::1]x/", "http://x[::1]/", "http://1.2.3.4.5/", "http://127.0.0.256/",
        "http://127.0.0.08/", "http://example.1/", "http://.example.org/", "http://a..b/", "http://a../", "http://./",
        "http://%31%32%37.0.0.1/", "http://exa%6dple.org/", "http://ex!ample.org/", "http://a,b/", "http://a;b/",
        "http://example.org:x/", "http://example.org:0/", "http://example.org:65536/", "http://example.org:-1/",
        "http://example.org:\uff18\uff10/", "http://example.org:80:80/", "http://℀.example/", "http://a\uff0fb/", "http://a\uff1a80/",
        "http://" + "a" * 64 + ".org/", "http://" + "a." * 130 + "org/", "http://example.org/" + "a" * 8192,
    ],
)  # fmt: skip
def test_what_is_no_url_or_read_differently_by_others_is_refused(text):
    with pytest.raises(HttpInvalidUrl):
        FetchUrl.parse(text)


@given(
    st.from_regex(r"https?://[\w.@:\[\]%#?\\/①。-]{0,30}(/\w*)?", fullmatch=True) | st.text().map("http://a{}".format)
)
def test_what_is_read_is_fit_for_resolvers_and_requests(text):
    try:
        url = FetchUrl.parse(text)
    except HttpInvalidUrl:
        return
    assert re.fullmatch(r"[a-z0-9_.-]+|[0-9a-f:.]+", url.host)
    assert re.fullmatch(r"/[!-~]*", url.target)
    assert FetchUrl.parse(str(url)) == url


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("b", "https://example.org/dir/b"),
        ("/b?c", "https://example.org/b?c"),
        ("../../b", "https://example.org/b"),
        ("//other.org/b", "https://other.org/b"),
        ("http://other.org", "http://other.org/"),
        ("?c", "https://example.org/dir/a?c"),
        ("bä", "https://example.org/dir/b%C3%A4"),
        ("", "https://example.org/dir/a?x"),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_given(location, leads_to):
    assert str(FetchUrl.parse("https://example.org/dir/a?x").follow(location)) == leads_to


@pytest.mark.parametrize(
    "location",
    ["ftp://example.org/", "file:///etc/passwd", "http://a\tb/", "//a@b/", "\\\\b/", "http://[", "a\udcffb"],
)
def test_a_redirect_to_no_url_is_refused(location):
    with pytest.raises(HttpInvalidUrl):
        FetchUrl.parse("https://example.org/dir/a").follow(location)


def test_only_https_asks_for_a_certificate():
    names = [FetchUrl.parse(f"{scheme}://Example.org./").server_name for scheme in ("http", "https")]
    assert names == [None, "example.org"]
