import time

import pytest

from mediawharf.auth.tokens import TokenKind
from mediawharf.model.clock import iso

TOMORROW = iso(int(time.time()) + 86400)


@pytest.fixture
def watch(api, wharf):
    def watching(user=wharf.user, kind=TokenKind.WATCH, **params):
        return api.post(user, kind=kind, action="watch", **params)

    return watching


def test_missing_pages_come_before_those_that_exist(watch, file):
    assert watch(titles=f"{file}|File:None.png")["watch"] == [
        {"title": "File:None.png", "ns": 6, "watched": True, "missing": True},
        {"title": file, "ns": 6, "watched": True},
    ]


def test_a_watch_that_ends_tells_when(watch, file):
    [told] = watch(titles=file, expiry=TOMORROW)["watch"]
    assert told["expiry"] == TOMORROW


def test_a_page_is_unwatched(watch, api, wharf, file):
    assert watch(titles=file, unwatch=True)["watch"] == [{"title": file, "ns": 6, "unwatched": True}]
    [page] = api.query(wharf.user, titles=file, prop="info", inprop="watched")["pages"]
    assert page["watched"] is False


def test_special_and_invalid_titles_are_not_watched(watch):
    marks = ["invalid" in told or "special" in told for told in watch(titles="<x>|Special:Upload")["watch"]]
    assert marks == [True, True]


def test_the_old_parameter_names_one_page(watch, file):
    told = watch(title=file)
    assert (told["watch"], "watch" in told["warnings"]) == ({"title": file, "ns": 6, "watched": True}, True)


@pytest.mark.parametrize(
    ("params", "code"),
    [({"title": "A", "titles": "B"}, "invalidparammix"), ({"title": "Special:Upload"}, "invalidtitle")],
)
def test_wrong_requests_are_refused(watch, params, code):
    assert watch(**params)["error"]["code"] == code


def test_only_the_watch_token_is_taken(watch, file):
    assert watch(kind=TokenKind.CSRF, titles=file)["error"]["code"] == "badtoken"


def test_nobody_watches_without_an_account(watch, file):
    assert watch(None, titles=file)["error"]["code"] == "notloggedin"


def test_a_generator_gives_the_pages(watch, file):
    assert watch(generator="allimages")["watch"] == [{"title": file, "ns": 6, "watched": True}]
