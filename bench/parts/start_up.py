"""Seconds from the command to the first answer, on empty folders."""

from pathlib import Path
from statistics import median

from bench.contenders import MEDIAWIKI, running
from bench.parts.plan import Plan
from bench.report import table


def start_up(labels: list[str], folder: Path, plan: Plan) -> str:
    """Seconds from the command to the first answer, on empty folders."""
    seconds: dict[str, list[float]] = {}
    for number in range(plan.rounds):
        place = folder / f"start-{number}"
        place.mkdir(mode=0o755)
        for label in [each for each in labels if each != MEDIAWIKI]:
            with running([label], place) as (_, taken):
                for who, one in taken.items():
                    seconds.setdefault(who, []).append(one)
    rows = [(label, [f"{median(taken):.2f}"]) for label, taken in seconds.items()]
    return f"Medians of {plan.rounds} starts.\n\n" + table("server", ("seconds",), rows)
