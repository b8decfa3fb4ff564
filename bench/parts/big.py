"""One file of 5 GiB in chunks of 16 MiB beside one of 48 MiB: neither the end nor the memory may grow with the file."""

from pathlib import Path
from statistics import median

from bench.big import CHUNK, MB, send
from bench.contenders import running_wharf
from bench.parts.plan import Plan
from bench.report import Target, figure, table, targets_table
from bench.sinks import Sent
from bench.wire import Session

SMALL = 3 * CHUNK


def big(folder: Path, plan: Plan) -> str:
    """Both files in turn, and what the last chunk and the publish of each took."""
    with running_wharf(folder, workers=1) as wiki:
        session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
        send(session, SMALL)
        before = max(process.peak for process in wiki.processes.processes())
        rounds = [(send(session, SMALL), send(session, plan.big)) for _ in range(plan.rounds)]
        after = max(process.peak for process in wiki.processes.processes())
    small, large = [one for one, _ in rounds], [other for _, other in rounds]
    targets = [
        Target("last chunk, large : small", _last(large) / _last(small), 2, is_most=True),
        Target("publish, large : small", _publish(large) / _publish(small), 2, is_most=True),
        Target("peak memory, large : small", after / before, 1.2, is_most=True),
    ]
    rows = [_row("48 MiB", small, SMALL, before), _row(f"{plan.big >> 20} MiB", large, plan.big, after)]
    columns = ("MB/s", "a chunk, ms", "last, ms", "publish, ms", "peak memory, MB")
    return f"Medians of {plan.rounds} rounds.\n\n" + targets_table(targets) + "\n" + table("file", columns, rows)


def _row(name: str, sent: list[Sent], size: int, peak: int) -> tuple[str, list[str]]:
    speed = size / MB / median(one.total for one in sent)
    chunk = median(seconds for one in sent for seconds in one.chunks)
    return name, [
        figure(value) for value in (speed, chunk * 1000, _last(sent) * 1000, _publish(sent) * 1000, peak / MB)
    ]


def _last(sent: list[Sent]) -> float:
    return median(one.last for one in sent)


def _publish(sent: list[Sent]) -> float:
    return median(one.publish for one in sent)
