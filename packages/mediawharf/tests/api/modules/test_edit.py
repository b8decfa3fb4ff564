import hashlib
import time

import pytest

from mediawharf.model.clock import iso

TOMORROW = iso(int(time.time()) + 86400)

PAGE = "File:A b.png"


@pytest.fixture
def edit(api, wharf):
    def editing(user=wharf.user, **params):
        return api.post(user, action="edit", **params)

    return editing


def test_a_new_page_is_told_first_of_all(edit):
    told = edit(title=PAGE, text="Text")["edit"]
    keys = ["new", "result", "pageid", "title", "contentmodel", "oldrevid", "newrevid", "newtimestamp", "watched"]
    assert (list(told), told["oldrevid"], told["title"]) == (keys, 0, PAGE)


def test_the_same_text_is_no_change(edit):
    edit(title=PAGE, text="Text")
    told = edit(title=PAGE, text="Text")["edit"]
    assert list(told) == ["result", "pageid", "title", "contentmodel", "nochange", "watched"]


def test_a_watch_that_ends_tells_when(edit):
    told = edit(title=PAGE, text="Text", watchlist="watch", watchlistexpiry=TOMORROW)["edit"]
    assert told["watchlistexpiry"] == TOMORROW


def test_a_page_can_be_named_by_its_id(edit):
    page_id = edit(title=PAGE, text="Text")["edit"]["pageid"]
    assert edit(pageid=page_id, appendtext="!")["edit"]["title"] == PAGE


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"title": PAGE}, "missingparam"),
        ({"text": "x"}, "missingparam"),
        ({"title": PAGE, "pageid": 1, "text": "x"}, "invalidparammix"),
        ({"title": "<x>", "text": "x"}, "invalidtitle"),
        ({"title": "Special:Upload", "text": "x"}, "pagecannotexist"),
        ({"pageid": 99, "text": "x"}, "nosuchpageid"),
        ({"title": PAGE, "text": "x", "nocreate": True}, "missingtitle"),
        ({"title": PAGE, "text": "x", "section": "x"}, "invalidsection"),
        ({"title": PAGE, "text": "x", "md5": "0"}, "badmd5"),
        ({"title": PAGE, "text": "x", "contentmodel": "javascript"}, "badvalue"),
        ({"title": PAGE, "text": "x", "tags": "unknown"}, "badtags"),
    ],
)
def test_wrong_requests_are_refused(edit, params, code):
    assert edit(**params)["error"]["code"] == code


def test_a_page_that_is_there_is_not_made(edit):
    edit(title=PAGE, text="Text")
    assert edit(title=PAGE, text="x", createonly=True)["error"]["code"] == "articleexists"


@pytest.mark.parametrize("timestamp", ["2000-01-01T00:00:00Z", "20000101000000"])
def test_an_old_base_conflicts_with_another_user_s_edit(edit, wharf, timestamp):
    edit(title=PAGE, text="Text")
    told = edit(wharf.admin, title=PAGE, text="x", basetimestamp=timestamp)
    assert told["error"]["code"] == "editconflict"


@pytest.mark.parametrize("timestamp", ["", "0"])
def test_an_empty_base_is_none(edit, wharf, timestamp):
    edit(title=PAGE, text="Text")
    assert edit(wharf.admin, title=PAGE, text="x", basetimestamp=timestamp)["edit"]["result"] == "Success"


def test_the_md5_of_added_texts_is_that_of_both(edit):
    edit(title=PAGE, text="Text")
    md5 = hashlib.md5(b"ab").hexdigest()
    assert edit(title=PAGE, prependtext="a", appendtext="b", md5=md5)["edit"]["result"] == "Success"


def test_the_summary_of_a_new_section_is_its_heading(edit, api):
    edit(title=PAGE, text="Body", section="new", summary="Head")
    [page] = api.query(titles=PAGE, prop="revisions", rvprop="content|comment", rvslots="main")["pages"]
    [revision] = page["revisions"]
    assert (revision["slots"]["main"]["content"], revision["comment"]) == (
        "== Head ==\n\nBody",
        "/* Head */ new section",
    )


def test_a_followed_redirect_is_told(edit):
    edit(title="Here", text="#REDIRECT [[There]]")
    told = edit(title="Here", appendtext="x", redirect=True)
    assert (told["redirects"], told["edit"]["title"]) == ({"from": "Here", "to": "There"}, "There")


def test_without_a_token_nothing_is_edited(api, wharf):
    told = api.post(wharf.user, kind=None, action="edit", title=PAGE, text="x")
    assert told["error"]["code"] == "missingparam"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"text": "x", "contentformat": "text/css"}, "badformat"),
        ({"text": "x", "baserevid": 99}, "editconflict"),
        ({"section": "new", "sectiontitle": "Title", "text": ""}, "missingcommenttext"),
    ],
)
def test_what_does_not_go_with_the_page_is_refused(edit, params, code):
    edit(title=PAGE, text="Text")
    assert edit(title=PAGE, **params)["error"]["code"] == code
