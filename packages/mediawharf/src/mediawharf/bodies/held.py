"""Small file parts wait in memory until their request is whole, so that nothing is opened before the first byte.

Opening a place needs a thread, and a change of threads costs a small upload more than its bytes do.
"""

import threading
from collections import deque
from collections.abc import Callable

HELD_BYTES = 5 << 18  # of one part: a chunk of 1 MiB fits
ALL_BYTES = 4 << 20  # of all parts of a process, whatever the number of connections


class HeldRoom:
    """The memory that the parts of a process share; safe to use from many threads."""

    def __init__(self, total: int = ALL_BYTES) -> None:
        self._left = total
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Whether ``size`` bytes were free; they are the caller's now."""
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give_back(self, size: int) -> None:
        """The bytes are free again."""
        with self._lock:
            self._left += size


class HeldPart:
    """The bytes of one file part, as they came."""

    def __init__(self, room: HeldRoom) -> None:
        self._pieces: deque[memoryview] = deque()
        self._size = 0
        self._room = room

    def add(self, data: memoryview) -> bool:
        """Whether the bytes were taken in: not if the part gets too large or there is no room."""
        if self._size + len(data) > HELD_BYTES or not self._room.take(len(data)):
            return False
        # A view of bytes stays as it is; any other buffer may be filled anew.
        self._pieces.append(data if isinstance(data.obj, bytes) else memoryview(bytes(data)))
        self._size += len(data)
        return True

    def pour(self, write: Callable[[memoryview], None]) -> None:
        """Hands the bytes over and keeps none of them; their room stays taken until the part is discarded."""
        while self._pieces:
            write(self._pieces.popleft())

    def discard(self) -> None:
        """Gives the memory back. Idempotent."""
        self._pieces.clear()
        self._room.give_back(self._size)
        self._size = 0
