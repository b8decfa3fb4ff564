"""What action=upload and its stash answer beyond the recorded cases, without HTTP."""

from dataclasses import replace
from typing import Any

import pytest

from mediawharf.api.errorformat import ErrorFormat
from mediawharf.api.format_xml import to_xml
from mediawharf.api.stasherrors import stash_errors
from mediawharf.api.uploadwarnings import shown
from mediawharf.model.errors import Message, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.model.warnings import LargeFile
from mediawharf.services.uploads import extension_rules
from mediawharf.settings import Settings
from mediawharf.testing.wharf import png
from mediawharf.upload.authorize import authorize
from mediawharf.upload.errors import ChunkTooSmall, VerificationError
from mediawharf.upload.request import FromStash, FromUrl
from mediawharf.upload.result import Queued, Stashed

UNKNOWN_KEY = "1a1a1a1a1a1a.zzzzzz.9.png"


@pytest.fixture
def filekey(wharf):
    stashed = wharf.upload("A.png", png(b"a"), stash=True)
    assert isinstance(stashed, Stashed)
    return stashed.stashed.filekey


def told_as(wharf, name):
    return ErrorFormat(name, wharf.facilities.messages, "See.")


def test_the_details_of_a_refusal_are_elements_of_their_own_name_in_xml(wharf):
    refusal = VerificationError("filetype-mime-mismatch", ("jpg", "image/png"))
    shown_as = to_xml(told_as(wharf, "bc").error(refusal, "upload"))
    assert "<details><detail>filetype-mime-mismatch</detail><detail>jpg</detail>" in shown_as


def test_the_sizes_of_a_large_file_are_plain_items_in_xml():
    shown_as = to_xml(shown([LargeFile(5, 9)]))
    assert '<large-file><_v size="5" /><_v size="9" /></large-file>' in shown_as


def test_a_tag_that_is_given_twice_is_applied_once(wharf, api):
    with wharf.facilities.database.write() as connection:
        wharf.facilities.tags.define(connection, "seen")
    key = wharf.upload("A.png", png(b"a"), stash=True).stashed.filekey
    api.post(wharf.user, action="upload", filename="A.png", filekey=key, tags="seen|seen")
    events = api.query(list="logevents", letype="upload", leprop="tags")["logevents"]
    assert events == [{"tags": ["seen"]}]


def test_two_sources_are_refused_before_the_state_is_told(wharf, api, filekey):
    told = api.post(wharf.user, action="upload", filename="A.png", filekey=filekey, url="http://x/", checkstatus=True)
    assert told["error"]["code"] == "invalidparammix"


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("bc", {"message": "uploadstash-exception", "code": "uploadstash-exception", "type": "error"}),
        ("raw", {"code": "uploadstash-exception", "key": "uploadstash-exception"}),
        ("none", {"code": "uploadstash-exception"}),
    ],
)
def test_the_reason_that_nothing_is_stashed_has_the_form_of_the_errors(wharf, name, member):
    (entry,) = stash_errors(Message("uploadstash-no-change"), told_as(wharf, name)).items
    assert {key: value for key, value in entry.items() if key != "params"} == member


def test_a_publication_that_is_left_to_a_job_tells_the_warnings_that_it_ignores(wharf):
    wharf.upload("A.png", png(b"old"))
    key = wharf.upload("B.png", png(b"new"), stash=True).stashed.filekey
    queued = wharf.publish("A.png", key, ignore_warnings=True, is_async=True)
    assert isinstance(queued, Queued)
    assert [type(warning).__name__ for warning in queued.warnings] == ["Exists"]


def test_a_queued_publication_shows_its_warnings(wharf, api):
    wharf.upload("A.png", png(b"old"))
    key = wharf.upload("B.png", png(b"new"), stash=True).stashed.filekey
    sent: dict[str, Any] = {"action": "upload", "filename": "A.png", "filekey": key, "async_": True}
    told = api.post(wharf.user, ignorewarnings=True, **sent)["upload"]
    assert (told["result"], told["warnings"]) == ("Poll", {"exists": "A.png"})


def test_a_malformed_key_has_the_code_of_the_stash_in_stashimageinfo(wharf, api):
    told = api(wharf.user, action="query", prop="stashimageinfo", siifilekey="nonsense")
    assert told["error"]["code"] == "uploadstash-bad-path-bad-format"


def test_the_name_of_a_stashed_tiff_ends_in_the_usual_spelling(wharf, api):
    tiff = b"II*\0\x08\0\0\0\0\0\0\0\0\0"
    key = wharf.upload("A.tiff", tiff, stash=True, ignore_warnings=True).stashed.filekey
    told = api.query(wharf.user, prop="stashimageinfo", siifilekey=key, siiprop="canonicaltitle")
    assert told["stashimageinfo"][0]["canonicaltitle"].endswith(".tif")


def test_the_extensions_that_may_be_uploaded_keep_the_order_of_the_setting():
    settings = Settings(server="http://127.0.0.1:8080", file_extensions=("png", "GIF", "png", "djvu"))
    assert extension_rules(settings).allowed == ("png", "gif", "djvu")


def test_an_empty_chunk_in_the_middle_is_too_small(wharf):
    held = wharf.chunk("A.png", png(b"a", padding=3000)[:2000], offset=0, filesize=3500)
    with pytest.raises(ChunkTooSmall):
        wharf.chunk("A.png", b"", offset=2000, filesize=3500, filekey=held.filekey)


@pytest.mark.parametrize(
    ("there", "new", "near"),
    [
        ("A.old.png", "A.png", "A.old.png"),
        ("A..png", "A.png", "A..png"),
        ("A.PNG", "A.png", "A.PNG"),
        ("A.x_y.png", "A.gif", "A.x_y.png"),
        ("A.png", "A.old.png", None),
        ("Ab.png", "A.png", None),
    ],
)
def test_a_file_whose_name_goes_on_after_a_dot_is_near(wharf, there, new, near):
    wharf.upload(there, png(b"old"))
    with wharf.facilities.database.read() as connection:
        repo, title = wharf.facilities.repo, Title.file(new)
        found = repo.near(connection, title, repo.around(connection, title))
    assert (None if found is None else found.dbkey) == near


@pytest.mark.parametrize("source", [FromUrl("http://x.example/"), FromStash(UNKNOWN_KEY)])
def test_who_may_not_upload_is_told_by_the_message_of_groups(wharf, source):
    with pytest.raises(PermissionDenied) as refused:
        authorize(replace(wharf.user, rights=frozenset()), source)
    assert (refused.value.code, refused.value.message().key) == ("permissiondenied", "badaccess-groups")
