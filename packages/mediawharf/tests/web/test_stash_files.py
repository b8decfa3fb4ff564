from urllib.parse import urlsplit

import pytest

from mediawharf.testing.wharf import png

CONTENT = png(b"kept")


@pytest.fixture
def path(wharf, keep):
    return urlsplit(wharf.facilities.urls.stashed(keep(CONTENT))).path


def test_owner_gets_the_very_bytes(client, path, cookies_of, wharf):
    response = client.get(path, headers=cookies_of(wharf.user))
    assert response.status_code == 200
    assert response.content == CONTENT
    assert response.headers["content-type"] == "image/png"


def test_index_php_leads_to_the_file_too(client, keep, cookies_of, wharf):
    title = "Special:UploadStash/file/" + keep(CONTENT)
    response = client.get("/w/index.php", params={"title": title}, headers=cookies_of(wharf.user))
    assert response.content == CONTENT


def test_stashed_file_is_kept_by_no_cache_and_shown_to_no_other_site(client, path, cookies_of, wharf):
    headers = client.get(path, headers=cookies_of(wharf.user)).headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].endswith("sandbox")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers


def test_part_of_a_stashed_file_can_be_asked_for(client, path, cookies_of, wharf):
    response = client.get(path, headers={**cookies_of(wharf.user), "Range": "bytes=1-3"})
    assert response.status_code == 206
    assert response.content == CONTENT[1:4]


def test_another_users_file_looks_like_none_at_all(client, path, cookies_of, wharf):
    theirs = cookies_of(wharf.admin)
    other, none = client.get(path, headers=theirs), client.get(path.replace(".png", "x.png"), headers=theirs)
    assert (other.status_code, other.content, other.headers) == (404, none.content, none.headers)


@pytest.mark.parametrize("headers", [{}, {"Cookie": "mediawharf_session=nonsense"}])
def test_nobody_else_gets_the_file(client, path, headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 404
    assert CONTENT not in response.content


@pytest.mark.parametrize("key", ["", "x", "..%2f..%2fetc", "a.b", "a" * 400 + ".png", "%00.png"])
def test_what_is_no_key_is_not_found(client, cookies_of, wharf, key):
    path = "/wiki/Special:UploadStash/file/" + key
    assert client.get(path, headers=cookies_of(wharf.user)).status_code == 404


def test_file_whose_chunks_are_not_all_there_is_not_found(client, cookies_of, wharf):
    result = wharf.chunk("C.png", png(b"c", padding=3000)[:2000], offset=0, filesize=3100, stash=True)
    path = urlsplit(wharf.facilities.urls.stashed(result.filekey)).path
    assert client.get(path, headers=cookies_of(wharf.user)).status_code == 404


def test_published_key_gives_no_bytes_any_more(client, keep, cookies_of, wharf):
    key = keep(CONTENT)
    wharf.publish("P.png", key, ignore_warnings=True)
    path = urlsplit(wharf.facilities.urls.stashed(key)).path
    assert client.get(path, headers=cookies_of(wharf.user)).status_code == 404
