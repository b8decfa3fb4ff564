"""Reads and downloads a second on 1, 16 and 64 connections, and first thumbnails, from ours and from MediaWiki."""

from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from bench.contenders import MEDIAWIKI, OURS, OURS_2, Contender
from bench.knocking import Knock
from bench.parts.plan import Plan
from bench.parts.thumbnails import first_thumbnails, thumbnail_address
from bench.reads import CONNECTIONS, knock_of, reads, some_files
from bench.report import NOTHING, Target, figure, table, targets_table
from bench.samples import Wav
from bench.sinks import WikiSink
from bench.wire import Session

ORIGINALS = ((200_000, "original of 200 kB"), (20_000_000, "original of 20 MB"))
_ASKED_FOR = ("tokens", "imageinfo of 1", "imageinfo of 50", "allimages, 50")
_AIMS = (("tokens", 20), ("imageinfo of 1", 20))

_ROUNDS_OF_FIRST = 3

Rates = dict[tuple[str, str, int], list[float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked, and the requests by what they are called."""

    label: str
    knocks: dict[str, Knock]


def compare_reads(contenders: list[Contender], plan: Plan) -> str:
    """The table of all reads, and how ours are to MediaWiki's."""
    asked = [_prepared(contender) for contender in contenders if contender.wiki is not None]
    rates: Rates = {}
    for number in range(plan.rounds):
        for what in asked[0].knocks:
            for connections in CONNECTIONS:
                for one in asked if number % 2 == 0 else asked[::-1]:
                    knocks = one.knocks[what].repeat(connections=connections, seconds=plan.seconds)
                    rates.setdefault((one.label, what, connections), []).append(knocks.rate)
        print(f"round {number + 1} of the reads done", flush=True)
    rows = [
        (f"{what}, {connections} at once", [_cell(rates, one.label, what, connections) for one in asked])
        for what in asked[0].knocks
        for connections in CONNECTIONS
    ]
    told = f"Medians of {plan.rounds} rounds of {plan.seconds:g} s each. A factor: ours (1 worker) to the other.\n"
    targets = [
        Target(f"{what}, {connections} at once{workers} : {MEDIAWIKI}", _ratio(rates, what, connections, who), aim)
        for who, workers in ((OURS, ""), (OURS_2, ", 2 workers"))
        for what, aim in _AIMS
        for connections in CONNECTIONS
    ]
    replies = table("replies/s", [one.label for one in asked], rows)
    first = first_thumbnails(contenders, min(plan.rounds, _ROUNDS_OF_FIRST))
    return "\n".join((told, targets_table(targets), replies, first))


def _prepared(contender: Contender) -> Asked:
    wiki = contender.wiki
    assert wiki is not None, "asked of wikis only"
    session = Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
    wanted = [read for read in reads(some_files(session)) if read.label in _ASKED_FOR]
    knocks = {read.label: knock_of(session, read) for read in wanted}
    for size, label in ORIGINALS:
        name = f"Original_{size}.wav"
        WikiSink(session).whole(name, Wav(size).stamped())
        answer = session.post(action="query", prop="imageinfo", iiprop="url", titles=f"File:{name}")
        knocks[label] = _download(answer["query"]["pages"][0]["imageinfo"][0]["url"], b"RIFF")
    knocks["thumbnail"] = _download(thumbnail_address(session), b"\xff\xd8\xff")
    return Asked(contender.label, knocks)


def _download(address: str, expected: bytes) -> Knock:
    url = urlsplit(address)
    lines = (f"GET {url.path} HTTP/1.1", f"Host: {url.netloc}", "", "")
    return Knock((url.hostname or "127.0.0.1", url.port or 80), ["\r\n".join(lines).encode()], expected)


def _median(rates: Rates, who: str, what: str, connections: int) -> float | None:
    found = rates.get((who, what, connections))
    return None if found is None else median(found)


def _ratio(rates: Rates, what: str, connections: int, who: str) -> float | None:
    ours, theirs = (_median(rates, one, what, connections) for one in (who, MEDIAWIKI))
    return None if ours is None or theirs is None else ours / theirs


def _cell(rates: Rates, who: str, what: str, connections: int) -> str:
    ours, theirs = _median(rates, OURS, what, connections), _median(rates, who, what, connections)
    if theirs is None:
        return NOTHING
    return figure(theirs) if who == OURS or ours is None else f"{figure(theirs)} (x{ours / theirs:.2f})"
