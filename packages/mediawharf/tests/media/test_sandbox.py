import io
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

import msgspec
import pytest

from mediawharf.media import landlock
from mediawharf.media.sandbox import Sandbox, SandboxBusy
from mediawharf.media.sandbox_process import TaskDied, TaskRefused, TaskTimedOut
from mediawharf.media.sandbox_wire import Limits
from mediawharf.testing.sandbox_tasks import Act

WITH_LANDLOCK = pytest.mark.skipif(landlock.interface_version() == 0, reason="the kernel has no Landlock")
TASK = "mediawharf.testing.sandbox_tasks"
SMALL = Limits(cpu=1, wall=5, file_size=1 << 20)


@pytest.fixture
def open_sandbox():
    opened = []

    def opening(limits=SMALL, *, size=1, waiting=4):
        opened.append(Sandbox(limits, size=size, waiting=waiting))
        return opened[-1]

    yield opening
    for sandbox in opened:
        sandbox.close()


@pytest.fixture
def sandbox(open_sandbox):
    return open_sandbox()


def do(sandbox, kind, argument="", *, source=None, output=None, **options):
    """The answer of the task, which is given empty files if no others."""
    with TemporaryFile() as empty, TemporaryFile() as other:
        act = Act(kind, str(argument))
        answer = sandbox.run(TASK, act, source=source or empty, output=output or other, **options)
    return msgspec.json.decode(answer, type=str)


def is_alive(pid):
    """Whether the process is there, and not only waits for somebody to ask how it ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_task_reads_its_source_and_writes_its_output(sandbox):
    with TemporaryFile() as output:
        assert do(sandbox, "copy", source=io.BytesIO(b"from memory"), output=output) == "11"
        output.seek(0)
        assert output.read() == b"from memory"


def test_children_are_kept_for_the_next_task(sandbox):
    assert do(sandbox, "process") == do(sandbox, "process")


def test_child_is_replaced_after_its_number_of_tasks(open_sandbox):
    sandbox = open_sandbox(Limits(tasks=2))
    assert len({do(sandbox, "process") for _ in range(6)}) == 3


def test_child_without_work_ends(open_sandbox):
    sandbox = open_sandbox(Limits(idle=0.1))
    before = int(do(sandbox, "process"))
    assert within_moments(lambda: not is_alive(before))
    assert int(do(sandbox, "process")) != before


def test_child_that_ends_as_the_order_comes_is_no_failure(open_sandbox):
    sandbox = open_sandbox(Limits(idle=0.01, tasks=1000))
    for pause in (0.009, 0.01, 0.011, 0.012, 0.02):
        time.sleep(pause)
        assert do(sandbox, "copy") == "0"


def test_child_that_has_grown_is_replaced(open_sandbox):
    sandbox = open_sandbox(Limits(resident=1 << 20))
    assert do(sandbox, "process") != do(sandbox, "process")


def test_memory_of_the_parent_is_not_the_childs(sandbox):
    held = bytearray(200 << 20)
    assert do(sandbox, "process") == do(sandbox, "process")
    assert len(held) > Limits().resident


def test_refusal_tells_why_and_keeps_the_child(sandbox):
    before = do(sandbox, "process")
    with pytest.raises(TaskRefused) as refused:
        do(sandbox, "refuse", "not a picture")
    assert refused.value.reason == "not a picture"
    assert do(sandbox, "process") == before


def test_crash_costs_the_child_alone(sandbox):
    before = do(sandbox, "process")
    with pytest.raises(TaskDied) as died:
        do(sandbox, "crash")
    assert died.value.code == -11
    assert do(sandbox, "process") != before


def test_child_killed_between_two_tasks_is_replaced(sandbox):
    before = int(do(sandbox, "process"))
    os.kill(before, 9)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert int(do(sandbox, "process")) != before


@pytest.mark.parametrize("kind", ["spin", "sleep"])
def test_task_that_takes_too_long_is_ended(kind, open_sandbox):
    sandbox = open_sandbox(Limits(cpu=1, wall=3))
    before = int(do(sandbox, "process"))
    begun = time.monotonic()
    with pytest.raises(TaskTimedOut):
        do(sandbox, kind, 60)
    assert time.monotonic() - begun < 10
    assert not is_alive(before)


def test_memory_is_limited(open_sandbox):
    sandbox = open_sandbox(Limits(address_space=256 << 20))
    assert do(sandbox, "swell", 20) == str(20 << 20)
    with pytest.raises(TaskDied):
        do(sandbox, "swell", 300)


def test_size_of_the_output_is_limited(sandbox):
    assert do(sandbox, "fill", (1 << 20) - 1) == "1"
    assert do(sandbox, "fill", 1 << 20) == "OSError"


def test_child_reaches_no_network(sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert do(sandbox, "connect", server.getsockname()[1]) in ("OSError", "PermissionError")


@WITH_LANDLOCK
def test_child_sees_no_files_of_others(sandbox, tmp_path):
    (tmp_path / "secret").write_text("secret")
    assert do(sandbox, "read", tmp_path / "secret") == "PermissionError"
    assert do(sandbox, "read", f"/proc/{os.getpid()}/environ") == "PermissionError"


@WITH_LANDLOCK
def test_child_writes_no_files(sandbox, tmp_path):
    assert do(sandbox, "write", tmp_path / "new") == "PermissionError"
    assert list(tmp_path.iterdir()) == []


def test_child_inherits_neither_environment_nor_descriptors(sandbox, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDIAWHARF_DATABASE_URL", "secret")
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        assert do(sandbox, "environment", "MEDIAWHARF_DATABASE_URL") == ""
        assert str(tmp_path) not in do(sandbox, "descriptors")


def test_variables_belong_to_children_of_their_own(open_sandbox):
    sandbox = open_sandbox(size=2)
    german = do(sandbox, "process", variables={"LANG": "de"})
    assert do(sandbox, "environment", "LANG", variables={"LANG": "fr"}) == "fr"
    assert do(sandbox, "process", variables={"LANG": "de"}) == german


def test_child_of_other_variables_makes_room(sandbox):
    first = int(do(sandbox, "process", variables={"LANG": "de"}))
    assert do(sandbox, "environment", "LANG", variables={"LANG": "fr"}) == "fr"
    assert not is_alive(first)


def test_programs_that_a_task_started_end_with_its_child(sandbox):
    with pytest.raises(TaskDied):
        do(sandbox, "start", "4321")
    assert within_moments(lambda: b"4321" not in b"".join(_command_lines()))


def within_moments(claim):
    """Whether it comes true soon: the kernel needs a moment to end what it killed."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if claim():
            return True
        time.sleep(0.02)
    return False


