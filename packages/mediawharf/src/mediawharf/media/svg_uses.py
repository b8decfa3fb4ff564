"""How many elements the ``use`` elements of a picture make of those that are written."""

from collections.abc import Iterator
from urllib.parse import unquote

_MAX_ELEMENTS = 1_000_000
_MAX_REFERENCES = 100_000  # to different parts
_MAX_NESTING = 2000
_MAX_GROUPS = 250_000  # more are not remembered by their size


class _Part:
    """An element with an id, or the whole document: what is in it, and what it uses."""

    __slots__ = ("extra", "inner", "is_open", "size", "targets")

    def __init__(self) -> None:
        self.size = 1
        self.targets: dict[str, int] = {}
        self.inner: list[_Part] = []  # the parts inside that use something
        self.extra: int | None = None
        self.is_open = False


class Uses:
    """Takes the ids and uses of a document in its order; memory grows with groups and references, not elements."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, int]] = [(0, "", 0)]  # depth, id, and how many elements began before
        self._using: dict[int, _Part] = {0: _Part()}  # by the place among the open ones
        self._parts: dict[str, list[_Part]] = {}  # an id may be there twice, and readers differ in whose it is
        self._references = 0

    def enter(self, name: str, *, depth: int, count: int) -> None:
        """An element with an id begins; ``count`` elements have begun before it."""
        self._open.append((depth, name, count))

    def use(self, address: str) -> None:
        """A ``use`` of the part that the address names."""
        target = unquote(address.removeprefix("#"))
        targets = self._innermost().targets
        self._references += target not in targets
        if self._references <= _MAX_REFERENCES:
            targets[target] = targets.get(target, 0) + 1

    def leave(self, *, depth: int, count: int) -> None:
        """The element at ``depth`` ends; ``count`` elements have begun up to now."""
        opened, name, before = self._open[-1]
        if opened != depth:
            return
        self._open.pop()
        part = self._using.pop(len(self._open), None)
        if part is not None:
            self._innermost().inner.append(part)
        elif count - before > 1 and len(self._parts) < _MAX_GROUPS:
            part = _Part()
        else:
            return
        part.size = count - before
        self._parts.setdefault(name, []).append(part)

    def _innermost(self) -> _Part:
        place = len(self._open) - 1
        part = self._using.get(place)
        if part is None:
            part = self._using[place] = _Part()
        return part

    def is_bomb(self) -> bool:
        """Whether a use leads back to itself or too deep, or all together make over a million elements."""
        return self._references > _MAX_REFERENCES or self._is_too_many()

    def _is_too_many(self) -> bool:
        whole = self._using[0]
        path = [(whole, self._below(whole))]
        while path:
            part, below = path[-1]
            following = next(below, None)
            if following is None:
                path.pop()
                part.is_open = False
                part.extra = min(self._sum(part), _MAX_ELEMENTS + 1)
            elif following.is_open or len(path) > _MAX_NESTING:
                return True
            elif following.extra is None:
                following.is_open = True
                path.append((following, self._below(following)))
        return (whole.extra or 0) > _MAX_ELEMENTS

    def _below(self, part: _Part) -> Iterator[_Part]:
        yield from part.inner
        for target in part.targets:
            yield from self._parts.get(target, ())

    def _sum(self, part: _Part) -> int:
        total = sum(inner.extra or 0 for inner in part.inner)
        for target, times in part.targets.items():
            found = self._parts.get(target, ())
            total += times * max(1, sum(used.size + (used.extra or 0) for used in found))
        return total
