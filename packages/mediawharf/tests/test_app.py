import pytest
from starlette.testclient import TestClient

from mediawharf.app import Application
from mediawharf.settings import Settings


@pytest.fixture
def app(tmp_path):
    return Application(Settings(data=tmp_path, server="http://127.0.0.1:8080"))


@pytest.fixture
def client(app):
    with TestClient(app, base_url="http://127.0.0.1:8080", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/w/api.php", "/w/api%2Ephp", "/%77/api.php"])
def test_api_answers_at_every_spelling_of_its_address(client, path):
    response = client.get(path, params={"action": "query", "format": "json"})
    assert response.json() == {"batchcomplete": ""}


def test_head_of_the_api_tells_what_get_tells(client):
    query = {"action": "query", "format": "json"}
    head, get = client.head("/w/api.php", params=query), client.get("/w/api.php", params=query)
    assert head.headers == get.headers
    assert head.content == b""


def test_preflight_of_the_api_is_answered(client):
    response = client.options(
        "/w/api.php?origin=*", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    )
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"


def test_api_with_text_after_its_name_leads_to_it(client):
    response = client.get("/w/api.php/?action=query")
    assert (response.status_code, response.headers["location"]) == (301, "/w/api.php?action=query")


def test_other_addresses_are_pages(client):
    assert client.get("/").headers["location"] == "http://127.0.0.1:8080/wiki/Main_Page"


def test_threads_end_with_the_process(app):
    with TestClient(app):
        threads = app._facilities.threads
        threads.submit(int).result()
    with pytest.raises(RuntimeError):
        threads.submit(int)


def test_nobody_is_told_why_a_request_failed(tmp_path):
    app = Application(Settings(data=tmp_path, server="http://127.0.0.1:8080", run_jobs=False))
    with TestClient(app, raise_server_exceptions=False) as client:
        app._facilities.database.close()
        (tmp_path / "mediawharf.db").unlink()
        response = client.get("/wiki/Main_Page")
    assert response.status_code == 500
    assert response.text == "Something went wrong on the server.\n"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_client_behind_a_trusted_proxy_is_who_the_proxy_says(tmp_path):
    app = Application(Settings(data=tmp_path, server="http://127.0.0.1:8080", trusted_proxies=["127.0.0.0/8"]))
    with TestClient(app, base_url="http://127.0.0.1:8080", client=("127.0.0.1", 5000)) as client:
        query = {"action": "query", "meta": "userinfo", "format": "json"}
        response = client.get("/w/api.php", params=query, headers={"X-Forwarded-For": "192.0.2.1"})
    assert response.json()["query"]["userinfo"]["name"] == "192.0.2.1"


def test_who_edits_too_often_is_told_how_long_to_wait(tmp_path):
    app = Application(
        Settings(data=tmp_path, server="http://127.0.0.1:8080", rate_limit_table={"edit": {"ip": [1, 60]}})
    )
    edit = {"action": "edit", "title": "Page", "text": "Words", "token": "+\\", "format": "json"}
    with TestClient(app, base_url="http://127.0.0.1:8080") as client:
        client.post("/w/api.php", data=edit)
        response = client.post("/w/api.php", data=edit)
    assert response.json()["error"]["code"] == "ratelimited"
    assert 0 < int(response.headers["retry-after"]) == response.json()["error"]["retryafter"] <= 60
