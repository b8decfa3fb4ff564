import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from mediawharf.db.base import Database
from mediawharf.db.inserting import add_row, insert_row, put_row
from mediawharf.db.prepared import Prepared
from mediawharf.db.schema import change_tag, log_entry

ENTRY = {
    "type": "upload",
    "action": "upload",
    "timestamp": 1,
    "user_id": 1,
    "user_name": "Anna",
    "namespace": 6,
    "title": "A.png",
    "page_id": 1,
    "comment": "",
    "params": {"size": 3},
    "tags": ["one"],
}


@pytest.fixture
def database(database: Database) -> Database:
    with database.write() as connection:
        for title in ("A.png", "B.png", "C.png"):
            insert_row(connection, log_entry, ENTRY | {"title": title})
    return database


def named(names: list[str], database: Database) -> list[str]:
    here = log_entry.c.title.in_(bindparam("names", expanding=True))
    statement = Prepared(select(log_entry).where(here), lists=["names"])
    with database.read() as connection:
        return [row.title for row in statement.all(connection, names=names)]


@pytest.mark.parametrize("names", [["A.png"], ["A.png", "B.png"], ["A.png", "C.png", "no"], ["A.png"] * 5])
def test_a_list_of_any_length_finds_what_it_names(names: list[str], database: Database) -> None:
    assert named(names, database) == sorted(set(names) - {"no"})


def test_values_are_of_their_columns_types(database: Database) -> None:
    with database.read() as connection:
        row = Prepared(select(log_entry).limit(1)).first(connection)
    assert row is not None
    assert (row.params, row.tags, row.title) == ({"size": 3}, ["one"], "A.png")


def test_constants_of_a_statement_need_no_values(database: Database) -> None:
    statement = Prepared(select(log_entry.c.title).where(log_entry.c.title.in_(("B.png", "C.png"))).limit(5))
    with database.read() as connection:
        assert [row.title for row in statement.all(connection)] == ["B.png", "C.png"]


def test_no_row_is_none(database: Database) -> None:
    statement = Prepared(select(log_entry).where(log_entry.c.id == bindparam("wanted")))
    with database.read() as connection:
        assert statement.first(connection, wanted=99) is None


def test_an_update_tells_how_many_rows_it_changed(database: Database) -> None:
    statement = Prepared(update(log_entry).where(log_entry.c.title >= bindparam("low")).values(comment="x"))
    with database.write() as connection:
        assert statement.run(connection, low="B") == 2


def test_one_name_may_stand_at_two_places(database: Database) -> None:
    both = log_entry.c.title == bindparam("called"), log_entry.c.user_name != bindparam("called")
    with database.read() as connection:
        assert len(Prepared(select(log_entry).where(*both)).all(connection, called="A.png")) == 1


def test_an_error_is_sqlalchemys(database: Database) -> None:
    tag = {"name": "one", "active": True, "description": ""}
    with database.write() as connection:
        add_row(connection, change_tag, tag)
        with pytest.raises(IntegrityError):
            add_row(connection, change_tag, tag)


def test_a_new_row_has_the_id_that_is_told_in_either_way(database: Database) -> None:
    returning = Prepared(insert(log_entry).returning(log_entry.c.id), tuple(ENTRY))
    with database.write() as connection:
        ids = [insert_row(connection, log_entry, ENTRY), returning.all(connection, **ENTRY)[0].id]
        assert insert_row(connection, log_entry, ENTRY | {"id": 70}) == 70
    assert ids == [4, 5]


def test_a_row_that_is_put_takes_the_place_of_the_one_with_its_key(database: Database) -> None:
    tag = {"name": "one", "active": True, "description": ""}
    with database.write() as connection:
        put_row(connection, change_tag, tag)
        put_row(connection, change_tag, tag | {"active": False})
    with database.read() as connection:
        rows = Prepared(select(change_tag)).all(connection)
    assert [row._asdict() for row in rows] == [tag | {"active": False}]


def test_what_a_read_connection_wrote_is_dropped(database: Database) -> None:
    with database.read() as connection:
        insert_row(connection, log_entry, ENTRY | {"title": "D.png"})
    assert named(["D.png"], database) == []


def test_a_read_sees_one_state_of_the_database(database: Database) -> None:
    statement = Prepared(select(log_entry))
    with database.read() as reading:
        assert len(statement.all(reading)) == 3
        with database.write() as connection:
            insert_row(connection, log_entry, ENTRY)
        assert len(statement.all(reading)) == 3
