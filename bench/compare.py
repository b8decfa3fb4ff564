"""Ours beside MediaWiki, other upload servers and the disk-and-hash ceiling, in alternating rounds of one run.

    python -m bench.compare [--quick] [--rounds N] [--only PART …] [--without NAME …] [--dir DIR] [--results FILE]

Peers are installed below ``.bench`` and from Debian's packages; what cannot be installed is told and left out. How to
read the tables: README.md beside this file.
"""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from bench import report
from bench.cases import MB
from bench.contenders import ALL, WIKIS, running
from bench.parts.big import big
from bench.parts.growth import growth
from bench.parts.plan import Plan
from bench.parts.reads import compare_reads
from bench.parts.start_up import start_up
from bench.parts.uploads import uploads
from bench.servers import ROOT, end_cleanly_when_terminated
from bench.usage import filesystem


def machine(folder: Path) -> str:
    """The line that tells where it was measured."""
    day = time.strftime("%Y-%m-%d")
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{day}; {os.cpu_count()} cores, {system}, {filesystem(folder)}"


PARTS: dict[str, str] = {
    "uploads": "Uploads",
    "reads": "Reads and downloads",
    "big": "A file of 5 GiB",
    "growth": "Growth",
    "start": "Start-up",
}


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Side by side with other servers.")
    parser.add_argument("--quick", action="store_true", help="50 MB and 40 files, 1 round")
    parser.add_argument("--size", type=int, help="MB of the large file (500)")
    parser.add_argument("--files", type=int, help="how many files of 200 kB (1000)")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), help="parts to measure")
    parser.add_argument("--without", nargs="+", choices=list(ALL), default=[], help="servers to leave out")
    parser.add_argument("--dir", type=Path, help="folder on the filesystem to measure (default: the temporary one)")
    parser.add_argument("--results", type=Path, default=ROOT / "bench/RESULTS.md", help="where the tables are kept")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    plan = Plan(
        size=(options.size or (50 if options.quick else 500)) * MB,
        files=options.files or (40 if options.quick else 1000),
        rounds=options.rounds or (1 if options.quick else 5),
        big=(512 if options.quick else 5120) << 20,
        seconds=0.5 if options.quick else 1,
        grown=10_000 if options.quick else 1_000_000,
    )
    labels = [label for label in ALL if label not in options.without]
    end_cleanly_when_terminated()
    for part in options.only:
        # One for each part: together they would need more than 60 GB.
        with tempfile.TemporaryDirectory(prefix="bench-", dir=options.dir) as made:
            folder = Path(made)
            folder.chmod(0o755)  # databases and web servers run as users of their own
            body = f"{machine(folder)}\n\n{measured(part, labels, folder, plan)}"
        print(f"\n## {PARTS[part]}\n{body}", flush=True)
        report.keep(options.results, PARTS[part], body)


def measured(part: str, labels: list[str], folder: Path, plan: Plan) -> str:
    """The tables of one part, in Markdown."""
    place = folder / part
    place.mkdir(mode=0o755)
    match part:
        case "uploads":
            with running(labels, place) as (contenders, _):
                return uploads(contenders, plan)
        case "reads":
            with running([label for label in labels if label in WIKIS], place) as (contenders, _):
                return compare_reads(contenders, plan)
        case "big":
            return big(place, plan)
        case "growth":
            return growth(place, plan)
        case _:
            return start_up(labels, place, plan)


if __name__ == "__main__":
    main()
