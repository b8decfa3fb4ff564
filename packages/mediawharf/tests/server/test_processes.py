"""Processes that never come up; those that do are tried with the whole server, in ``test_serve.py``.

They are forked from a program of its own: one that runs tests has threads, and they do not come along.
"""

import subprocess
import sys

PROGRAM = """
import signal, socket
from mediawharf.server.processes import NeverServed, Processes

def unable():
    raise LookupError("no such program")

before = signal.getsignal(signal.SIGTERM)
listener = socket.create_server(("127.0.0.1", 0))
try:
    Processes(unable, listener, 2, drain=1).run(lambda: print("ready"))
except NeverServed as error:
    print(error)
print("closed" if listener.fileno() == -1 else "open")
print("as before" if signal.getsignal(signal.SIGTERM) is before else "changed")
"""


def test_first_processes_that_cannot_serve_end_the_server():
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=30, check=True)
    said, is_listening, signals = ended.stdout.splitlines()
    assert "ended with code 1 before it could serve" in said
    assert (is_listening, signals) == ("closed", "as before")
    assert "LookupError: no such program" in ended.stderr
