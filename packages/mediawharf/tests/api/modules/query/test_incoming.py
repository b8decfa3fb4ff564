"""Which pages show, link to and use others."""

import pytest

from mediawharf.testing.wharf import png


@pytest.fixture(autouse=True)
def pages(api, wharf):
    wharf.upload("A.png", png(b"a"))
    write(api, wharf, "One", "[[File:A.png]] [[File:No.png]] [[Two]] {{Tpl}}")
    write(api, wharf, "Two", "[[File:A.png|thumb]] [[One]]")
    write(api, wharf, "Lead", "#REDIRECT [[One]]")
    write(api, wharf, "Three", "[[Lead]]")


def write(api, wharf, title, text):
    return api.post(wharf.admin, action="edit", title=title, text=text)["edit"]


def titles(rows):
    return [row["title"] for row in rows]


def test_the_pages_that_show_a_file_are_listed(api):
    rows = api.query(list="imageusage", iutitle="File:A.png")["imageusage"]
    assert rows == [{"pageid": 2, "ns": 0, "title": "One"}, {"pageid": 3, "ns": 0, "title": "Two"}]
    assert api.query(list="imageusage", iupageid=1)["imageusage"] == rows


def test_usage_is_told_of_each_file_those_that_are_not_there_too(api):
    missing, present = api.query(prop="fileusage", titles="File:A.png|File:No.png")["pages"]
    assert present["fileusage"] == [
        {"pageid": 2, "ns": 0, "title": "One", "redirect": False},
        {"pageid": 3, "ns": 0, "title": "Two", "redirect": False},
    ]
    assert titles(missing["fileusage"]) == ["One"]


@pytest.mark.parametrize(
    ("params", "key"),
    [
        ({"list": "imageusage", "iutitle": "File:A.png", "iulimit": 1}, "imageusage"),
        ({"list": "imageusage", "iutitle": "File:A.png", "iulimit": 1, "iudir": "descending"}, "imageusage"),
        ({"list": "backlinks", "bltitle": "One", "bllimit": 1}, "backlinks"),
    ],
)
def test_continuing_gives_each_page_once(api, params, key):
    found, following = [], {}
    for _ in range(2):
        answer = api(action="query", **params, **following)
        found += titles(answer["query"][key])
        following = answer.get("continue", {})
    assert len(set(found)) == 2
    assert following == {}


def test_a_file_s_usage_goes_on_where_it_stopped(api):
    answer = api(action="query", prop="fileusage", titles="File:A.png", fulimit=1)
    again = api(action="query", prop="fileusage", titles="File:A.png", **answer["continue"])
    assert titles(again["query"]["pages"][0]["fileusage"]) == ["Two"]


def test_links_through_a_redirect_are_told_with_it(api):
    rows = api.query(list="backlinks", bltitle="One", blredirect=True)["backlinks"]
    assert rows == [
        {"pageid": 3, "ns": 0, "title": "Two"},
        {
            "pageid": 4, "ns": 0, "title": "Lead", "redirect": True,
            "redirlinks": [{"pageid": 5, "ns": 0, "title": "Three"}],
        },
    ]  # fmt: skip


def test_redirects_and_namespaces_can_be_left_out(api):
    assert titles(api.query(list="backlinks", bltitle="One", blfilterredir="redirects")["backlinks"]) == ["Lead"]
    assert api.query(list="backlinks", bltitle="One", blnamespace=6)["backlinks"] == []
    [page] = api.query(prop="linkshere", titles="One", lhshow="!redirect")["pages"]
    assert titles(page["linkshere"]) == ["Two"]


def test_the_users_of_a_template_are_listed(api):
    assert titles(api.query(list="embeddedin", eititle="Template:Tpl")["embeddedin"]) == ["One"]
    [page] = api.query(prop="transcludedin", titles="Template:Tpl", tiprop="title")["pages"]
    assert page["transcludedin"] == [{"ns": 0, "title": "One"}]


def test_what_a_page_mentions_is_listed(api):
    [page] = api.query(prop="images|links|templates", titles="One")["pages"]
    assert titles(page["images"]) == ["File:A.png", "File:No.png"]
    assert titles(page["links"]) == ["Two", "Template:Tpl"]
    assert titles(page["templates"]) == ["Template:Tpl"]


def test_what_a_page_mentions_goes_on_where_it_stopped(api):
    answer = api(action="query", prop="images", titles="One|Two", imlimit=1)
    assert answer["continue"]["imcontinue"] == "2|No.png"
    assert api.query(prop="links", titles="One", plnamespace=10)["pages"][0]["links"][0]["title"] == "Template:Tpl"


def test_an_edit_changes_what_is_listed(api, wharf):
    write(api, wharf, "Two", "nothing")
    assert titles(api.query(list="imageusage", iutitle="File:A.png")["imageusage"]) == ["One"]


def test_a_deleted_page_shows_nothing_until_it_is_back(api, wharf):
    api.post(wharf.admin, action="delete", title="Two")
    assert titles(api.query(list="imageusage", iutitle="File:A.png")["imageusage"]) == ["One"]
    api.post(wharf.admin, action="undelete", title="Two")
    assert titles(api.query(list="imageusage", iutitle="File:A.png")["imageusage"]) == ["One", "Two"]


def test_as_generators_they_give_the_pages(api):
    assert titles(api.query(generator="imageusage", giutitle="File:A.png")["pages"]) == ["One", "Two"]
    assert titles(api.query(generator="fileusage", titles="File:A.png")["pages"]) == ["One", "Two"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"list": "imageusage"}, "missingparam"),
        ({"list": "imageusage", "iutitle": "Main Page"}, "bad_image_title"),
        ({"list": "imageusage", "iutitle": "::"}, "invalidtitle"),
        ({"list": "imageusage", "iupageid": 9}, "nosuchpageid"),
        ({"list": "imageusage", "iutitle": "File:A.png", "iupageid": 9}, "invalidparammix"),
        ({"list": "backlinks", "bltitle": "One", "blcontinue": "zz"}, "badcontinue"),
        ({"prop": "fileusage", "titles": "File:A.png", "fucontinue": "zz"}, "badcontinue"),
        ({"prop": "fileusage", "titles": "File:A.png", "fushow": "redirect|!redirect"}, "show"),
        ({"prop": "images", "titles": "One", "imcontinue": "zz"}, "badcontinue"),
    ],
)
def test_refusals(api, params, code):
    assert api(action="query", **params)["error"]["code"] == code
