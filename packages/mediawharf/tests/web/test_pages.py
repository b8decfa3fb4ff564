from urllib.parse import urlsplit

import pytest

from mediawharf.testing.wharf import png

EVIL = "<script>alert(1)</script>\"'&amp;"


@pytest.fixture
def address(publish):
    return "http://127.0.0.1:8080" + publish("A b.png", png(b"one"), comment=EVIL, text=EVIL)


def test_page_of_a_file_shows_text_and_history_escaped(client, address):
    response = client.get("/wiki/File:A_b.png")
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert response.text.count("&lt;script&gt;alert(1)") >= 2
    assert f'href="{urlsplit(address).path}"' in response.text


def test_page_of_a_file_lists_its_old_revisions(client, publish):
    publish("A.png", png(b"one"), comment="first")
    publish("A.png", png(b"two"), comment="second")
    versions = client.get("/wiki/File:A.png").text.partition('<ol class="versions">')[2].partition("</ol>")[0]
    assert versions.index("second") < versions.index("first")


@pytest.mark.parametrize(
    "path", ["/w/index.php?title=File:A_b.png", "/w/index.php/File:A_b.png", "/wiki/Image:a%20b.png"]
)
def test_page_has_other_addresses(client, address, path):
    assert address in client.get(path).text


@pytest.mark.usefixtures("address")
def test_page_runs_our_scripts_alone_and_stands_in_no_frame(client):
    headers = client.get("/wiki/File:A_b.png").headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"].startswith("private")
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/wiki/File:None.png", "/wiki/%3Cscript%3E", "/wiki/Special:Nothing", "/w/index.php?curid=99", "/wiki/a%00",
        "/w/index.php?curid=x", "/w/index.php?curid=" + "9" * 30, "/wiki/Special:FilePath/None.png",
        "/wiki/Special:FilePath", "/wiki/Special:Redirect/file/%3Cscript%3E", "/wiki/Special:Redirect/file/",
        "/w/index.php?title=%3Cscript%3E", "/wiki/%ff",
    ],
)  # fmt: skip
def test_what_is_not_there_has_a_page_that_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/wiki/Special:FilePath/A_b.png", "/wiki/Special:FilePath/File:A b.png",
        "/wiki/Special:Filepath?file=A b.png",
        "/wiki/Special:Redirect/file/a b.png", "/w/index.php?title=Special:Redirect/file/A_b.png",
    ],
)  # fmt: skip
def test_special_pages_lead_to_the_bytes(client, address, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["location"] == address


@pytest.mark.usefixtures("address")
def test_curid_leads_to_the_page(client):
    response = client.get("/w/index.php?curid=1")
    assert response.status_code == 302
    assert response.headers["location"] == "http://127.0.0.1:8080/wiki/File:A_b.png"


@pytest.mark.parametrize("path", ["/", "/wiki/", "/w/index.php", "/w/index.php?title="])
def test_no_title_leads_to_the_main_page(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["location"] == "http://127.0.0.1:8080/wiki/Main_Page"


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_other_methods_are_refused(client, method):
    response = client.request(method, "/wiki/Main_Page")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/favicon.ico", "/w//api.php", "//evil.example/"])
def test_what_is_no_address_is_not_found_under_safe_headers(client, path):
    response = client.get("http://127.0.0.1:8080" + path)
    assert response.status_code == 404
    assert response.headers["x-content-type-options"] == "nosniff"


def test_text_after_api_php_is_led_to_the_api(client):
    response = client.get("/w/api.php/x?action=query")
    assert response.status_code == 301
    assert response.headers["location"] == "/w/api.php?action=query"


def test_titles_may_stand_right_below_the_root(open_wharf, browse, publish):
    wharf = open_wharf(article_path="/$1")
    path = publish("A.png", png(b"one"), wharf=wharf)
    assert path in browse(wharf).get("/File:A.png").text


def test_titles_may_stand_in_the_query_string_alone(open_wharf, browse, publish):
    wharf = open_wharf(article_path="/w/index.php?title=$1")
    path = publish("A.png", png(b"one"), wharf=wharf)
    assert path in browse(wharf).get("/w/index.php?title=File:A.png").text


def test_wiki_for_its_users_shows_pages_to_nobody_else(open_wharf, browse, publish):
    wharf = open_wharf(group_permissions={"*": {"read": False}})
    publish("A.png", png(b"one"), wharf=wharf)
    client = browse(wharf)
    assert client.get("/wiki/File:A.png").status_code == 403
    assert client.get("/wiki/Special:FilePath/A.png").status_code == 403
    assert client.get("/w/index.php?curid=1").status_code == 403
