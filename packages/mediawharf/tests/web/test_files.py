from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.db import files
from mediawharf.repo.urls import hashed_folder
from mediawharf.testing.wharf import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
CONTENT = png(b"one", padding=1000)


@pytest.fixture
def path(publish):
    return publish("A b.png", CONTENT)


def assert_safe(response):
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"] == POLICY
    assert "set-cookie" not in response.headers


def test_address_gives_the_very_bytes_under_their_type(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content == CONTENT
    assert response.headers["content-type"] == "image/png"
    assert response.headers["content-length"] == str(len(CONTENT))


def test_file_goes_out_under_safe_headers(client, path):
    response = client.get(path)
    assert_safe(response)
    assert response.headers["content-disposition"] == "inline; filename=\"A_b.png\"; filename*=UTF-8''A_b.png"


def test_viewers_on_other_sites_may_read_and_caches_ask_again(client, path):
    headers = client.get(path, headers={"Origin": "https://viewer.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "Content-Range" in headers["access-control-expose-headers"]
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cache-control"] == "public, no-cache"


def test_preflight_allows_ranges(client, path):
    response = client.options(path, headers={"Access-Control-Request-Headers": "Range"})
    assert response.status_code == 204
    assert "Range" in response.headers["access-control-allow-headers"]
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_tells_what_get_tells(client, path):
    head, get = client.head(path), client.get(path)
    assert head.headers == get.headers
    assert head.content == b""


def test_head_ignores_range(client, path):
    response = client.head(path, headers={"Range": "bytes=0-1"})
    assert response.status_code == 200
    assert response.headers["content-length"] == str(len(CONTENT))


def test_last_modified_is_the_time_of_the_upload(client, path, wharf):
    response = client.get(path)
    assert response.headers["last-modified"] in {
        formatdate(wharf.facilities.clock.now() - ago, usegmt=True) for ago in range(20)
    }


def test_svg_is_shown_in_a_sandbox(client, publish):
    response = client.get(publish("S.svg", SVG))
    assert_safe(response)
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["content-disposition"].startswith("inline;")


def test_old_revision_keeps_its_bytes_at_its_own_address(client, publish, wharf):
    publish("A.png", png(b"one"))
    publish("A.png", png(b"two"))
    old = _revisions(wharf, "A.png")[1]
    response = client.get(wharf.facilities.urls.revision(old))
    assert response.content == png(b"one")
    assert old.archive_name in response.headers["content-disposition"]
    assert_safe(response)


def test_two_revisions_have_two_tags(client, publish):
    before = client.get(publish("A.png", png(b"one"))).headers["etag"]
    after = client.get(publish("A.png", png(b"two"))).headers["etag"]
    assert before != after


def test_two_files_of_one_hash_have_two_tags(client, publish):
    one, two = publish("A.png", CONTENT), publish("B.png", CONTENT)
    assert client.get(one).headers["etag"] != client.get(two).headers["etag"]


def test_tag_does_not_tell_the_key_of_the_blob(client, publish, wharf):
    tag = client.get(publish("A.png", CONTENT)).headers["etag"]
    assert _revisions(wharf, "A.png")[0].blob_key not in tag


def test_copy_that_is_still_good_is_not_sent_again(client, path):
    tag = client.get(path).headers["etag"]
    response = client.get(path, headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["etag"] == tag
    assert_safe(response)


def test_unmodified_since_is_not_sent_again(client, path):
    modified = client.get(path).headers["last-modified"]
    assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304


def test_condition_on_another_version_fails(client, path):
    response = client.get(path, headers={"If-Match": '"other"'})
    assert response.status_code == 412
    assert_safe(response)


def test_range_gives_the_slice(client, path):
    response = client.get(path, headers={"Range": "bytes=10-19"})
    assert response.status_code == 206
    assert response.content == CONTENT[10:20]
    assert response.headers["content-range"] == f"bytes 10-19/{len(CONTENT)}"
    assert response.headers["content-length"] == "10"
    assert_safe(response)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(CONTENT) - 1), st.integers(0, len(CONTENT) - 1))
def test_any_range_gives_the_very_slice(client, path, one, other):
    first, last = sorted((one, other))
    response = client.get(path, headers={"Range": f"bytes={first}-{last}"})
    assert response.content == CONTENT[first : last + 1]


def test_several_ranges_are_answered_with_the_whole(client, path):
    response = client.get(path, headers={"Range": "bytes=0-1,5-6"})
    assert response.status_code == 200
    assert response.content == CONTENT


def test_range_beyond_the_end_tells_the_size(client, path):
    response = client.get(path, headers={"Range": "bytes=100000-"})
    assert response.status_code == 416
    assert response.headers["content-range"] == f"bytes */{len(CONTENT)}"
    assert_safe(response)


def test_range_of_a_version_that_is_gone_gives_the_whole(client, path):
    response = client.get(path, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert response.status_code == 200
    assert response.content == CONTENT


def test_range_of_the_version_at_hand_goes_on(client, path):
    tag = client.get(path).headers["etag"]
    response = client.get(path, headers={"Range": "bytes=5-", "If-Range": tag})
    assert response.content == CONTENT[5:]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_other_methods_are_refused(client, path, method):
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert_safe(response)


@pytest.mark.parametrize(
    "path",
    [
        "/w/images/0/00/A.png",
        "/w/images/f/ff/A.png",
        "/w/images/A.png",
        "/w/images/",
        "/w/images/c/c3/A.png/",
        "/w/images/c/c3/",
        "/w/images/archive/0/00/20260102030405!A.png",
        "/w/images/archive/0/00/A.png",
        "/w/images/../../../../etc/passwd",
        "/w/images/0/00/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/w/images/0/00/..%2f..%2fetc%2fpasswd",
        "/w/images/0/00/%2e%2e",
        "/w/images/0/00/%00",
        "/w/images/0/00/%ff%fe",
        "/w/images/0/00/%0d%0aSet-Cookie:a=b",
    ],
)
def test_what_is_no_address_of_a_file_is_not_found(client, publish, path):
    publish("A.png", CONTENT)
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/plain")
    assert_safe(response)


@pytest.mark.parametrize(
    "name", ["..", ".", "a\0.png", "../x.png", "a b.png", "a.png", "File:A.png", "A.png ", "\ud800", "", "A" * 300]
)
def test_name_in_another_spelling_is_not_found_in_its_own_folder(ask, publish, name):
    publish("A.png", CONTENT)
    folder = hashed_folder(name.encode("utf-8", "replace").decode())
    start, *_ = ask(f"/w/images/{folder}{name}")
    assert start["status"] == 404


def test_name_with_signs_and_letters_is_found_at_the_address_given_out(client, publish):
    path = publish("Ä 100% 'a' & (b)+c?;=@~.png", CONTENT)
    assert client.get(path).content == CONTENT


def test_deleted_file_is_gone(client, path, wharf):
    with wharf.facilities.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM file_revision")
    assert client.get(path).status_code == 404


def test_missing_bytes_are_not_found_and_logged(client, path, wharf, caplog):
    for key in list(wharf.facilities.blobs.keys()):
        wharf.facilities.blobs.delete(key)
    assert client.get(path).status_code == 404
    assert "A_b.png" in caplog.text


def test_large_file_goes_out_in_small_pieces(ask, publish):
    content = png(b"x", padding=3_000_000)
    start, *pieces = ask(publish("L.png", content))
    assert max(len(piece["body"]) for piece in pieces) <= 1 << 20
    assert b"".join(piece["body"] for piece in pieces) == content
    assert [piece["more_body"] for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert start["status"] == 200


def test_large_range_goes_out_in_small_pieces(ask, publish):
    content = png(b"x", padding=3_000_000)
    path = publish("L.png", content)
    _, *pieces = ask(path, range="bytes=7-")
    assert max(len(piece["body"]) for piece in pieces) <= 1 << 20
    assert b"".join(piece["body"] for piece in pieces) == content[7:]


def test_local_file_is_left_to_a_server_that_can_send_it(ask, publish):
    start, sent = ask(publish("A.png", CONTENT), extensions=("http.response.zerocopysend",))
    assert (sent["type"], sent["offset"], sent["count"]) == ("http.response.zerocopysend", 0, len(CONTENT))
    assert Path(sent["file"].name).read_bytes() == CONTENT
    assert (b"content-length", str(len(CONTENT)).encode()) in start["headers"]


def test_range_of_a_local_file_is_left_to_a_server_that_can_send_it(ask, publish):
    start, sent = ask(publish("A.png", CONTENT), extensions=("http.response.zerocopysend",), range="bytes=7-9")
    assert (sent["offset"], sent["count"]) == (7, 3)
    assert start["status"] == 206


def test_store_without_local_files_is_streamed(open_wharf, browse, publish):
    wharf = open_wharf(blob_url="memory:")
    path = publish("A.png", CONTENT, wharf=wharf)
    assert browse(wharf).get(path).content == CONTENT


def test_wiki_for_its_users_shows_files_to_nobody_else(open_wharf, browse, publish):
    wharf = open_wharf(group_permissions={"*": {"read": False}})
    response = browse(wharf).get(publish("A.png", CONTENT, wharf=wharf))
    assert response.status_code == 403
    assert "access-control-allow-origin" not in response.headers
    assert_safe(response)


def test_wiki_for_its_users_shows_files_to_them_and_to_no_shared_cache(open_wharf, browse, publish, cookies_of):
    wharf = open_wharf(group_permissions={"*": {"read": False}})
    path = publish("A.png", CONTENT, wharf=wharf)
    response = browse(wharf).get(path, headers=cookies_of(wharf.user))
    assert response.content == CONTENT
    assert response.headers["cache-control"] == "private, no-cache"
    assert response.headers["vary"] == "Cookie"
    assert "access-control-allow-origin" not in response.headers


def _revisions(wharf, name):
    with wharf.facilities.database.read() as connection:
        return files.revisions(connection, name)


def test_nginx_is_told_where_the_bytes_are(browse, open_wharf, publish):
    wharf = open_wharf(x_accel_redirect="/blobs")
    response = browse(wharf).get(publish("A b.png", CONTENT, wharf=wharf), headers={"Range": "bytes=1-2"})
    place = wharf.facilities.blobs.folder / response.headers["x-accel-redirect"].removeprefix("/blobs/")
    assert (response.status_code, response.content, place.read_bytes()) == (200, b"", CONTENT)
    assert_safe(response)


def test_a_copy_that_is_still_good_is_not_left_to_nginx(browse, open_wharf, publish):
    wharf = open_wharf(x_accel_redirect="/blobs")
    client, path = browse(wharf), publish("A b.png", CONTENT, wharf=wharf)
    response = client.get(path, headers={"If-None-Match": client.get(path).headers["etag"]})
    assert (response.status_code, "x-accel-redirect" in response.headers) == (304, False)
