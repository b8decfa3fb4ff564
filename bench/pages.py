"""What the pages of lists cost with many files in the database: CPU at the server, in one process.

python -m bench.pages [--files N] [--rounds N] [--dir DIR]
"""

import argparse
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from bench.growth import grow
from bench.report import table
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mediawharf.testing.wharf import close, make_wharf
from mediawharf.web.routes import routes

CATEGORIES = 500
# As the index would have them for descriptions that are much alike: one category of all, and many small ones.
_COMMON = ("harbour", "old", "dawn", "c=Ports", "l=cc-by-sa-4.0")
_PATHS = (
    "Main_Page", "Special:ListFiles", "Special:ListFiles?look=table&limit=96", "Special:ListFiles?user=User_7",
    "Special:ListFiles?order=name&after=0%7CGrown_8", "Special:ListFiles?kind=picture", "Special:ListFiles?kind=video",
    "Special:ListFiles?category=Ports", "Special:ListFiles?category=Small_7",
    "Special:ListFiles?category=Small_7&licence=cc-by-sa-4.0&order=name",
    "Special:ListFiles?since=2023-12-01&until=2023-12-31", "Special:Search?search=harbour",
    "Special:Search?search=harb", "Special:Search?search=old+harbour+photo200007",
    "Special:Search?search=harbour+nothing",
    "Special:Categories", "Category:Ports", "Special:Contributions/User_7",
)  # fmt: skip


def index(database: Path) -> None:
    """Gives the index of pages the terms that descriptions would have given it."""
    with closing(sqlite3.connect(database, timeout=60)) as connection:
        put = "INSERT INTO search_term (term, page_id) SELECT {}, id FROM page"
        for term in _COMMON:
            connection.execute(put.format("?"), (term,))
        connection.execute(put.format(f"'c=Small_' || (id % {CATEGORIES})"))
        connection.execute(put.format("'photo' || id"))
        last = connection.execute("SELECT max(id) FROM recent_change").fetchone()[0]
        connection.execute("INSERT INTO search_progress (id, change_id) VALUES (1, ?)", (last,))
        connection.commit()


def cost(client: TestClient, path: str, *, rounds: int) -> tuple[float, int]:
    """Milliseconds of CPU that a page takes, and its size in bytes."""
    seconds = []
    for _ in range(rounds):
        begun = time.process_time()
        response = client.get(f"/wiki/{path}")
        seconds.append(time.process_time() - begun)
        response.raise_for_status()
    return 1000 * median(seconds), len(response.content)


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU of the pages of lists.")
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--dir", type=Path, help="folder for the data (default: the temporary one)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
        wharf = make_wharf(Path(made))
        grow(Path(made) / "mediawharf.db", first=0, last=options.files)
        index(Path(made) / "mediawharf.db")
        client = TestClient(Starlette(routes=routes(wharf.facilities)), base_url="http://127.0.0.1:8080")
        costs = [(path, cost(client, path, rounds=options.rounds)) for path in _PATHS]
        close(wharf)
    rows = [(path, [f"{milliseconds:.1f}", f"{size // 1000}"]) for path, (milliseconds, size) in costs]
    print(table(f"{options.files:,} files", ["CPU, ms", "kB"], rows))


if __name__ == "__main__":
    main()
