import pytest

from mediawharf.model.title import Title
from mediawharf.pages.pages import Edit

TITLE = Title(0, "Page")


@pytest.fixture
def history(wharf):
    """Five revisions of a page, the third by Admin; their texts are their numbers."""
    pages, user, admin = wharf.facilities.pages, wharf.user, wharf.admin
    with wharf.facilities.database.write() as connection:
        pages.create(connection, TITLE, edit=Edit("1", "first"), user=user)
        for number in (2, 3, 4, 5):
            page = pages.find(connection, TITLE)
            pages.revise(connection, page, edit=Edit(str(number), ""), user=admin if number == 3 else user)


def reply(api, user=None, **params):
    return api(user, action="query", prop="revisions", **{"titles": "Page", "rvprop": "ids", **params})


def ids(answer):
    return [revision["revid"] for revision in answer["query"]["pages"][0].get("revisions", [])]


@pytest.mark.usefixtures("history")
def test_the_latest_alone_unless_a_history_is_asked_for(api):
    answer = reply(api)
    assert ids(answer) == [5]
    assert answer["batchcomplete"] is True


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("direction", ["older", "newer"])
def test_continuing_gives_each_revision_once(api, direction):
    found, following = [], {}
    for _ in range(3):
        answer = reply(api, rvlimit=2, rvdir=direction, **following)
        found += ids(answer)
        following = answer.get("continue", {})
    assert found == sorted(found, reverse=direction == "older")
    assert len(found) == 5


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"rvuser": "admin"}, [3]),
        ({"rvexcludeuser": "Uploader"}, [3]),
        ({"rvstartid": 4, "rvendid": 3}, [4, 3]),
        ({"rvstartid": 2, "rvdir": "newer", "rvlimit": 2}, [2, 3]),
        ({"rvend": "2100-01-01T00:00:00Z"}, []),
        ({"rvtag": "nonesuch"}, []),
    ],
)
def test_stretches_of_a_history(api, params, expected):
    assert ids(reply(api, **params)) == expected


@pytest.mark.usefixtures("history")
def test_revisions_by_id_come_with_their_pages(api):
    answer = reply(api, titles=None, revids="4|2|99")
    assert ids(answer) == [2, 4]
    assert answer["query"]["badrevids"] == {"99": {"revid": 99, "missing": True}}


@pytest.mark.usefixtures("history")
def test_with_slots_the_text_is_in_its_slot(api):
    answer = reply(api, rvprop="content|size|slotsize|roles", rvslots="main")
    slot = {"size": 1, "contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": "5"}
    assert answer["query"]["pages"][0]["revisions"] == [{"size": 1, "roles": ["main"], "slots": {"main": slot}}]
    assert "warnings" not in answer


@pytest.mark.usefixtures("history")
def test_without_slots_the_text_comes_in_the_old_form_with_a_warning(api):
    answer = reply(api, rvprop="content", formatversion=1, errorformat="raw")
    revision = answer["query"]["pages"]["1"]["revisions"][0]
    assert revision == {"contentformat": "text/x-wiki", "contentmodel": "wikitext", "*": "5"}
    warning = answer["warnings"][0]
    assert (warning["code"], warning["module"]) == ("deprecation", "query+revisions")
    assert warning["data"] == {"feature": "action=query&prop=revisions&!rvslots"}


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"titles": None, "revids": "1", "rvlimit": 1}, "invalidparammix"),
        ({"rvuser": "A", "rvexcludeuser": "B"}, "invalidparammix"),
        ({"rvstartid": 1, "rvstart": "now"}, "invalidparammix"),
        ({"rvstartid": 99}, "badid_rvstartid"),
        ({"rvendid": 99}, "badid_rvendid"),
        ({"rvlimit": 1, "rvcontinue": "zz"}, "badcontinue"),
        ({"rvcontinue": "zz"}, "badcontinue"),
        ({"rvlimit": "x"}, "badinteger"),
    ],
)
def test_refusals(api, params, code):
    assert reply(api, **params)["error"]["code"] == code


@pytest.mark.usefixtures("history")
def test_a_history_is_of_one_page(api, wharf):
    with wharf.facilities.database.write() as connection:
        wharf.facilities.pages.create(connection, Title(0, "Other"), edit=Edit("", ""), user=wharf.user)
    assert reply(api, titles="Page|Other", rvlimit=1)["error"]["code"] == "invalidparammix"
    assert len(reply(api, titles="Page|Other")["query"]["pages"]) == 2


@pytest.mark.usefixtures("history")
def test_texts_are_limited_more_than_facts(api, wharf):
    assert reply(api, rvlimit="max")["limits"] == {"revisions": 500}
    assert reply(api, rvlimit="max", rvprop="content", rvslots="main")["limits"] == {"revisions": 50}
    assert reply(api, wharf.admin, rvlimit="max", rvprop="content", rvslots="*")["limits"] == {"revisions": 500}


def shown(api, **params):
    return reply(api, **params)["query"]["pages"][0]["revisions"][0]


@pytest.mark.usefixtures("history")
def test_measures_of_the_text_stand_in_the_row_without_slots(api):
    told = shown(api, rvprop="slotsize|slotsha1|contentmodel")
    assert (told["size"], len(told["sha1"]), told["contentmodel"]) == (1, 40, "wikitext")


@pytest.mark.parametrize(("section", "text"), [("1", "== One ==\nfirst"), ("0", "lead"), ("x", "lead")])
def test_one_section_of_the_text_is_shown(api, wharf, section, text):
    api.post(wharf.user, action="edit", title="Page", text="lead\n== One ==\nfirst\n== Two ==\nsecond")
    assert shown(api, rvprop="content", rvsection=section)["content"] == text


@pytest.mark.usefixtures("history")
def test_a_section_that_is_not_there_is_refused(api):
    assert reply(api, rvprop="content", rvsection=9)["error"]["code"] == "nosuchsection"


@pytest.mark.usefixtures("history")
def test_a_format_that_wikitext_does_not_have_shows_no_text(api):
    told = shown(api, rvprop="content", rvcontentformat="text/css")
    assert (told["badcontentformat"], "content" in told) == (True, False)
