import pytest

from mediawharf.testing.wharf import png


@pytest.fixture(autouse=True)
def stashed(wharf):
    """A whole file, and the first chunk of another."""
    content = png(b"a", padding=2000)
    wharf.upload("A.png", content, stash=True)
    wharf.chunk("B.png", content[:1500], offset=0, filesize=len(content))


def test_whole_files_and_parts_are_told_apart(api, wharf):
    found = api.query(wharf.user, list="mystashedfiles", msfprop="size|type")["mystashedfiles"]
    by_status = {file.pop("status"): file for file in found}
    assert by_status["finished"].keys() == {"filekey", "size", "width", "height", "bits", "mimetype", "mediatype"}
    assert (by_status["finished"]["mimetype"], by_status["finished"]["mediatype"]) == ("image/png", "BITMAP")
    assert by_status["chunks"]["size"] == 1500


def test_files_are_continued(api, wharf):
    first = api(wharf.user, action="query", list="mystashedfiles", msflimit=1)
    second = api(wharf.user, action="query", list="mystashedfiles", msfcontinue=first["continue"]["msfcontinue"])
    keys = [file["filekey"] for reply in (first, second) for file in reply["query"]["mystashedfiles"]]
    assert len(set(keys)) == len(keys) == 2


def test_a_stash_is_seen_by_its_owner_alone(api, wharf):
    assert api(action="query", list="mystashedfiles")["error"]["code"] == "stashnotloggedin"
    assert api.query(wharf.admin, list="mystashedfiles")["mystashedfiles"] == []


def test_another_place_to_go_on_from_is_refused(api, wharf):
    reply = api(wharf.user, action="query", list="mystashedfiles", msfcontinue="zz")
    assert reply["error"]["code"] == "badcontinue"
