"""``python -m mediawharf.reference FOLDER`` writes the reference's pages into a folder."""

import sys
from pathlib import Path

from mediawharf.reference.pages import pages


def main(folder: Path) -> None:
    """Writes all pages; the folder is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
