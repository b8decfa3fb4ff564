import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.api.modules.query.continuing import Progress, Resumed, continuation, parse_continue
from mediawharf.api.request_errors import BadContinue

names = st.lists(st.text("abcdefgh", min_size=1), unique=True, max_size=4)


def progress(**changes):
    fields = {"props": (), "others": (), "pending": {}, "generator": {}, "same_pages": {}}
    return Progress(**{**fields, **changes})


def test_a_whole_reply_does_not_go_on():
    assert continuation(progress(props=("info",), others=("tags",))) == ({}, True)


def test_a_list_goes_on_when_the_pages_are_done():
    values, is_complete = continuation(
        progress(props=("info",), others=("tags",), pending={"tags": {"tgcontinue": "b"}})
    )
    assert (values, is_complete) == ({"tgcontinue": "b", "continue": "-||info"}, True)


def test_a_prop_goes_on_before_the_generator():
    pending = {"revisions": {"rvcontinue": "3"}}
    values, is_complete = continuation(
        progress(
            props=("revisions", "info"),
            pending=pending,
            generator={"gapcontinue": "Z"},
            same_pages={"gapcontinue": "M"},
        )
    )
    assert values == {"rvcontinue": "3", "gapcontinue": "M", "continue": "gapcontinue||info"}
    assert not is_complete


def test_the_next_pages_start_all_props_again():
    values, is_complete = continuation(progress(props=("info",), others=("tags",), generator={"gapcontinue": "Z"}))
    assert (values, is_complete) == ({"gapcontinue": "Z", "continue": "gapcontinue||tags"}, True)


@given(names, names)
def test_what_is_finished_is_skipped_the_next_time(done, open_):
    others = [*done, *(name for name in open_ if name not in done)]
    pending = {name: {name + "continue": 1} for name in others if name not in done}
    values, _ = continuation(progress(others=others, pending=pending))
    resumed = parse_continue(str(values.get("continue", "")))
    assert resumed.done >= frozenset(done) or not pending


@pytest.mark.parametrize("text", ["a", "-|", "a||b||c"])
def test_another_form_is_refused(text):
    with pytest.raises(BadContinue):
        parse_continue(text)


def test_nothing_is_done_at_first():
    assert parse_continue(None) == parse_continue("") == Resumed()
