"""Requests that come again: they are answered as the first time, whoever sends them and whatever they are warned of."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.api.modules.query.allimages import AllImagesParams
from mediawharf.api.modules.query.frame import QueryParams
from mediawharf.api.repeated import MOST_BYTES, MOST_STRINGS, Repeated
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf


def repeated() -> Repeated:
    return Repeated(lambda query: dict(parse_qsl(query.decode())))


def kept(query: str) -> Fields:
    return Fields(dict(parse_qsl(query, keep_blank_values=True)), {}, found={})


def answer(wharf: Wharf, fields: Fields, user: User | None = None) -> bytes:
    who = wharf.user if user is None else user
    main = ApiMain(ACTIONS)
    main.is_brief(fields)
    return main.run(Call(wharf.facilities, fields, None, who, "203.0.113.7")).written.body


def test_what_is_found_is_kept_from_the_second_time_on() -> None:
    known = repeated()
    first, second, third = (known.fields(b"a=1") for _ in range(3))
    assert (first.found, second.found) == (None, {})
    assert third is second
    assert first.query == second.query == {"a": "1"}


def test_strings_that_are_long_are_read_anew() -> None:
    known, long = repeated(), b"a=" + b"1" * MOST_BYTES
    assert [known.fields(long).found for _ in range(3)] == [None, None, None]


def test_of_many_strings_those_asked_for_last_are_kept() -> None:
    known = repeated()
    for place in (0, 0, 1, 1, 0, *range(2, MOST_STRINGS + 1)):
        known.fields(b"a=%d" % place)
    assert known.fields(b"a=0").found == {}
    assert known.fields(b"a=1").found is None


@pytest.mark.parametrize(
    "query",
    [
        "action=query&meta=tokens&format=json",
        "action=query&prop=imageinfo|nonesuch&titles=File:A.png|x&iiprop=url|nonesuch&format=json",
        "action=query&list=allimages&ailimit=0&unheardof=1&format=json&formatversion=2",
        "action=query&list=allimages&ailimit=9999&format=xml",
        "action=query&meta=siteinfo&siprop=general&maxlag=x&format=json",
        "action=query&titles=Cafe\u0301&format=json",
        "action=paraminfo&querymodules=info&format=json",
        "action=nonesuch&format=json",
        "action=query&titles=A&pageids=1&format=json&formatversion=3",
        "action=query&list=allimages&aiprop=*&aifrom=&format=php",
    ],
)
def test_a_request_sent_again_is_answered_as_the_first_time(wharf: Wharf, query: str) -> None:
    fields = kept(query)
    assert answer(wharf, fields) == answer(wharf, fields) == answer(wharf, replace(fields, found=None))


def test_what_was_found_for_users_of_high_limits_does_not_hold_for_others(wharf: Wharf) -> None:
    fields = kept("action=query&list=allimages&ailimit=max&format=json&formatversion=2")
    high = replace(wharf.user, rights=wharf.user.rights | {"apihighlimits"})
    told = [answer(wharf, fields, user) for user in (high, wharf.user, high)]
    assert [b'"allimages":5000' in one for one in told] == [True, False, True]
    assert b'"allimages":500}' in told[1]


@pytest.mark.parametrize(
    ("sent", "params", "prefix"),
    [
        ("list=allimages&aistart=now&aisort=timestamp", AllImagesParams, "ai"),
        ("list=allimages&ailimit=0", AllImagesParams, "ai"),
        ("prop=nonesuch", QueryParams, ""),
    ],
)
def test_what_depends_on_the_time_or_was_warned_of_is_not_kept(
    wharf: Wharf, sent: str, params: type[Any], prefix: str
) -> None:
    fields = kept(f"action=query&format=json&{sent}")
    answer(wharf, fields)
    assert fields.found
    assert (params, prefix, False) not in fields.found
