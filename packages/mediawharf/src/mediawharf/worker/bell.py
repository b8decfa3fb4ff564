"""Wakes idle threads when there is work."""

from threading import Condition


class Bell:
    """Counts its rings, so that one between looking for work and going to sleep is not missed."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it rang so far."""
        return self._rings

    def ring(self) -> None:
        """Wakes all who wait."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, heard: int, *, seconds: float) -> bool:
        """Waits until it has rung more often than heard, or for so many seconds; tells whether it rang."""
        with self._condition:
            return self._condition.wait_for(lambda: self._rings > heard, timeout=seconds)
