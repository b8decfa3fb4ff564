"""Pages of lists whose rows must be looked at one by one."""

from dataclasses import replace

import pytest

from mediawharf.db.changes import ChangeFilter, change_to_stop_at
from mediawharf.db.logs import LogFilter, list_logs, log_to_stop_at
from mediawharf.db.pages import PageRange, list_pages, page_to_stop_at
from mediawharf.db.schema import log_entry
from mediawharf.db.timerange import TimeRange, place_to_stop_at
from mediawharf.testing.wharf import png


@pytest.mark.parametrize(
    ("filter_", "needs"),
    [
        (LogFilter(), False),
        (LogFilter(type="upload"), False),
        (LogFilter(user_name="A"), False),
        (LogFilter(type="upload", user_name="A"), True),
        (LogFilter(tag="a"), True),
        (LogFilter(namespace=6), True),
        (ChangeFilter(types=("edit", "new", "log")), False),
        (ChangeFilter(types=("edit",)), True),
        (ChangeFilter(minor=False), True),
    ],
)
def test_lists_without_an_index_for_what_is_wanted_are_looked_through(filter_, needs):
    assert filter_.needs_looking is needs


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_page_ends_after_so_many_rows(wharf, newest_first):
    for name in ("A.png", "B.png", "C.png"):
        wharf.upload(name, png(name.encode()))
    range_ = TimeRange(limit=10, newest_first=newest_first)
    with wharf.facilities.database.read() as connection:
        rows = list_logs(connection, range_=range_, filter_=LogFilter())
        columns = log_entry.c.timestamp, log_entry.c.id
        stop = place_to_stop_at(connection, range_, *columns, after=2)
        page = list_logs(connection, range_=replace(range_, until_row=stop), filter_=LogFilter())
    assert page == rows[:2]


def test_a_list_with_few_rows_ends_by_itself(wharf):
    with wharf.facilities.database.read() as connection:
        assert log_to_stop_at(connection, TimeRange(limit=1), LogFilter(tag="a")) is None
        assert change_to_stop_at(connection, TimeRange(limit=1), ChangeFilter(minor=True)) is None
        assert page_to_stop_at(connection, PageRange(limit=1, min_length=1)) is None


def test_pages_of_wrong_sizes_end_a_page_too(wharf):
    for name in ("A.png", "B.png", "C.png"):
        wharf.upload(name, png(name.encode()))
    wanted = PageRange(limit=10, namespace=6, min_length=1000)
    with wharf.facilities.database.read() as connection:
        assert page_to_stop_at(connection, wanted, after=2) == "C.png"
        assert list_pages(connection, PageRange(limit=10, namespace=6, until="C.png", skip=1))[0].title.dbkey == "B.png"
