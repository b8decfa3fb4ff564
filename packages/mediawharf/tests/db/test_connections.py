"""Connections that stay open between transactions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from mediawharf.db.connections import Connections


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path}/wharf.db", poolclass=NullPool)
    yield engine
    engine.dispose()


def test_the_one_used_last_is_taken_first(engine: Engine) -> None:
    connections = Connections(engine, stay_open=2)
    first, second = connections.take(), connections.take()
    for connection in (second, first):
        connections.give_back(connection)
    assert [connections.take(), connections.take()] == [first, second]
    first.close()
    second.close()


@pytest.mark.parametrize("most", [0, 2])
def test_only_so_many_stay_open(engine: Engine, most: int) -> None:
    connections = Connections(engine, stay_open=most)
    taken = [connections.take() for _ in range(4)]
    for connection in taken:
        connections.give_back(connection)
    assert [connection.closed for connection in taken].count(False) == most
    connections.close()
    assert all(connection.closed for connection in taken)
