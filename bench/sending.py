"""Sending many files at once, by threads that share them out."""

import secrets
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bench.samples import Wav
from bench.sinks import Sent, Sink
from bench.usage import Tree


def send_all(sink: Sink, processes: Tree, wavs: Sequence[Wav], *, threads: int) -> tuple[float, float]:
    """Seconds for all the files, and the server's CPU seconds by the last reply; what arrived is checked."""
    run = secrets.token_hex(6)
    jobs = [(f"Bench_{run}_{number}.wav", wav.stamped()) for number, wav in enumerate(wavs)]
    sinks = [sink.again() for _ in range(threads)]

    def send(sink: Sink, share: list[tuple[str, memoryview]]) -> list[Sent]:
        return [sink.whole(name, content) for name, content in share]

    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        futures = [pool.submit(send, each, jobs[n::threads]) for n, each in enumerate(sinks)]
        sent = [future.result() for future in futures]
        seconds = time.perf_counter() - started
    cpu = processes.cpu()
    for n, share in enumerate(sent):
        for (name, content), one in zip(jobs[n::threads], share, strict=True):
            one.check(content)
            sink.forget(name, one)
    return seconds, cpu
