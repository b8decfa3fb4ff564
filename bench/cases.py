"""The work of the comparison: one large file in several ways, and many small ones; each sent once for a measurement."""

import secrets
from dataclasses import dataclass

from bench.contenders import Contender
from bench.samples import Wav
from bench.sending import send_all
from bench.sinks import Sent

MB = 1_000_000
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent: one file of ``size`` bytes, whole or in chunks, or ``files`` of that size by ``threads``."""

    label: str
    size: int
    chunk_bytes: int | None = None
    files: int = 0
    threads: int = 1

    @property
    def unit(self) -> str:
        """What its speeds are counted in."""
        return "files/s" if self.files else "MB/s"

    def is_for(self, contender: Contender) -> bool:
        """Whether the contender can do it."""
        return self.chunk_bytes is None or contender.takes_chunks


@dataclass(frozen=True, slots=True)
class Measured:
    """A case, once: its speed in its unit, the server's CPU seconds for each GB until the last reply, and the parts."""

    speed: float
    cpu: float
    sent: Sent | None


def upload_cases(size: int, files: int) -> list[Case]:
    """One file of ``size`` bytes directly and in chunks, and ``files`` small ones."""
    chunks = [Case(f"in {name} chunks", size, n) for name, n in _CHUNKS]
    many = [Case(f"200 kB files, {name}", 200_000, files=files, threads=n) for name, n in _AT_ONCE]
    tiny = Case("5 kB files, 8 at a time", 5_000, files=files * 2, threads=8)
    return [Case("direct", size), *chunks, Case("100 kB in 5 kB chunks", 100_000, 5_000), *many, tiny]


_CHUNKS = (("16 MiB", 16 * MIB), ("5 MiB", 5 * MIB), ("1 MiB", MIB), ("256 kB", 256_000))
_AT_ONCE = (("1 by 1", 1), ("8 at a time", 8), ("64 at a time", 64))
_SMALL_CHUNK = 4 * MIB


def measure(contender: Contender, case: Case, bodies: "Bodies") -> Measured:
    """Sends the case's bytes once, with fresh contents, and checks what has arrived afterwards."""
    before = contender.processes.settle()
    if case.files:
        return _files(contender, case, bodies, before)
    return _one(contender, case, bodies, before)


class Bodies:
    """The contents to send, made once."""

    def __init__(self) -> None:
        self._wavs: dict[int, list[Wav]] = {}

    def of(self, size: int, number: int = 1) -> list[Wav]:
        """So many files of that size."""
        made = self._wavs.setdefault(size, [])
        made.extend(Wav(size) for _ in range(number - len(made)))
        return made[:number]


def _one(contender: Contender, case: Case, bodies: Bodies, before: float) -> Measured:
    step = case.chunk_bytes
    # The slow ones get a smaller file where there are very many chunks: what a chunk costs is the same.
    is_shared = step is not None and step < _SMALL_CHUNK and case.size > 10 * MB
    size = int(case.size * (max(contender.share, 0.2) if is_shared else 1)) & ~1
    name, content = f"Bench_{secrets.token_hex(8)}.wav", bodies.of(size)[0].stamped()
    sent = contender.sink.whole(name, content) if step is None else contender.sink.chunked(name, content, step)
    cpu = contender.processes.cpu() - before
    sent.check(content)
    contender.sink.forget(name, sent)
    return Measured(size / MB / sent.total, cpu / size * 1e9, sent)


def _files(contender: Contender, case: Case, bodies: Bodies, before: float) -> Measured:
    number = max(int(case.files * contender.share), case.threads)
    wavs = bodies.of(case.size, number)
    seconds, cpu = send_all(contender.sink, contender.processes, wavs, threads=case.threads)
    return Measured(number / seconds, (cpu - before) / (number * case.size) * 1e9, None)
