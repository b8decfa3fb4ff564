"""Tables of a comparison as Markdown, and the file that keeps the last of each part."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

NOTHING = "-"  # in a cell: not measured
_HEAD = """# Results
Each part is written by `python -m bench.compare --only PART` and holds one run on one machine. Trust the ratios, which
were measured side by side; absolutes depend on disk and neighbours. [README.md](README.md) tells what is measured.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio that is aimed for: of ours to another's, in one case."""

    what: str
    reached: float | None  # None: not measured
    aim: float
    is_most: bool = False  # the ratio is to be no more than the aim

    @property
    def verdict(self) -> str:
        """Whether it is reached, in a word."""
        if self.reached is None:
            return "not measured"
        is_met = self.reached <= self.aim if self.is_most else self.reached >= self.aim
        return "yes" if is_met else "**no**"


def table(corner: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table with a row's name in front."""
    lines = ["| " + " | ".join([corner, *columns]) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += ["| " + " | ".join([name, *cells]) + " |" for name, cells in rows]
    return "\n".join(lines) + "\n"


def targets_table(targets: Iterable[Target]) -> str:
    """What was aimed for and what was reached."""
    rows = [(t.what, (_ratio(t.reached), ("≤ " if t.is_most else "≥ ") + f"{t.aim:g}", t.verdict)) for t in targets]
    return table("ratio", ("reached", "aim", "met"), rows)


def figure(value: float | None) -> str:
    """A number with three digits that matter, or a dash."""
    if value is None:
        return NOTHING
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def keep(file: Path, heading: str, body: str) -> None:
    """Puts a part into the file, in the place of what was there under its heading."""
    text = file.read_text() if file.exists() else _HEAD
    section = f"## {heading}\n{body.rstrip()}\n\n"
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    before, after = (text.rstrip() + "\n\n", "") if found is None else (text[: found.start()], text[found.end() :])
    file.write_text((before + section + after).rstrip() + "\n")


def _ratio(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"