def _command_lines():
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            yield (folder / "cmdline").read_bytes()


def test_more_calls_than_may_wait_are_turned_away(open_sandbox):
    sandbox = open_sandbox(size=1, waiting=1)
    with ThreadPoolExecutor(2) as threads:
        held = [threads.submit(do, sandbox, "sleep", 0.5) for _ in range(2)]
        time.sleep(0.2)
        with pytest.raises(SandboxBusy):
            do(sandbox, "process")
        assert [one.result() for one in held] == ["sleep", "sleep"]


def test_no_more_children_than_the_size(open_sandbox):
    sandbox = open_sandbox(size=2, waiting=20)
    with ThreadPoolExecutor(12) as threads:
        pids = list(threads.map(lambda _: do(sandbox, "process"), range(24)))
    assert len(set(pids)) <= 2


def test_closing_ends_the_children_at_work(open_sandbox):
    sandbox = open_sandbox(size=1)
    pid = int(do(sandbox, "process"))
    closing = threading.Timer(0.3, sandbox.close)
    closing.start()
    with pytest.raises(SandboxBusy):
        do(sandbox, "sleep", 4)
    closing.join()
    assert not is_alive(pid)


PARENT = """
import io, sys, threading
from tempfile import TemporaryFile
from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_wire import Limits
from mediawharf.testing.sandbox_tasks import Act
sandbox = Sandbox(Limits(cpu=60, wall=60), size=1, waiting=0)
def do(*act):
    with TemporaryFile() as output:
        return sandbox.run("mediawharf.testing.sandbox_tasks", Act(*act), source=io.BytesIO(), output=output)
pid = bytes(do("process"))
threading.Thread(target=do, args=(sys.argv[1], "50"), daemon=True).start()
print(pid.decode().strip('"'), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("act", ["spin", "sleep"])
def test_children_die_with_their_parent(act):
    command = [sys.executable, "-c", PARENT, act]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        time.sleep(0.3)  # into the task
        parent.kill()
    assert within_moments(lambda: not is_alive(child))
