import subprocess
import sys
from pathlib import Path

from alembic.runtime.migration import MigrationContext

from mediawharf.db.engine import open_database
from mediawharf.db.migrate import migrate, newest_step

STARTED_AGAIN = """
import sys
from mediawharf.db.engine import open_database
from mediawharf.db.migrate import migrate
migrate(open_database(sys.argv[1], connections=1))
print("alembic" in sys.modules)
"""


def test_a_new_database_gets_all_steps(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=1)
    migrate(database)
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == newest_step()
    database.close()


def test_a_database_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/wharf.db"
    database = open_database(url, connections=1)
    migrate(database)
    database.close()
    command = [sys.executable, "-c", STARTED_AGAIN, url]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "False\n"
