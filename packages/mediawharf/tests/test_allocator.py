import platform
import subprocess
import sys

import pytest

GROWN = """
import ctypes, threading
from mediawharf.cli.allocator import share_arenas
assert share_arenas()
barrier = threading.Barrier(8)

def work():
    barrier.wait()
    kept = [bytearray(1000) for _ in range(1000)]
    barrier.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_all_threads_share_two_arenas() -> None:
    done = subprocess.run([sys.executable, "-c", GROWN], check=True, capture_output=True, text=True)
    assert done.stderr.count("Arena ") <= 2
