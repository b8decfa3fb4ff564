import pytest

from mediawharf.curation.watching import Watching, WatchWish, Wish, prefers_watching
from mediawharf.model.title import Title
from mediawharf.model.user import User

PAGE = Title.parse("Some page")


@pytest.fixture
def settle(bench):
    def settling(wish, *, user=None, is_preferred=False, expiry=None):
        facilities = bench.wharf.facilities
        with facilities.database.write() as connection:
            return Watching(facilities.watchlist).settle(
                connection, PAGE, user=user or bench.user, wish=WatchWish(wish, expiry), is_preferred=is_preferred
            )

    return settling


@pytest.mark.parametrize("is_preferred", [True, False])
def test_preferences_decide_of_a_page_that_is_not_watched(settle, is_preferred):
    assert (settle(Wish.PREFERENCES, is_preferred=is_preferred) is not None) is is_preferred


@pytest.mark.parametrize("wish", [Wish.PREFERENCES, Wish.NO_CHANGE, Wish.WATCH])
def test_a_watch_ends_only_on_demand(settle, wish):
    settle(Wish.WATCH)
    assert settle(wish) is not None
    assert settle(Wish.UNWATCH) is None


def test_a_watch_keeps_its_expiry_until_it_is_given_another(settle):
    settle(Wish.WATCH, expiry=4_000_000_000)
    assert settle(Wish.WATCH).expiry == 4_000_000_000
    assert settle(Wish.WATCH, expiry=4_000_000_001).expiry == 4_000_000_001


def test_preferences_let_no_bot_watch(bench, settle):
    bot = User(bench.user.id, "Uploader", rights=frozenset({"bot"}))
    assert settle(Wish.PREFERENCES, user=bot, is_preferred=True) is None


def test_nobody_watches_without_an_account(settle):
    assert settle(Wish.WATCH, user=User(0, "203.0.113.7")) is None


@pytest.mark.parametrize(
    ("options", "is_new", "wanted"),
    [({"watchdefault": 1}, False, True), ({"watchcreations": 1}, True, True), ({"watchcreations": 1}, False, False)],
)
def test_new_pages_and_edits_have_preferences_of_their_own(options, is_new, wanted):
    assert prefers_watching(options, is_new=is_new) is wanted
