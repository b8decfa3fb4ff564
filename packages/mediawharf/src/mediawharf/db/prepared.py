"""Statements of the busy paths: compiled once for each dialect, then run by the driver with nothing in between.

SQLAlchemy still says what a statement is, in SQL and in types of columns. It is left out of the running, which costs
it ten times what SQLite needs. Errors are SQLAlchemy's. The rows are named tuples. Events of statements are not told.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from sqlalchemy import BindParameter, Connection, Dialect, Executable, Select, UpdateBase
from sqlalchemy.sql.compiler import SQLCompiler

from mediawharf.db.driver import driver_error, driver_of

Process: TypeAlias = Callable[[Any], Any]


class NamedRow(Protocol):
    """A row whose values are attributes named as their columns: a named tuple, or SQLAlchemy's own."""

    def _asdict(self) -> dict[str, Any]: ...

    def __getattr__(self, name: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in the words of one dialect, for lists of certain lengths."""

    sql: str
    places: tuple[str, ...]
    writers: tuple[tuple[int, Process], ...]
    constants: Mapping[str, Any]
    is_positional: bool
    lists: Mapping[str, Sequence[str]]
    row: type[Any]
    readers: tuple[tuple[int, Process], ...]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        flat = {**self.constants, **values}
        for name, places in self.lists.items():
            flat.update(zip(places, _padded(flat.pop(name)), strict=True))
        in_order = [flat[name] for name in self.places]
        for place, process in self.writers:
            in_order[place] = process(in_order[place])
        return in_order if self.is_positional else dict(zip(self.places, in_order, strict=True))

    def read(self, rows: list[Any]) -> list[Any]:
        """The driver's rows as named tuples of what their columns' types mean."""
        make = self.row._make
        if not self.readers:
            return [make(row) for row in rows]
        return [make(self._meant(row)) for row in rows]

    def _meant(self, row: Sequence[Any]) -> list[Any]:
        meant = list(row)
        for place, process in self.readers:
            meant[place] = process(meant[place])
        return meant


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A statement whose parameters are all named: ``bindparam("name")``, with ``expanding=True`` for a list.

    ``lists`` names those that are lists, which must never be empty. For INSERT give the columns: they are the
    parameters.
    """

    statement: Select[Any] | UpdateBase
    columns: Sequence[str] | None = None
    lists: Sequence[str] = ()
    _compiled: dict[object, _Compiled] = field(default_factory=dict, init=False)

    def all(self, connection: Connection, **values: Any) -> list[Any]:
        """All rows."""
        compiled, cursor = self._execute(connection, values)
        return compiled.read(cursor.fetchall())

    def first(self, connection: Connection, **values: Any) -> Any | None:
        """The first row, if there is one."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: Any) -> int:
        """How many rows were changed."""
        _, cursor = self._execute(connection, values)
        return int(cursor.rowcount)

    def add(self, connection: Connection, **values: Any) -> int:
        """Of an INSERT of one row into a table with ids, where the driver tells it: the id."""
        _, cursor = self._execute(connection, values)
        return int(cursor.lastrowid)

    def _execute(self, connection: Connection, values: Mapping[str, Any]) -> tuple[_Compiled, Any]:
        compiled = self._in_dialect(connection.dialect, values)
        parameters = compiled.parameters(values)
        cursor = driver_of(connection).cursor()
        try:
            cursor.execute(compiled.sql, parameters)
        except connection.dialect.loaded_dbapi.Error as error:
            raise driver_error(connection, error, statement=compiled.sql, parameters=parameters) from error
        return compiled, cursor

    def _in_dialect(self, dialect: Dialect, values: Mapping[str, Any]) -> _Compiled:
        # A list gets room for a power of two, so that lists of all lengths need few statements.
        key = (dialect, *(_room(values[name]) for name in self.lists)) if self.lists else dialect
        compiled = self._compiled.get(key)
        if compiled is None:
            padded = {name: _padded(values[name]) for name in self.lists}
            compiled = self._compiled[key] = _compile(self.statement, self.columns, dialect, {**values, **padded})
        return compiled


def _compile(
    statement: Executable, columns: Sequence[str] | None, dialect: Dialect, values: Mapping[str, Any]
) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    state = compiled.construct_expanded_state(dict(values))
    names = state.positiontup if state.positiontup is not None else list(state.parameters)
    expanded = {place: name for name, places in state.parameter_expansion.items() for place in places}
    writers = [_writer(compiled.binds[expanded.get(name, name)], dialect) for name in names]
    returned = list(statement.exported_columns)  # type: ignore[attr-defined]
    return _Compiled(
        sql=state.statement,
        places=tuple(names),
        writers=tuple((place, writer) for place, writer in enumerate(writers) if writer is not None),
        constants={name: state.parameters[name] for name in names if expanded.get(name, name) not in values},
        is_positional=state.positiontup is not None,
        lists={name: places for name, places in state.parameter_expansion.items() if name in values},
        row=namedtuple("Row", [column.name for column in returned]),  # noqa: PYI024 - the columns are known only now
        readers=tuple(_readers(returned, dialect)),
    )


def _writer(bound: BindParameter[Any], dialect: Dialect) -> Process | None:
    return bound.type.dialect_impl(dialect).bind_processor(dialect)


def _readers(columns: Sequence[Any], dialect: Dialect) -> Iterator[tuple[int, Process]]:
    for place, column in enumerate(columns):
        process = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if process is not None:
            yield place, process


def _room(values: list[Any]) -> int:
    return 1 << (len(values) - 1).bit_length()


def _padded(values: list[Any]) -> list[Any]:
    return [*values, *values[-1:] * (_room(values) - len(values))]
