"""The processes of a server: started by one that serves nothing, replaced when they die, stopped together."""

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess

import uvloop

from mediawharf.server.connection import Patience, Program
from mediawharf.server.process import Process

STOPPING = (signal.SIGTERM, signal.SIGINT)
# Seconds beyond the time for requests until a process that does not end is killed: the program ends its own things.
CLOSING_SECONDS = 15.0
LONGEST_PAUSE = 30.0  # seconds between two tries to replace a process that does not come up

_LOG = logging.getLogger(__name__)


class NeverServed(Exception):
    """The first processes ended before they could serve; each has said why."""


@dataclass(slots=True)
class _Child:
    process: ForkProcess
    ready: int  # a pipe to read from: one byte once it serves, the end when it has died
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes that serve the same program on one socket, each with a program of its own by ``load``."""

    load: Callable[[], Program]
    listener: socket.socket
    number: int
    drain: float
    patience: Patience = field(default_factory=Patience)

    def run(self, when_ready: Callable[[], None]) -> None:
        """Serves until SIGTERM or SIGINT; raises NeverServed. A second signal cuts what is still under way."""
        woken, waker = os.pipe()
        os.set_blocking(waker, False)
        heard: list[int] = []
        earlier = {number: signal.signal(number, lambda number, _: heard.append(number)) for number in STOPPING}
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        try:
            _Run(self, woken, heard, when_ready).run()
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in earlier.items():
                signal.signal(number, handler)
            os.close(woken)
            os.close(waker)


class _Run:
    def __init__(self, wanted: Processes, woken: int, heard: list[int], when_ready: Callable[[], None]) -> None:
        self._wanted = wanted
        self._woken = woken
        self._heard = heard
        self._when_ready = when_ready
        self._children: list[_Child] = []
        self._has_served = False
        self._pause = 0.0
        self._next_start = 0.0
        # Held open by this process alone: its end is how the others learn of its death.
        self._alive, self._holder = os.pipe()

    def run(self) -> None:
        gc.collect()
        gc.freeze()  # what is loaded by now stays, and its pages are shared
        try:
            while not self._heard:
                self._start_missing()
                self._wait()
                self._look()
        finally:
            self._wanted.listener.close()
            self._stop()
            os.close(self._alive)
            os.close(self._holder)

    def _start_missing(self) -> None:
        if time.monotonic() < self._next_start:
            return
        while len(self._children) < self._wanted.number:
            self._children.append(self._started())

    def _started(self) -> _Child:
        ready, told = os.pipe()
        # A signal to stop that comes before the child heeds it waits.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            process = multiprocessing.get_context("fork").Process(target=self._child, args=(ready, told))
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        os.close(told)
        return _Child(process, ready)

    def _child(self, ready: int, told: int) -> None:
        """What a new process does."""
        signal.set_wakeup_fd(-1)
        for descriptor in (ready, self._holder, self._woken, *(child.ready for child in self._children)):
            os.close(descriptor)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(self._wanted, self._alive, told))

    def _wait(self) -> None:
        waiting = [self._woken, *(child.process.sentinel for child in self._children)]
        waiting += [child.ready for child in self._children if not child.is_ready]
        pause = self._next_start - time.monotonic()
        is_missing = len(self._children) < self._wanted.number
        wait(waiting, timeout=max(pause, 0) if is_missing else None)

    def _look(self) -> None:
        for child in list(self._children):
            if not child.is_ready and wait([child.ready], timeout=0):
                child.is_ready = os.read(child.ready, 1) != b""
            if child.process.exitcode is not None:
                self._buried(child)
        if not self._has_served and all(child.is_ready for child in self._children):
            self._has_served = True
            self._when_ready()

    def _buried(self, child: _Child) -> None:
        code = child.process.exitcode
        self._children.remove(child)
        _closed(child)
        if self._heard:
            return
        if not child.is_ready and not self._has_served:
            raise NeverServed(f"a server process ended with code {code} before it could serve")
        self._pause = 0.0 if child.is_ready else min(max(1.0, self._pause * 2), LONGEST_PAUSE)
        self._next_start = time.monotonic() + self._pause
        _LOG.error("A server process ended with code %s; another takes its place", code)

    def _stop(self) -> None:
        for child in self._children:
            child.process.terminate()
        deadline = time.monotonic() + self._wanted.drain + CLOSING_SECONDS
        signals = len(self._heard)  # one more cuts it short
        while any(child.process.exitcode is None for child in self._children):
            left = deadline - time.monotonic()
            if left <= 0 or len(self._heard) > signals:
                for child in self._children:
                    child.process.kill()
            wait([self._woken, *(child.process.sentinel for child in self._children)], timeout=max(left, 0.05))
            _drained(self._woken)
        for child in self._children:
            _closed(child)


def _closed(child: _Child) -> None:
    os.close(child.ready)
    child.process.join()
    child.process.close()


def _drained(descriptor: int) -> None:
    if wait([descriptor], timeout=0):
        os.read(descriptor, 4096)


async def _serve(wanted: Processes, alive: int, told: int) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    def orphaned() -> None:
        loop.remove_reader(alive)
        stop.set()

    loop.add_reader(alive, orphaned)
    process = Process(wanted.load(), wanted.listener, wanted.patience, sharers=wanted.number)
    await process.serve(stop, drain=wanted.drain, when_ready=lambda: _tell(told))


def _tell(told: int) -> None:
    os.write(told, b"1")
    os.close(told)
