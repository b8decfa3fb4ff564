import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.db import files
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata
from mediawharf.model.file import FileFacts
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.repo.repo import Repo

A, B = Title.file("A.png"), Title.file("B.png")
USER = User(1, "Uploader")
FACTS = FileFacts(1, "0" * 40, "image/png", "BITMAP", 1, 1, 8, None, {}, {})
NOW = 1_795_367_998


@pytest.fixture
def connection(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=1)
    with database.write() as connection:
        metadata.create_all(connection)
        yield connection
    database.close()


def add(connection, key, *, title=A, timestamp=NOW):
    values = {"blob_key": key, "facts": FACTS, "user": USER, "comment": "", "timestamp": timestamp}
    return Repo().add(connection, title=title, previous=Repo().current(connection, title), **values)


def delete(connection, title=A):
    ids = [one.id for one in files.revisions(connection, title.dbkey)]
    files.archive(connection, ids, timestamp=NOW, by="Admin", reason="")


def keys(connection, title=A):
    return [one.blob_key for one in files.revisions(connection, title.dbkey)]


def test_versions_of_one_second_get_names_of_their_own(connection):
    for key in ("a", "b", "c"):
        add(connection, key)
    names = [one.archive_name for one in files.revisions(connection, A.dbkey)]
    assert names == [None, "20261122171958-1!A.png", "20261122171958!A.png"]


def test_a_renamed_file_keeps_the_order_of_its_versions(connection):
    for key in ("a", "b", "c"):
        add(connection, key)
    Repo().rename(connection, A, B)
    assert (keys(connection, B), keys(connection, A)) == (["c", "b", "a"], [])


def test_versions_of_one_second_come_back_in_their_order(connection):
    for key in ("a", "b", "c"):
        add(connection, key)
    delete(connection)
    Repo().restore(connection, files.archived_by_title(connection, A.dbkey))
    assert keys(connection) == ["c", "b", "a"]


def test_restoring_nothing_changes_nothing(connection):
    add(connection, "a")
    Repo().restore(connection, [])
    assert keys(connection) == ["a"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["add", "delete", "restore", "rename"]), max_size=10))
def test_no_order_of_changes_loses_a_version_or_gives_two_one_name(connection, steps):
    with connection.begin_nested() as savepoint:
        added = 0
        for step in steps:
            match step:
                case "add":
                    add(connection, f"key{added}")
                    added += 1
                case "delete":
                    delete(connection)
                case "restore":
                    Repo().restore(connection, files.archived_by_title(connection, A.dbkey))
                case "rename":
                    Repo().rename(connection, A, B)
                    Repo().rename(connection, B, A)
        live, gone = files.revisions(connection, A.dbkey), files.archived_by_title(connection, A.dbkey)
        savepoint.rollback()
    assert len({one.blob_key for one in (*live, *gone)}) == len(live) + len(gone) == added
    assert [one.archive_name for one in live].count(None) == bool(live)
