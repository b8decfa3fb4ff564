from dataclasses import replace
from functools import partial
from itertools import repeat

import pytest

from mediawharf.api.imageinfo import PROPS
from mediawharf.model.clock import Clock
from mediawharf.services import build
from mediawharf.testing.wharf import png


def info(api, title="File:A.png", **params):
    return api.query(prop="imageinfo", titles=title, **params)["pages"][0]


@pytest.fixture
def versions(wharf):
    """Publishes a file three times, within one second or in three."""

    def publish(*, seconds_apart):
        moments = iter(range(1_700_000_000, 1_700_001_000, seconds_apart)) if seconds_apart else repeat(1_700_000_000)
        for number, moment in zip(range(3), moments, strict=False):
            backends = replace(wharf.backends, clock=Clock(partial(float, moment)))
            then = replace(wharf, facilities=build(wharf.facilities.settings, backends))
            then.upload("A.png", png(b"%d" % number), ignore_warnings=True, comment=f"version {number}")
            then.facilities.threads.shutdown()

    return publish


def walked(api, **params):
    """All comments of the file's history, read in steps of one."""
    comments, continued = [], {}
    while len(comments) < 10:
        reply = api(action="query", prop="imageinfo", titles="File:A.png", iiprop="comment", **params, **continued)
        comments += [one["comment"] for one in reply["query"]["pages"][0].get("imageinfo", [])]
        continued = reply.get("continue")
        if continued is None:
            break
    return comments


def test_timestamp_and_user_are_told_unasked(api, put):
    put("A.png")
    page = info(api)
    assert page["imagerepository"] == "local"
    assert list(page["imageinfo"][0]) == ["timestamp", "user"]


def test_properties_come_in_the_order_of_the_wire(api, put):
    put("A.png", comment="c")
    keys = list(info(api, iiprop="*")["imageinfo"][0])
    assert keys[:10] == [
        "timestamp", "user", "userid", "size", "width", "height", "parsedcomment", "comment", "html", "canonicaltitle",
    ]  # fmt: skip
    assert keys[-2:] == ["mediatype", "bitdepth"]
    assert set(PROPS) - {"archivename", "dimensions", "uploadwarning"} <= set(keys)


def test_a_missing_file_has_no_repository(api):
    page = info(api)
    assert page["imagerepository"] == ""
    assert "imageinfo" not in page


def test_a_missing_file_can_be_asked_for_its_warnings(api):
    page = info(api, iiprop="uploadwarning|badfile|url")
    assert page["badfile"] is False
    assert page["imageinfo"] == [
        {"html": "", "descriptionurl": "http://127.0.0.1:8080/wiki/File:A.png", "filemissing": True}
    ]


def test_other_namespaces_are_told_nothing_of(api):
    assert "imagerepository" not in info(api, "Talk:A")


def test_history_is_read_in_steps(api, versions):
    versions(seconds_apart=60)
    assert walked(api, iilimit=1) == ["version 2", "version 1", "version 0"]


def test_history_within_one_second_is_read_in_steps(api, versions):
    versions(seconds_apart=0)
    assert walked(api, iilimit=1) == ["version 2", "version 1", "version 0"]


def test_history_goes_on_at_a_second(api, versions):
    versions(seconds_apart=60)
    reply = api(action="query", prop="imageinfo", titles="File:A.png")
    assert reply["continue"] == {"iistart": "2023-11-14T22:14:20Z", "continue": "||"}
    assert "batchcomplete" not in reply


def test_history_can_be_cut_to_a_stretch_of_time(api, versions):
    versions(seconds_apart=60)
    assert walked(api, iilimit=5, iistart="1700000060", iiend="1700000060") == ["version 1"]


def test_old_revisions_have_archive_names_and_addresses(api, versions):
    versions(seconds_apart=60)
    old = info(api, iilimit=2, iiprop="archivename|url")["imageinfo"][1]
    assert old["archivename"] == "20231114221420!A.png"
    assert old["url"].endswith("/w/images/archive/7/70/20231114221420!A.png")


def test_the_history_of_many_files_is_cut_without_going_on(api, put, versions):
    versions(seconds_apart=60)
    put("B.png")
    reply = api(action="query", prop="imageinfo", titles="File:A.png|File:B.png")
    assert "continue" not in reply
    assert [len(page["imageinfo"]) for page in reply["query"]["pages"]] == [1, 1]


def test_a_thumbnail_has_an_address_and_denser_ones(api, put):
    put("A.png")
    told = info(api, iiprop="url|thumbmime", iiurlwidth=1)["imageinfo"][0]
    assert told["thumburl"].endswith("/w/images/thumb/7/70/A.png/1px-A.png")
    assert (told["thumbwidth"], told["thumbheight"], told["thumbmime"]) == (1, 1, "image/png")
    assert told["responsiveUrls"]["2"].endswith("/2px-A.png")


def test_an_impossible_size_is_refused(api, put):
    put("A.png")
    reply = api(action="query", prop="imageinfo", titles="File:A.png", iiprop="url", iiurlwidth=0)
    assert reply["error"]["code"] == "urlparamnormal"


def test_a_view_of_no_pixels_is_refused(api, put):
    put("A.png")
    reply = api(action="query", prop="imageinfo", titles="File:A.png", iiprop="url", iiurlparam="0px")
    assert reply["error"]["code"] == "invalidurlparam"


def test_a_view_of_another_width_is_warned_of(api, put):
    put("A.png")
    reply = api(action="query", prop="imageinfo", titles="File:A.png", iiprop="url", iiurlwidth=2, iiurlparam="1px")
    assert "iiurlparam" in reply["warnings"]["imageinfo"]["warnings"]
    assert reply["query"]["pages"][0]["imageinfo"][0]["thumbwidth"] == 2


@pytest.mark.parametrize("text", ["x", "A.png|yesterday", "A.png|20200101000000|x", "a|b|c|d"])
def test_a_strange_place_to_go_on_from_is_refused(api, text):
    reply = api(action="query", prop="imageinfo", titles="File:A.png", iicontinue=text)
    assert reply["error"]["code"] == "badcontinue"


def test_a_bad_context_title_is_refused(api):
    reply = api(action="query", prop="imageinfo", titles="File:A.png", iibadfilecontexttitle="<")
    assert reply["error"]["code"] == "invalid-title"


def test_limit_max_is_told(api, put):
    put("A.png")
    assert api(action="query", prop="imageinfo", titles="File:A.png", iilimit="max")["limits"] == {"imageinfo": 500}


def test_comments_link_to_pages_that_exist(api, put):
    put("A.png", comment="like [[File:A.png]]")
    told = info(api, iiprop="parsedcomment")["imageinfo"][0]
    assert 'class="new"' not in told["parsedcomment"]
