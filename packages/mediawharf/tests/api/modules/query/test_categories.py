import pytest

from mediawharf.testing.wharf import png


@pytest.fixture(autouse=True)
def pages(wharf):
    wharf.upload("A.png", png(b"a"), text="[[Category:B one]] [[category:A two|sort]] [[Category:C]]")
    wharf.upload("B.png", png(b"b"), text="[[Category:C]] [[:Category:D]]")


def reply(api, **params):
    return api(action="query", prop="categories", **{"titles": "File:A.png", **params})


def names(answer):
    return [c["title"] for page in answer["query"]["pages"] for c in page.get("categories", [])]


def test_categories_are_read_from_the_text_by_name(api):
    assert names(reply(api)) == ["Category:A two", "Category:B one", "Category:C"]
    assert names(reply(api, cldir="descending")) == ["Category:C", "Category:B one", "Category:A two"]


@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_continuing_gives_each_category_once(api, direction):
    found, following = [], {}
    for _ in range(4):
        answer = reply(api, titles="File:A.png|File:B.png", cllimit=1, cldir=direction, **following)
        found += names(answer)
        following = answer.get("continue", {})
    assert sorted(found) == ["Category:A two", "Category:B one", "Category:C", "Category:C"]
    assert following == {}


def test_a_page_in_none_has_no_key(api):
    assert "categories" not in reply(api, titles="File:None.png")["query"]["pages"][0]
    assert names(reply(api, clshow="hidden")) == []


def test_some_categories_only(api):
    answer = reply(api, clcategories="Category:C|File:X")
    assert names(answer) == ["Category:C"]
    assert "File:X" in answer["warnings"]["categories"]["warnings"]


def test_when_the_page_got_into_them(api):
    row = reply(api, clprop="timestamp|hidden", cllimit=1)["query"]["pages"][0]["categories"][0]
    assert row["timestamp"].endswith("Z")
    assert row["hidden"] is False


def test_as_a_generator_it_gives_the_categories_pages(api):
    pages = api.query(generator="categories", titles="File:B.png")["pages"]
    assert pages == [{"ns": 14, "title": "Category:C", "missing": True}]


@pytest.mark.parametrize(
    ("params", "code"), [({"clshow": "hidden|!hidden"}, "show"), ({"clcontinue": "zz"}, "badcontinue")]
)
def test_refusals(api, params, code):
    assert reply(api, **params)["error"]["code"] == code
