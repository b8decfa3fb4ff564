"""What a task of the sandbox is: a module of this package with a function ``run``."""

from typing import Protocol

import msgspec


class CannotDo(Exception):
    """A task cannot be done with this file; the text tells why."""


class Task(Protocol):
    """What such a module looks like to those who call it."""

    def run(self, request: msgspec.Raw, source: int, output: int) -> msgspec.Raw:
        """The answer, as JSON, to a request in JSON; ``source`` is open for reading, ``output`` for writing.

        Raises CannotDo.
        """
