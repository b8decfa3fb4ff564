"""Categories, and what is in them."""

import pytest

from mediawharf.testing.wharf import png


@pytest.fixture(autouse=True)
def pages(api, wharf):
    wharf.upload("Zed.png", png(b"z"), text="[[Category:C]]")
    for title, text in (
        ("Beta", "[[Category:C|zz]] [[Category:D]]"),
        ("Category:Sub", "[[Category:C]]"),
        ("Alpha", "[[Category:C]]"),
    ):
        api.post(wharf.admin, action="edit", title=title, text=text)


def members(api, **params):
    return api.query(list="categorymembers", cmtitle="Category:C", **params)["categorymembers"]


def names(rows):
    return [row["title"] for row in rows]


def test_members_are_listed_by_type_and_sort_key(api):
    assert names(members(api)) == ["Alpha", "Beta", "Category:Sub", "File:Zed.png"]
    assert names(members(api, cmdir="desc")) == ["File:Zed.png", "Category:Sub", "Beta", "Alpha"]


def test_a_member_is_told_with_its_key_and_type(api):
    row = members(api, cmprop="ids|title|sortkey|sortkeyprefix|type|timestamp", cmtype="page")[1]
    assert row.pop("timestamp").endswith("Z")
    assert row == {
        "pageid": 2, "ns": 0, "title": "Beta", "sortkey": b"ZZ\nBETA".hex(), "sortkeyprefix": "zz", "type": "page",
    }  # fmt: skip


@pytest.mark.parametrize("params", [{"cmtype": "file"}, {"cmnamespace": 6}])
def test_members_of_a_kind_only(api, params):
    assert names(members(api, **params)) == ["File:Zed.png"]


def test_members_from_a_key_on(api):
    assert names(members(api, cmtype="page", cmstartsortkeyprefix="B")) == ["Beta"]


@pytest.mark.parametrize("sort", ["sortkey", "timestamp"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_continuing_gives_each_member_once(api, sort, direction):
    found, following = [], {}
    for _ in range(4):
        params = {"cmtitle": "Category:C", "cmlimit": 1, "cmsort": sort, "cmdir": direction}
        answer = api(action="query", list="categorymembers", **params, **following)
        found += names(answer["query"]["categorymembers"])
        following = answer.get("continue", {})
    assert sorted(found) == ["Alpha", "Beta", "Category:Sub", "File:Zed.png"]
    assert following == {}


def test_categories_are_listed_with_their_sizes(api):
    rows = api.query(list="allcategories", acprop="size")["allcategories"]
    assert rows == [
        {"category": "C", "size": 4, "pages": 2, "files": 1, "subcats": 1},
        {"category": "D", "size": 1, "pages": 1, "files": 0, "subcats": 0},
        {"category": "Sub", "size": 0, "pages": 0, "files": 0, "subcats": 0},
    ]
    assert [row["category"] for row in api.query(list="allcategories", acmin=2)["allcategories"]] == ["C"]
    assert [row["category"] for row in api.query(list="allcategories", acprefix="s")["allcategories"]] == ["Sub"]


def test_the_list_of_categories_goes_on(api):
    assert api(action="query", list="allcategories", aclimit=1)["continue"]["accontinue"] == "D"


def test_the_size_of_a_category_is_told(api):
    pages = api.query(prop="categoryinfo", titles="Category:C|Category:Sub|Category:None|Beta")["pages"]
    told = {page["title"]: page.get("categoryinfo", {}).get("size") for page in pages}
    assert told == {"Category:C": 4, "Category:Sub": 0, "Category:None": None, "Beta": None}


def test_a_moved_page_is_sorted_by_its_new_name(api, wharf):
    api.post(wharf.admin, action="move", from_="Alpha", to="Gamma", noredirect=True)
    assert names(members(api, cmtype="page")) == ["Gamma", "Beta"]


def test_categories_of_a_page_are_told_with_their_keys(api):
    [page] = api.query(prop="categories", titles="Beta", clprop="sortkey", cllimit=1)["pages"]
    assert page["categories"] == [
        {"ns": 14, "title": "Category:C", "sortkey": b"ZZ\nBETA".hex(), "sortkeyprefix": "zz"}
    ]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "missingparam"),
        ({"cmtitle": "Alpha"}, "invalidcategory"),
        ({"cmtitle": "<"}, "invalidcategory"),
        ({"cmpageid": 99}, "nosuchpageid"),
        ({"cmtitle": "Category:C", "cmpageid": 1}, "invalidparammix"),
        ({"cmtitle": "Category:C", "cmcontinue": "x"}, "badcontinue"),
        ({"cmtitle": "Category:C", "cmcontinue": "page|ff|1"}, "badcontinue"),
        ({"cmtitle": "Category:C", "cmcontinue": "x", "cmsort": "timestamp"}, "badcontinue"),
    ],
)
def test_refusals(api, params, code):
    assert api(action="query", list="categorymembers", **params)["error"]["code"] == code
