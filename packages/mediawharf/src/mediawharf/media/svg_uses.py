"""How many elements the ``use`` elements of a picture make of those that are written."""

from collections.abc import Iterator
from urllib.parse import unquote

_MAX_ELEMENTS = 1_000_000
_MAX_REFERENCES = 200_000
_MAX_GROUPS = 250_000  # more are not remembered by their size


class _Part:
    """An element with an id, or the whole document: what is in it, and what it uses."""

    __slots__ = ("extra", "inner", "is_open", "opened_at", "size", "targets")

    def __init__(self, opened_at: int) -> None:
        self.opened_at = opened_at
        self.size = 1
        self.targets: dict[str, int] = {}
        self.inner: list[_Part] = []  # the parts inside that use something
        self.extra: int | None = None
        self.is_open = False


class Uses:
    """Takes the ids and uses of a document in its order; memory grows with groups and references, not elements."""

    def __init__(self) -> None:
        self._whole = _Part(0)
        self._open: list[tuple[int, str, _Part]] = []
        self._parts: dict[str, list[_Part]] = {}  # an id may be there twice, and readers differ in whose it is
        self._references = 0

    def enter(self, name: str, *, depth: int, count: int) -> None:
        """An element with an id begins; ``count`` elements have begun before it."""
        self._open.append((depth, name, _Part(count)))

    def use(self, address: str) -> None:
        """A ``use`` of the part that the address names."""
        if address.startswith("#"):
            target = unquote(address[1:])
            targets = (self._open[-1][2] if self._open else self._whole).targets
            self._references += target not in targets
            if self._references <= _MAX_REFERENCES:
                targets[target] = targets.get(target, 0) + 1

    def leave(self, *, depth: int, count: int) -> None:
        """The element at ``depth`` ends; ``count`` elements have begun up to now."""
        if not self._open or self._open[-1][0] != depth:
            return
        _, name, part = self._open.pop()
        part.size = count - part.opened_at
        is_using = bool(part.targets or part.inner)
        if is_using:
            (self._open[-1][2] if self._open else self._whole).inner.append(part)
        if is_using or (part.size > 1 and len(self._parts) < _MAX_GROUPS):
            self._parts.setdefault(name, []).append(part)

    def is_bomb(self) -> bool:
        """Whether a use leads back to itself, or all together make over a million elements."""
        return self._references > _MAX_REFERENCES or self._is_too_many()

    def _is_too_many(self) -> bool:
        path = [(self._whole, self._below(self._whole))]
        while path:
            part, below = path[-1]
            following = next(below, None)
            if following is None:
                path.pop()
                part.is_open = False
                part.extra = min(self._sum(part), _MAX_ELEMENTS + 1)
            elif following.is_open:
                return True
            elif following.extra is None:
                following.is_open = True
                path.append((following, self._below(following)))
        return (self._whole.extra or 0) > _MAX_ELEMENTS

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
