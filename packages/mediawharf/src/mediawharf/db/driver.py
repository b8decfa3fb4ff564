"""The driver of a connection, called with nothing in between; its errors are told as SQLAlchemy tells them."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def driver_of(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.dbapi_connection


def run(connection: Connection, statement: str) -> None:
    """Runs a statement without parameters and without rows; raises what SQLAlchemy would."""
    try:
        driver_of(connection).execute(statement)
    except connection.dialect.loaded_dbapi.Error as error:
        raise driver_error(connection, error, statement=statement) from error


def driver_error(connection: Connection, error: Exception, *, statement: str, parameters: Any = ()) -> Exception:
    """What SQLAlchemy would raise for an error of the driver."""
    return DBAPIError.instance(statement, parameters, error, connection.dialect.loaded_dbapi.Error)
