"""The same work with more and more files in the database."""

from pathlib import Path

from bench.growth import growing, growth_table
from bench.parts.plan import Plan
from bench.report import Target, targets_table

UPLOADS = 200


def growth(folder: Path, plan: Plan) -> str:
    """Uploads and reads with no files, a tenth of the planned number, and all of them."""
    sizes = (0, plan.grown // 10, plan.grown)
    found = growing(folder, sizes, uploads=UPLOADS, seconds=plan.seconds)
    targets = [
        Target(f"{label}, {plan.grown:,} files : none", found[-1][label] / found[0][label], 1.3, is_most=True)
        for label in ("upload of 200 kB", "upload, CPU", "imageinfo of 1", "tokens")
    ]
    return targets_table(targets) + "\n" + growth_table(sizes, found)
