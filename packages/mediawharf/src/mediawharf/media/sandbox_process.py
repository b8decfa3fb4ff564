"""One child of the sandbox, as its parent sees it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import BinaryIO, Final, assert_never

import msgspec

from mediawharf.media.sandbox_wire import Done, Ended, Limits, Order, Refused, Reply, TooLong, receive, send

PATH: Final = "/usr/local/bin:/usr/bin:/bin"  # where programs of the system are looked for
_MODULE: Final = "mediawharf.media.sandbox_child"
# All that a child is told of its surroundings. One thread and one arena: memory is what is short.
_ENVIRONMENT: Final = {
    "PATH": PATH,
    "HOME": "/nonexistent",
    "VIPS_CONCURRENCY": "1",
    "VIPS_WARNING": "0",
    "VIPS_DISC_THRESHOLD": "8g",  # nothing is unpacked to disk
    "MALLOC_ARENA_MAX": "1",
}


class SandboxFailure(Exception):
    """A task was not done; the subclass tells why."""


class TaskRefused(SandboxFailure):
    """The file is such that the task cannot be done; ``reason`` is the task's own."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TaskTimedOut(SandboxFailure):
    """The task took more time than it may; its child is gone."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TaskNotBegun(Exception):
    """The child had ended by itself before the order came: another one can do it."""


class TaskDied(SandboxFailure):
    """The child ended in the middle of the task: by a signal, if ``code`` is negative."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class ChildProcess:
    """A process of its own session, without this one's descriptors and environment."""

    def __init__(self, limits: Limits, variables: Mapping[str, str]) -> None:
        self.variables = dict(variables)
        self._limits = limits
        self._tasks = 0
        self._peak = 0
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", _MODULE, msgspec.json.encode(limits).decode()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={**_ENVIRONMENT, **variables},
                cwd="/",
                start_new_session=True,
            )
        self._channel = ours
        self._replies: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)

    @property
    def pid(self) -> int:
        """The process's number, which is its group's too."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether it lives and may do another task."""
        is_worn = self._tasks >= self._limits.tasks or self._peak > self._limits.resident
        return not is_worn and self._process.poll() is None

    def do(self, order: Order, source: BinaryIO, output: BinaryIO) -> msgspec.Raw:
        """The answer to an order. Raises SandboxFailure, TaskNotBegun; after all but TaskRefused the child is dead."""
        self._tasks += 1
        try:
            reply = self._exchanged(order, source.fileno(), output.fileno())
        except TimeoutError:
            self.kill()
            raise TaskTimedOut(self._limits.wall) from None
        except (Ended, BrokenPipeError, ConnectionResetError, TooLong, msgspec.DecodeError):
            code = self._ended()
            if code == 0:
                raise TaskNotBegun from None
            if code == -signal.SIGXCPU:
                raise TaskTimedOut(self._limits.cpu) from None
            raise TaskDied(code) from None
        self._peak = reply.peak
        match reply:
            case Done(answer):
                return answer
            case Refused(reason):
                raise TaskRefused(reason)
            case _:
                assert_never(reply)

    def _exchanged(self, order: Order, source: int, output: int) -> Reply:
        deadline = time.monotonic() + self._limits.wall
        self._channel.settimeout(self._limits.wall)
        send(self._channel, order, (source, output))
        self._channel.settimeout(max(0.01, deadline - time.monotonic()))
        reply, _ = receive(self._channel, self._replies)
        return reply

    def _ended(self) -> int:
        """How the process ended that closed its socket; one that talks nonsense is made to end."""
        self.kill()
        return self._process.returncode

    def stop(self) -> None:
        """Makes a task that another thread waits for fail."""
        # While it is not waited for, its number is no other group's, even when it has ended.
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def kill(self) -> None:
        """The process and all that it started are gone."""
        self.stop()
        self._process.wait()
        self._channel.close()
