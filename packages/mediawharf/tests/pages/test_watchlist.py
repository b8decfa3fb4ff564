import pytest

from mediawharf.model.expiry import INFINITE
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.watchlist import Watch, Watchlist


@pytest.fixture
def watchlist(clock):
    return Watchlist(clock)


def test_a_watched_page_is_watched_for_good(connection, watchlist, title, user, admin):
    assert watchlist.watch(connection, title, user=user) == Watch(title, None)
    assert watchlist.find(connection, title, user=user) == Watch(title, None)
    assert watchlist.find(connection, title, user=admin) is None
    assert watchlist.count_watchers(connection, title) == 1


def test_a_watch_ends_at_its_expiry(connection, time, watchlist, title, user):
    watchlist.watch(connection, title, user=user, expiry=time.now + 60)
    assert watchlist.find(connection, title, user=user).expiry == time.now + 60
    time.pass_by(60)
    assert watchlist.find(connection, title, user=user) is None
    assert watchlist.drop_expired(connection) == 1


def test_watching_again_keeps_the_expiry_unless_another_is_given(connection, time, watchlist, title, user):
    watchlist.watch(connection, title, user=user, expiry=time.now + 60)
    assert watchlist.watch(connection, title, user=user).expiry == time.now + 60
    assert watchlist.watch(connection, title, user=user, expiry=INFINITE).expiry is None
    assert watchlist.find(connection, title, user=user).expiry is None


def test_watching_what_has_run_out_is_a_new_watch(connection, time, watchlist, title, user):
    watchlist.watch(connection, title, user=user, expiry=time.now + 60)
    time.pass_by(100)
    assert watchlist.watch(connection, title, user=user).expiry is None
    assert watchlist.find(connection, title, user=user) is not None


def test_a_page_and_its_talk_page_are_watched_together(connection, watchlist, title, user):
    talk = Title.parse("File talk:A b.png")
    watchlist.watch(connection, talk, user=user)
    assert set(watchlist.find_many(connection, [title, talk], user=user)) == {title, talk}
    watchlist.unwatch(connection, title, user=user)
    assert watchlist.find(connection, talk, user=user) is None


def test_nobody_watches_without_an_account(connection, watchlist, title):
    assert watchlist.find(connection, title, user=User(0, "127.0.0.1")) is None


def test_a_list_goes_on_after_a_title(connection, watchlist, user):
    titles = [Title.parse(name) for name in ("B", "File:A.png", "File:B.png")]
    for title in titles:
        watchlist.watch(connection, title, user=user)
    first = watchlist.watched(connection, user, limit=2)
    rest = watchlist.watched(connection, user, limit=2, after=first[-1].title)
    assert [watch.title for watch in first + rest] == titles


def test_watchers_follow_a_moved_page(connection, time, watchlist, title, user, admin):
    new = Title.parse("File:B.png")
    watchlist.watch(connection, title, user=user, expiry=time.now + 5)
    watchlist.watch(connection, new, user=admin)
    watchlist.watch(connection, new, user=user)
    watchlist.follow(connection, old=title, new=new)
    assert watchlist.find(connection, new, user=user).expiry == time.now + 5
    assert watchlist.count_watchers(connection, new) == 2
