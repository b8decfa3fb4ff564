"""Has files looked at in processes that have little to lose: a few warm children, each confined and replaced at need.

Whatever decodes runs there. A file that crashes, hangs or swells its child costs that child and nothing else.
"""

import io
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

import msgspec

from mediawharf.media.sandbox_process import ChildProcess, SandboxFailure, TaskNotBegun, TaskRefused
from mediawharf.media.sandbox_wire import Limits, Order

_BLOCK = 1 << 20


class SandboxBusy(Exception):
    """All children work, and as many wait for one as may."""


class Sandbox:
    """At most ``size`` children at a time, started when they are first needed; ``waiting`` calls may wait for one."""

    def __init__(self, limits: Limits, *, size: int, waiting: int) -> None:
        self._limits = limits
        self._size = size
        self._most = size + waiting
        self._state = threading.Condition()
        self._present = 0  # calls that work or wait
        self._working: set[ChildProcess] = set()
        self._idle: list[ChildProcess] = []
        self._is_closed = False

    def run(
        self,
        task: str,
        request: msgspec.Struct,
        *,
        source: BinaryIO,
        output: BinaryIO,
        variables: Mapping[str, str] | None = None,
    ) -> msgspec.Raw:
        """The answer of a task, the module of that name, which may read the source and write the output.

        ``output`` must be a file of the system's, ``source`` is copied to one if it is none. ``variables`` are the
        environment that its child must have been started with. Raises SandboxFailure, SandboxBusy.
        """
        order = Order(task, msgspec.Raw(msgspec.json.encode(request)))
        with self._place(), _as_file(source) as file:
            while True:
                with suppress(TaskNotBegun):
                    return self._done(order, file, output, variables or {})

    def _done(self, order: Order, source: BinaryIO, output: BinaryIO, variables: Mapping[str, str]) -> msgspec.Raw:
        child = self._taken(variables)
        try:
            answer = child.do(order, source, output)
        except TaskRefused:
            self._put_back(child)
            raise
        except (SandboxFailure, TaskNotBegun) as failure:
            self._forget(child)
            if self._is_closed:  # it was not the file's fault
                raise SandboxBusy from failure
            raise
        except BaseException:
            child.kill()
            self._forget(child)
            raise
        self._put_back(child)
        return answer

    def close(self) -> None:
        """No child is left; what runs fails."""
        with self._state:
            self._is_closed = True
            idle, self._idle = self._idle, []
            for child in self._working:
                child.stop()
        for child in idle:
            child.kill()

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those that work, after a wait if need be."""
        with self._state:
            if self._present >= self._most or self._is_closed:
                raise SandboxBusy
            self._present += 1
        try:
            yield
        finally:
            with self._state:
                self._present -= 1

    def _taken(self, variables: Mapping[str, str]) -> ChildProcess:
        worn: list[ChildProcess] = []
        with self._state:
            self._state.wait_for(lambda: len(self._working) < self._size)
            worn = [child for child in self._idle if not child.is_fit]
            self._idle = [child for child in self._idle if child not in worn]
            child = next((one for one in self._idle if one.variables == variables), None)
            if child is not None:
                self._idle.remove(child)
            elif len(self._idle) + len(self._working) >= self._size:
                worn.append(self._idle.pop(0))
            child = child or ChildProcess(self._limits, variables)
            self._working.add(child)
        for one in worn:
            one.kill()
        return child

    def _put_back(self, child: ChildProcess) -> None:
        with self._state:
            self._working.discard(child)
            is_kept = child.is_fit and not self._is_closed
            if is_kept:
                self._idle.append(child)
            self._state.notify()
        if not is_kept:
            child.kill()

    def _forget(self, child: ChildProcess) -> None:
        with self._state:
            self._working.discard(child)
            self._state.notify()


@contextmanager
def _as_file(source: BinaryIO) -> Iterator[BinaryIO]:
    """The source as a file of the system's, which can be handed to another process."""
    try:
        source.fileno()
    except io.UnsupportedOperation:
        with tempfile.TemporaryFile() as copy:
            source.seek(0)
            while block := source.read(_BLOCK):
                copy.write(block)
            copy.flush()
            yield copy
    else:
        yield source
