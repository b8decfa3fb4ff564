import pytest

from mediawharf.testing.wharf import png


@pytest.fixture(autouse=True)
def tags(wharf):
    with wharf.facilities.database.write() as connection:
        for name in ("a", "b", "c"):
            wharf.facilities.tags.define(connection, name, active=name != "c", description="tag " + name)


def test_tags_are_listed_and_continued(api):
    reply = api(action="query", list="tags", tglimit=2)
    assert reply["query"]["tags"] == [{"name": "a"}, {"name": "b"}]
    assert reply["continue"] == {"tgcontinue": "c", "continue": "-||"}
    assert api.query(list="tags", tgcontinue="c") == {"tags": [{"name": "c"}]}


def test_what_is_told_of_a_tag(api, wharf):
    wharf.upload("A.png", png(b"a"), tags=("b",))
    found = api.query(list="tags", tgprop="displayname|description|hitcount|defined|source|active")["tags"]
    assert found[1] == {
        "name": "b", "displayname": "b", "description": "tag b", "hitcount": 1, "defined": True, "source": ["manual"],
        "active": True,
    }  # fmt: skip
    assert (found[2]["hitcount"], found[2]["active"]) == (0, False)
