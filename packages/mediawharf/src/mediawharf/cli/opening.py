"""Opens the data that the settings name, and tells in a sentence why that cannot be."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from mediawharf.blobs.url import UnknownBlobUrl
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.migrate import SchemaTooNew
from mediawharf.facilities import Facilities
from mediawharf.services import build, database_url, open_backends
from mediawharf.settings import Settings
from mediawharf.upload.antivirus import NoScannerAddress


class CannotOpen(Exception):
    """The data cannot be opened; the sentence says why, and what to do."""


def open_data(settings: Settings) -> Facilities:
    """All that the program works with, on the data that the settings name; raises CannotOpen."""
    try:
        return _opened(settings)
    except NoScannerAddress as error:
        known = "unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310"
        raise CannotOpen(f"antivirus = {error.text!r} names no scanner; write it like {known}") from None
    except UnknownBlobUrl as error:
        raise CannotOpen(f"blob_url: {error}") from None
    except SchemaTooNew as error:
        raise CannotOpen(_too_new(settings, error)) from None
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise CannotOpen(f"database_url: this kind of database cannot be used: {error}") from None
    except DatabaseFull:
        raise CannotOpen(f"the database {_shown(settings)} cannot be used: its disk is full") from None
    except DBAPIError as error:
        raise CannotOpen(f"the database {_shown(settings)} cannot be used: {error.orig}") from None
    except OSError as error:
        where = settings.data if error.filename is None else error.filename
        raise CannotOpen(f"{where} cannot be used: {error.strerror}; `--data FOLDER` names another folder") from None


def _opened(settings: Settings) -> Facilities:
    backends = open_backends(settings)
    try:
        return build(settings, backends)
    except BaseException:
        backends.database.close()
        raise


def _too_new(settings: Settings, error: SchemaTooNew) -> str:
    return (
        f"the database {_shown(settings)} is from a newer version of Mediawharf (schema {error.present}, this one "
        f"knows {error.newest}); run that version, or restore the backup from before"
    )


def _shown(settings: Settings) -> str:
    url = make_url(database_url(settings))
    is_file = url.get_backend_name() == "sqlite"
    return url.database or "in memory" if is_file else url.render_as_string(hide_password=True)
