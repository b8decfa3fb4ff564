"""Brings a database's schema to the one that this version of the program works with."""

from importlib import resources

from sqlalchemy import Connection, inspect, text

from mediawharf.db.base import Database


class SchemaTooNew(Exception):
    """The database was brought to a step that this version of the program does not have."""

    def __init__(self, present: str, newest: str) -> None:
        super().__init__(present, newest)
        self.present = present
        self.newest = newest


def migrate(database: Database) -> None:
    """Runs the steps that are missing, in one write transaction; does nothing when there are none.

    Raises SchemaTooNew where a newer version of the program has been at work.
    """
    with database.read() as connection:
        present = _present(connection)
    newest = newest_step()
    if present is not None and present > newest:
        raise SchemaTooNew(present, newest)
    if present != newest:
        _upgrade(database)


def newest_step() -> str:
    """The number of the last step: the names of the steps' files begin with their numbers."""
    steps = resources.files("mediawharf.db") / "migrations" / "versions"
    return max(step.name.partition("_")[0] for step in steps.iterdir() if step.name[:1].isdigit())


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(database: Database) -> None:
    # Loaded only here: Alembic takes half a second and 20 MB, and most starts find nothing to do.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(resources.files("mediawharf.db") / "migrations"))
    config.set_main_option("path_separator", "os")
    # Alembic leaves a transaction alone that SQLAlchemy knows of.
    with database.write() as connection:
        connection.begin()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
