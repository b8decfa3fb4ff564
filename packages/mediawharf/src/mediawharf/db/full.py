"""Tells a full disk from the other failures of a database in a file."""

import logging
import os
import sqlite3
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import OperationalError

from mediawharf.db.errors import DatabaseFull

# What SQLite says where it was the disk that refused, for whatever reason: of these alone a full disk may be the cause.
_WRITING = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_LEAST_ROOM = 64 * 1024  # bytes; the index of SQLite's log grows by 32 KiB
_LOG = logging.getLogger(__name__)


class FullDisk:
    """Within ``with``, an error that comes of a full disk is DatabaseFull, and the log tells the operator.

    ``folder`` is where the database's file is; None if it is in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, OperationalError) and self._caused(error.orig):
            _LOG.error("no room on the disk of the database in %s: %s", self._folder, error.orig)
            raise DatabaseFull from error

    def _caused(self, error: BaseException | None) -> bool:
        code = getattr(error, "sqlite_errorcode", None)  # the driver's own complaints have none
        return code == sqlite3.SQLITE_FULL or (code in _WRITING and self._has_no_room())

    def _has_no_room(self) -> bool:
        # SQLite does not tell why the system refused; what is left on the disk does.
        if self._folder is None:
            return False
        left = os.statvfs(self._folder)
        return left.f_bavail * left.f_frsize < _LEAST_ROOM
