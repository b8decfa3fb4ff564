import pytest

from mediawharf.web.filequery import read_query

SHA1 = "0123456789abcdef0123456789abcdef01234567"
FULL = {
    "user": "Ann B", "kind": "picture", "since": "2024-01-02", "until": "2024-02-03", "licence": "cc0",
    "category": "Old ports", "sha1": SHA1, "order": "name", "look": "table", "limit": "96", "after": "17|A_b.png",
}  # fmt: skip


def test_address_keeps_the_whole_state():
    query = read_query(FULL)
    assert {name: str(value) for name, value in query.values().items()} == FULL
    assert read_query({name: str(value) for name, value in query.values().items()}) == query


def test_defaults_are_left_out_of_addresses():
    query = read_query({"order": "newest", "look": "gallery", "limit": "48", "kind": ""})
    assert query.values() == {}
    assert not query.is_filtered


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "cat"), ("since", "2024-13-01"), ("until", "yesterday"), ("sha1", "xyz"), ("since", "0001-01-01")],
)
def test_what_cannot_be_read_is_told(name, value):
    query = read_query({name: value})
    assert query.unread == (name,)
    assert not query.is_filtered


@pytest.mark.parametrize("place", ["", "x|A", "17", "1" * 20 + "|A", "|"])
def test_broken_place_begins_at_the_start(place):
    assert read_query({"after": place}).place is None


@pytest.mark.parametrize("text", ["Old ports", "category:old_ports", " old ports ", "Category: Old ports"])
def test_categories_are_known_in_any_spelling(text):
    assert read_query({"category": text}).filter().terms == ("c=Old_ports",)


def test_hash_in_base_36_is_the_same():
    assert read_query({"sha1": "00000000000000000000000000000rs"}).sha1 == f"{1000:040x}"


def test_last_day_counts_to_its_end():
    filter_ = read_query({"since": "2024-01-02", "until": "2024-01-02"}).filter()
    assert filter_.until - filter_.since == 86399
