import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mediawharf.db import turns
from mediawharf.db.turns import Turns

HOLD = """
import sys, time
from pathlib import Path
from mediawharf.db.turns import Turns
with Turns(Path(sys.argv[1])).taken():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("folder", [True, False])
def test_one_thread_at_a_time_has_the_turn(tmp_path: Path, folder: bool) -> None:
    order, inside = Turns(tmp_path if folder else None), []

    def work(number: int) -> None:
        with order.taken():
            inside.append(number)
            time.sleep(0.005)
            assert inside.pop() == number

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    assert inside == []


def test_a_turn_ends_with_an_error(tmp_path: Path) -> None:
    order = Turns(tmp_path)
    with pytest.raises(ZeroDivisionError), order.taken():
        _ = 1 / 0
    with order.taken():
        pass


def test_a_turn_of_another_process_is_waited_for(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    has_turn = threading.Event()

    def wait_for_it() -> None:
        with Turns(tmp_path).taken():
            has_turn.set()

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    assert not has_turn.wait(0.2)
    other.communicate(b"")
    assert has_turn.wait(5)
    thread.join()


def test_a_turn_of_a_process_that_died_is_over(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    other.kill()
    other.communicate()
    begun = time.monotonic()
    with Turns(tmp_path).taken():
        assert time.monotonic() - begun < turns.PATIENCE / 2
