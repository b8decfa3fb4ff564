"""``action=raw`` and ``action=render``."""

import pytest

from mediawharf.testing.wharf import png

TEXT = "== Summary ==\n{{Information|description='''A''' & <script>}}\n== B ==\n[[No page]]"


@pytest.fixture
def page(publish):
    publish("A b.png", png(b"one"), text=TEXT)


pytestmark = pytest.mark.usefixtures("page")


def test_raw_gives_the_text_as_it_is(client):
    response = client.get("/w/index.php?title=File:A_b.png&action=raw")
    assert response.text == TEXT
    assert response.headers["content-type"] == "text/x-wiki; charset=UTF-8"
    assert response.headers["cache-control"] == "public, s-maxage=0, max-age=18000"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "last-modified" in response.headers


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("ctype=text/css", "text/css"), ("ctype=text/html", "text/x-wiki"), ("ctype=text/javascript", "text/x-wiki")],
)
def test_raw_is_of_a_harmless_type(client, asked, kind):
    response = client.get(f"/w/index.php?title=File:A_b.png&action=raw&{asked}")
    assert response.headers["content-type"] == f"{kind}; charset=UTF-8"


def test_raw_gives_a_section(client):
    response = client.get("/w/index.php?title=File:A_b.png&action=raw&section=2")
    assert response.text == "== B ==\n[[No page]]"


@pytest.mark.parametrize("name", ["Image:A b.png", "file:a_b.png"])
def test_a_page_is_found_by_its_other_names(client, name):
    assert client.get("/w/index.php", params={"title": name, "action": "raw"}).text == TEXT


@pytest.mark.parametrize("query", ["curid=1", "oldid=1", "title=File:A_b.png&oldid=1"])
def test_a_page_is_found_by_its_ids(client, query):
    assert client.get(f"/w/index.php?{query}&action=raw").text == TEXT


@pytest.mark.parametrize("action", ["raw", "render"])
@pytest.mark.parametrize(
    "query",
    ["title=Nope", "title=File:A_b.png&oldid=99", "title=File:A_b.png&oldid=x", "curid=99", "oldid=99", "title="],
)
def test_what_is_not_there_is_404(client, action, query):
    assert client.get(f"/w/index.php?{query}&action={action}").status_code == 404


def test_a_section_that_is_not_there_is_404(client):
    assert client.get("/w/index.php?title=File:A_b.png&action=raw&section=9").status_code == 404


def test_render_gives_a_piece_of_html_with_whole_addresses(client):
    response = client.get("/w/index.php?title=Image:A_b.png&action=render")
    assert response.text.startswith('<div class="mw-parser-output"><h2><span class="mw-headline" id="Summary">')
    assert '<td class="description">\n<b>A</b> &amp; &lt;script&gt;</td>' in response.text
    assert 'href="http://127.0.0.1:8080/w/index.php?title=No_page&amp;action=edit&amp;redlink=1"' in response.text
    assert response.headers["x-robots-tag"] == "noindex"


def test_pieces_of_a_closed_wiki_are_for_its_users(open_wharf, browse, tmp_path):
    closed = open_wharf(tmp_path / "closed", group_permissions={"*": {"read": False}})
    assert browse(closed).get("/w/index.php?title=File:A_b.png&action=raw").status_code == 403
