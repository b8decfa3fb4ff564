"""Brings a database's schema to the one that this version of the program works with."""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mediawharf.db.base import Database


def migrate(database: Database) -> None:
    """Runs the steps that are missing, in one write transaction; does nothing when there are none."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("mediawharf.db") / "migrations"))
    config.set_main_option("path_separator", "os")
    with database.read() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present == ScriptDirectory.from_config(config).get_current_head():
        return
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
