import pytest

from mediawharf.db.file_browse import BrowseFilter, Effort, browse
from mediawharf.testing.wharf import png

NAMES = ["E", "A", "C", "B", "D"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'


@pytest.fixture
def look(wharf):
    """The names that a filter lets through, and the place to go on from."""
    for number, name in enumerate(NAMES):
        wharf.upload(f"{name}.png", png(name.encode()), text=f"[[Category:C{number % 2}]] {{{{cc-zero}}}}")
    wharf.upload("S.svg", SVG, text="{{cc-zero}}", user=wharf.admin)
    while wharf.facilities.search.catch_up():
        pass

    def looking(filter_=BrowseFilter(), **options):  # noqa: B008 - frozen
        with wharf.facilities.database.read() as connection:
            page = browse(connection, filter_, **{"limit": 10, **options})
        return [file.title.dbkey.partition(".")[0] for file in page.files], page.next

    return looking


def test_orders(look):
    assert look(order="name")[0] == ["A", "B", "C", "D", "E", "S"]
    newest, oldest = look()[0], look(order="oldest")[0]
    assert newest == oldest[::-1]


@pytest.mark.parametrize("order", ["newest", "oldest", "name"])
def test_pages_follow_each_other_and_lead_back(look, order):
    whole = look(order=order)[0]
    first, place = look(order=order, limit=4)
    second, end = look(order=order, limit=4, after=place)
    assert (first + second, end) == (whole, None)


def test_page_before_a_place_ends_there(look):
    whole, place = look(order="name")[0], (0, "D.png")
    back, further = look(order="name", limit=2, after=place, backwards=True)
    assert back == whole[1:3]
    assert look(order="name", limit=2, after=further, backwards=True) == (whole[:1], None)


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        (BrowseFilter(user_name="Admin"), ["S"]),
        (BrowseFilter(media_types=("DRAWING",)), ["S"]),
        (BrowseFilter(media_types=("AUDIO",)), []),
        (BrowseFilter(since=1), ["A", "B", "C", "D", "E", "S"]),
        (BrowseFilter(until=1), []),
        (BrowseFilter(terms=("c=C1",)), ["A", "B"]),
        (BrowseFilter(terms=("l=cc0", "c=C0")), ["C", "D", "E"]),
        (BrowseFilter(terms=("l=cc0",), user_name="Admin"), ["S"]),
        (BrowseFilter(terms=("c=none",)), []),
        (BrowseFilter(sha1="0" * 40), []),
    ],
)
def test_filters(look, filter_, names):
    assert look(filter_, order="name") == (names, None)


def test_common_terms_find_the_same_as_rare_ones(look):
    wanted = BrowseFilter(terms=("l=cc0", "c=C0"))
    assert look(wanted, order="name", effort=Effort(rare=1)) == (["C", "D", "E"], None)


def test_search_without_an_index_stops_and_tells_where(look):
    wanted, effort = BrowseFilter(media_types=("DRAWING",)), Effort(most_looked_at=3)
    found, place = look(wanted, order="name", effort=effort)
    assert (found, place[1]) == ([], "C.png")
    assert look(wanted, order="name", effort=effort, after=place) == (["S"], None)
