"""Processes that never come up; those that do are tried with the whole server, in ``test_serve.py``."""

import signal
import socket

import pytest

from mediawharf.server.processes import NeverServed, Processes


def unable():
    raise LookupError("no such program")


def test_first_processes_that_cannot_serve_end_the_server(capfd):
    listener = socket.create_server(("127.0.0.1", 0))
    with pytest.raises(NeverServed, match="ended with code 1"):
        Processes(unable, listener, 2, drain=1).run(lambda: None)
    assert "no such program" in capfd.readouterr().err
    assert listener.fileno() == -1


def test_signals_mean_afterwards_what_they_meant_before():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(NeverServed):
        Processes(unable, socket.create_server(("127.0.0.1", 0)), 1, drain=1).run(lambda: None)
    assert signal.getsignal(signal.SIGTERM) is before
