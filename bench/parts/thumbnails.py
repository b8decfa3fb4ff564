"""First thumbnails of large pictures, and the address of one that is there, of any wiki."""

import time
from statistics import median
from urllib.parse import urlencode

from bench.contenders import Contender
from bench.report import NOTHING, figure, table
from bench.thumbnails import WIDTH, Sample, noise, upload
from bench.wire import Session

_SIZES = (("JPEG 12 MP", 4000, 3000), ("JPEG 100 MP", 11552, 8664))


def first_thumbnails(contenders: list[Contender], rounds: int) -> str:
    """How long the first thumbnail of a file takes that was published a moment ago."""
    photographs = [Sample(label, "jpg", noise(*size).jpegsave_buffer(Q=88)) for label, *size in _SIZES]
    sessions = {one.label: _session(one) for one in contenders if one.wiki is not None}
    rows = []
    for photograph in photographs:
        cells = []
        for session in sessions.values():
            taken = [_first(session, photograph) for _ in range(rounds)]
            made = [seconds for seconds in taken if seconds is not None]
            cells.append(figure(1000 * median(made)) if made else NOTHING)
        rows.append((photograph.label, cells))
    return table(f"ms to the first thumbnail, {WIDTH} pixels wide", list(sessions), rows)


def thumbnail_address(session: Session) -> str:
    """The address of a thumbnail that is there, of a file that is uploaded for it."""
    name = upload(session, Sample("", "jpg", noise(1600, 1200).jpegsave_buffer(Q=88)))
    asked = {"action": "query", "prop": "imageinfo", "iiprop": "url", "iiurlwidth": str(WIDTH)}
    answer = session.post(**asked, titles=f"File:{name}")
    address: str = answer["query"]["pages"][0]["imageinfo"][0]["thumburl"]
    _ask(session, name)
    return address


def _first(session: Session, photograph: Sample) -> float | None:
    """Seconds; None where the wiki does not make it."""
    name = upload(session, photograph)
    begun = time.perf_counter()
    return time.perf_counter() - begun if _ask(session, name) else None


def _ask(session: Session, name: str) -> bool:
    target = "/w/thumb.php?" + urlencode({"f": name, "w": WIDTH})
    return session.again().connection.request("GET", target).status == 200


def _session(contender: Contender) -> Session:
    wiki = contender.wiki
    assert wiki is not None, "asked of wikis only"
    return Session.log_in(wiki.api, name=wiki.name, password=wiki.password)
