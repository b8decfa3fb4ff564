import pytest

from mediawharf.db.file_lists import (
    FileFilter,
    NameRange,
    UploadRange,
    list_by_name,
    list_by_time,
    moment_to_stop_at,
    name_to_stop_at,
    names_of_members,
    repeated_sha1s,
)
from mediawharf.testing.wharf import png

ALL = FileFilter()


@pytest.fixture
def connection(wharf):
    for name in ("A.png", "B.png", "C.png", "D.png"):
        wharf.upload(name, png(name[0].encode() if name != "D.png" else b"A"), ignore_warnings=True)
    with wharf.facilities.database.read() as connection:
        yield connection


def titles(revisions):
    return [revision.title.dbkey for revision in revisions]


@pytest.mark.parametrize(("descending", "halves"), [(False, ("AB", "CD")), (True, ("DC", "BA"))])
def test_names_are_looked_at_so_many_at_once(connection, descending, halves):
    whole = NameRange(10, descending=descending)
    stop = name_to_stop_at(connection, whole, after=2)
    first = NameRange(10, descending=descending, until_row=stop)
    rest = NameRange(10, descending=descending, from_row=stop)
    found = [list_by_name(connection, half, filter_=ALL, has_metadata=False) for half in (first, rest)]
    assert [titles(half) for half in found] == [[f"{letter}.png" for letter in half] for half in halves]


@pytest.mark.parametrize("newest_first", [False, True])
def test_uploads_are_looked_at_so_many_at_once(connection, newest_first):
    whole = UploadRange(10, newest_first=newest_first)
    stop = moment_to_stop_at(connection, whole, after=3)
    first = UploadRange(10, newest_first=newest_first, until_row=stop)
    rest = UploadRange(10, newest_first=newest_first, from_row=stop)
    ranges = (first, rest, whole)
    found = [titles(list_by_time(connection, each, filter_=ALL, has_metadata=False)) for each in ranges]
    assert [len(each) for each in found] == [3, 1, 4]
    assert found[0] + found[1] == found[2]


def test_short_lists_are_looked_at_wholly(connection):
    assert name_to_stop_at(connection, NameRange(10), after=4) is None
    assert moment_to_stop_at(connection, UploadRange(10), after=4) is None


def test_metadata_are_read_when_asked_for(connection):
    bare, full = (list_by_name(connection, NameRange(1), filter_=ALL, has_metadata=has) for has in (False, True))
    assert bare[0].facts.metadata is None
    assert full[0].facts.metadata is not None


def test_hashes_of_several_files_are_found(connection):
    files = list_by_name(connection, NameRange(10), filter_=ALL, has_metadata=False)
    assert repeated_sha1s(connection, [file.facts.sha1 for file in files]) == {files[0].facts.sha1}


def test_members_of_groups_are_named_while_they_are_members(wharf):
    wharf.facilities.accounts.add_group(wharf.user, "bot", expiry=100)
    with wharf.facilities.database.read() as connection:
        assert names_of_members(connection, ["bot"], now=100) == ("Uploader",)
        assert names_of_members(connection, ["bot"], now=101) == ()


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (NameRange(10, from_row="B.png"), "uq_file_revision_current"),
        (UploadRange(10, from_row=(1, "B.png")), "ix_file_revision_current_timestamp"),
        (UploadRange(10, user_name="Uploader"), "ix_file_revision_current_user"),
    ],
)
def test_lists_walk_along_an_index(connection, wanted, index):
    statements = []
    read = list_by_name if isinstance(wanted, NameRange) else list_by_time
    driver = connection.connection.dbapi_connection
    driver.set_trace_callback(statements.append)
    read(connection, wanted, filter_=ALL, has_metadata=False)
    driver.set_trace_callback(None)
    plan = " ".join(row[3] for row in driver.execute("EXPLAIN QUERY PLAN " + statements[-1]))
    assert index in plan
    assert "TEMP B-TREE" not in plan
