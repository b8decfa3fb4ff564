"""A bounded reader that says where a file breaks off."""

from typing import BinaryIO


class Damaged(Exception):
    """The file breaks its format; the text says what and where."""


class Endless(Damaged):
    """Damage that would keep a careless reader busy for ever."""


class Cursor:
    """Reads forward through ``size`` bytes of a seekable file; what lies beyond them is damage."""

    def __init__(self, file: BinaryIO, size: int, *, offset: int = 0) -> None:
        self._file = file
        self.size = size
        self.offset = offset
        file.seek(offset)

    @property
    def left(self) -> int:
        """Bytes between here and the end."""
        return max(0, self.size - self.offset)

    def take(self, count: int, what: str) -> bytes:
        """Exactly ``count`` bytes; ``what`` names them for the damage text."""
        block = self._file.read(count) if 0 <= count <= self.left else b""
        if len(block) != count:
            raise Damaged(f"the file ends inside {what} at byte {self.offset}")
        self.offset += count
        return block

    def skip(self, count: int, what: str) -> None:
        """Steps over ``count`` bytes without reading them."""
        if count > self.left:
            raise Damaged(f"the file ends inside {what} at byte {self.offset}")
        self.seek(self.offset + count)

    def seek(self, offset: int) -> None:
        """Moves to an absolute offset."""
        self.offset = offset
        self._file.seek(offset)

    def peek(self, count: int) -> bytes:
        """At most ``count`` bytes from here, without moving."""
        block = self._file.read(min(count, self.left))
        self._file.seek(self.offset)
        return block
