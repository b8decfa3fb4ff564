"""One write transaction on an empty embedded database, and a clock that moves when told to."""

from dataclasses import dataclass

import pytest
from sqlalchemy import insert

from mediawharf.db.engine import open_database
from mediawharf.db.schema import account, metadata
from mediawharf.model.clock import Clock
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import Logs
from mediawharf.pages.pages import Edit, Pages

NOW = 1_795_367_998  # 2026-11-22T17:19:58Z


@dataclass
class Time:
    now: int = NOW

    def read(self) -> float:
        return self.now

    def pass_by(self, seconds: int) -> None:
        self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def clock(time):
    return Clock(time.read)


@pytest.fixture
def user():
    return User(1, "Uploader", rights=frozenset({"edit", "editsemiprotected"}))


@pytest.fixture
def admin():
    return User(2, "Admin", rights=frozenset({"edit", "editprotected", "editsemiprotected"}))


@pytest.fixture
def connection(tmp_path, user, admin):
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=1)
    with database.write() as connection:
        metadata.create_all(connection)
        for someone in (user, admin):
            values = {"id": someone.id, "name": someone.name, "registered": 0, "edit_count": 0, "options": {}}
            connection.execute(insert(account).values(values))
        yield connection
    database.close()


@pytest.fixture
def title():
    return Title.parse("File:A b.png")


@pytest.fixture
def pages(clock):
    return Pages(clock)


@pytest.fixture
def logs(clock):
    return Logs(clock)


@pytest.fixture
def page(connection, pages, title, user):
    pages.create(connection, title, edit=Edit("Old text", "first"), user=user)
    return pages.find(connection, title)
