"""One large file in several ways, and many small ones, to all servers in alternating rounds."""

from statistics import median

from bench.cases import MB, Bodies, Case, Measured, measure, upload_cases
from bench.contenders import CEILING, MEDIAWIKI, OURS, OURS_2, TUS_NODE, Contender
from bench.parts.plan import Plan
from bench.report import NOTHING, Target, figure, table, targets_table
from bench.wire import Unexpected

Results = dict[tuple[str, Case], list[Measured]]

_SHARES = """MediaWiki gets a tenth of the small files, and a fifth of the bytes in chunks of 1 MiB and less.
A factor is that of ours (1 worker) to the other."""


def uploads(contenders: list[Contender], plan: Plan) -> str:
    """One large file in several ways, and many small ones."""
    cases, bodies = upload_cases(plan.size, plan.files), Bodies()
    results: Results = {}
    failures: list[str] = []
    for number in range(plan.rounds):
        for case in cases:
            turn = number % len(contenders)
            for contender in contenders[turn:] + contenders[:turn]:
                if case.is_for(contender):
                    try:
                        measured = measure(contender, case, bodies)
                    except Unexpected as failure:
                        if contender.label in (OURS, OURS_2):
                            raise
                        # MediaWiki's locks fail now and then under load.
                        failures.append(f"{contender.label}, {case.label}")
                        print(f"round {number + 1} {failures[-1]} failed: {failure}", flush=True)
                        continue
                    results.setdefault((contender.label, case), []).append(measured)
                    print(
                        f"round {number + 1} {case.label}: {contender.label} {measured.speed:.0f} {case.unit}",
                        flush=True,
                    )
    labels = [contender.label for contender in contenders]
    return "\n".join(
        [
            f"{plan.size // MB} MB, {plan.files} small files, medians of {plan.rounds} rounds. {_SHARES}\n"
            + (f"Failed, and left out: {'; '.join(failures)}.\n" if failures else ""),
            targets_table(_upload_targets(results, cases)),
            table(
                "speed", labels, [(f"{c.label}, {c.unit}", [_speed(results, c, who) for who in labels]) for c in cases]
            ),
            table("CPU s/GB", labels, [(c.label, [figure(_cpu(results, who, c)) for who in labels]) for c in cases]),
            table(
                "milliseconds",
                [
                    f"{who}: {part}"
                    for who in labels
                    for part in ("a chunk", "last", "publish")
                    if _is_wiki(contenders, who)
                ],
                [(c.label, _parts(results, c, contenders)) for c in cases if c.chunk_bytes is not None],
            ),
            table("peak memory, MB", ("all processes", "the largest"), [_memory(each) for each in contenders]),
        ]
    )


def _upload_targets(results: Results, cases: list[Case]) -> list[Target]:
    by_label = {case.label: case for case in cases}

    def ratio(label: str, other: str, ours: str = OURS) -> float | None:
        mine, theirs = _median(results, ours, by_label[label]), _median(results, other, by_label[label])
        return None if mine is None or theirs is None else mine / theirs

    aims = [
        ("direct", CEILING, 0.65), ("direct", MEDIAWIKI, 5), ("direct", TUS_NODE, 1), ("direct", "copyparty", 1),
        ("in 16 MiB chunks", MEDIAWIKI, 12), ("in 5 MiB chunks", MEDIAWIKI, 12), ("in 1 MiB chunks", TUS_NODE, 1.1),
        ("200 kB files, 1 by 1", MEDIAWIKI, 15), ("200 kB files, 8 at a time", MEDIAWIKI, 15),
        ("200 kB files, 1 by 1", TUS_NODE, 1), ("200 kB files, 8 at a time", TUS_NODE, 1),
    ]  # fmt: skip
    one = [Target(f"{label} : {other}", ratio(label, other), aim) for label, other, aim in aims]
    two = [
        Target(f"{label}, 2 workers : {other}", ratio(label, other, OURS_2), aim)
        for label, other, aim in aims
        if label.startswith("200 kB")
    ]
    return one + two


def _median(results: Results, who: str, case: Case) -> float | None:
    measured = results.get((who, case))
    return None if measured is None else median(m.speed for m in measured)


def _speed(results: Results, case: Case, who: str) -> str:
    """The median, and ours as a multiple of it."""
    ours, theirs = _median(results, OURS, case), _median(results, who, case)
    if theirs is None:
        return NOTHING
    return figure(theirs) if who == OURS or ours is None else f"{figure(theirs)} (x{ours / theirs:.2f})"


def _cpu(results: Results, who: str, case: Case) -> float | None:
    measured = results.get((who, case))
    return None if measured is None else median(m.cpu for m in measured)


def _is_wiki(contenders: list[Contender], who: str) -> bool:
    return any(each.label == who and each.wiki is not None for each in contenders)


def _parts(results: Results, case: Case, contenders: list[Contender]) -> list[str]:
    cells = []
    for contender in contenders:
        if contender.wiki is None:
            continue
        sent = [m.sent for m in results.get((contender.label, case), []) if m.sent is not None]
        chunks = [seconds for one in sent for seconds in one.chunks]
        cells += [figure(1000 * median(part)) if part else NOTHING for part in
                  (chunks, [one.last for one in sent], [one.publish for one in sent])]  # fmt: skip
    return cells


def _memory(contender: Contender) -> tuple[str, list[str]]:
    peaks = [process.peak / MB for process in contender.processes.processes()]
    return contender.label, [figure(sum(peaks)), figure(max(peaks, default=0))]
