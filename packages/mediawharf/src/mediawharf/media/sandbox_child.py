"""The child's side of the sandbox: ``python -I -m mediawharf.media.sandbox_child LIMITS``, with a socket as its input.

It gives up what it can, then does one task after the other until the socket is closed. A task is a module of ours
with a function ``run(request, source, output)``: bytes in, JSON out, and the descriptors of a file to read and
of one to write.
"""

import importlib
import os
import select
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Final

import msgspec

from mediawharf.media.confinement import confine, grant_cpu, peak_memory
from mediawharf.media.sandbox_task import CannotDo, Task
from mediawharf.media.sandbox_wire import Done, Ended, Limits, Order, Refused, Reply, receive, send

_TASKS: Final = "mediawharf."
_LONGEST_REASON: Final = 500


def main() -> None:
    """Works until the other side ends, or has had nothing to do for a while."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    channel = _taken_over()
    confine(limits)
    threading.Thread(target=_end_with, args=(channel.fileno(),), daemon=True).start()
    orders = msgspec.json.Decoder(Order)
    while _is_asked(channel, limits.idle):
        try:
            order, descriptors = receive(channel, orders)
        except Ended:
            return
        grant_cpu(limits)
        send(channel, _done(order, *descriptors))


def _is_asked(channel: socket.socket, patience: float) -> bool:
    """Whether something comes before the seconds are over."""
    return bool(select.select([channel], [], [], patience)[0])


def _taken_over() -> socket.socket:
    """The socket, and nothing in its old place: programs that tasks start do not have it."""
    channel = socket.socket(fileno=os.dup(0))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return channel


def _done(order: Order, source: int, output: int) -> Reply:
    task = _task(order.task)
    try:
        answer = task.run(order.request, source, output)
    except CannotDo as refused:
        return Refused(str(refused)[:_LONGEST_REASON], peak_memory())
    finally:
        os.close(source)
        os.close(output)
    return Done(answer, peak_memory())


def _task(name: str) -> Task:
    assert name.startswith(_TASKS), "only our own modules do tasks"
    return importlib.import_module(name)


def _end_with(channel: int) -> None:
    """Kills this process and those it started when its parent has gone, in the middle of a task too."""
    poll = select.poll()
    poll.register(channel, select.POLLRDHUP)
    poll.poll()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
    os._exit(0)  # at once: an order that comes now finds nobody, and its sender can tell
