"""A task of the sandbox that misbehaves on demand: what its confinement is tested with."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from mediawharf.media.sandbox_task import CannotDo

_MIB: Final = 1 << 20


class Act(msgspec.Struct, frozen=True):
    """What to do, and with what."""

    kind: str
    argument: str = ""


def run(request: msgspec.Raw, source: int, output: int) -> msgspec.Raw:
    """Does the act; the answer is a string."""
    act = msgspec.json.decode(request, type=Act)
    return msgspec.Raw(msgspec.json.encode(_done(act, source, output)))


def _done(act: Act, source: int, output: int) -> str:  # noqa: C901, PLR0912 - one case for each way to misbehave
    match act.kind:
        case "copy":
            content = os.pread(source, _MIB, 0)
            os.write(output, content)
            return str(len(content))
        case "process":
            return str(os.getpid())
        case "environment":
            return os.environ.get(act.argument, "")
        case "descriptors":
            return ",".join(_opened())
        case "read":
            return _or_error(lambda: Path(act.argument).read_text())
        case "write":
            return _or_error(lambda: str(Path(act.argument).write_text("written")))
        case "connect":
            return _or_error(lambda: str(socket.create_connection(("127.0.0.1", int(act.argument)), timeout=5)))
        case "fill":
            return _or_error(lambda: str(os.pwrite(output, b"x", int(act.argument))))
        case "swell":
            return str(len(bytearray(int(act.argument) * _MIB)))
        case "refuse":
            raise CannotDo(act.argument)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(float(act.argument))
        case "start":  # a program that outlives its task if nobody ends it
            subprocess.Popen(["sleep", act.argument])
            os._exit(3)
    return act.kind


def _opened() -> Iterator[str]:
    """Where the descriptors of this process lead."""
    for number in range(64):
        with suppress(OSError):
            yield str(Path(f"/proc/self/fd/{number}").readlink())


def _or_error(act: Callable[[], str]) -> str:
    try:
        return act()
    except OSError as error:
        return type(error).__name__
