"""The namespaces of parameters such as ``apnamespace``: ids as texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.params import Values
from mediawharf.api.request_errors import UnknownValue
from mediawharf.model.namespaces import MAIN, NAMESPACES

ALL = tuple(namespace.id for namespace in NAMESPACES if namespace.id >= MAIN)


@dataclass(frozen=True, slots=True)
class NamespaceId:
    """The id of a namespace that has pages."""

    name: str = "namespace"

    def choices(self, environment: Any) -> Sequence[str]:  # noqa: ARG002 - the kinds' common face
        """The ids."""
        return tuple(str(number) for number in ALL)

    def parse(self, text: str, param: str, values: Values) -> int:
        """The id; raises UnknownValue."""
        choices = self.choices(values.environment)
        if text not in choices:
            raise UnknownValue(param, text, tuple(choices))
        return int(text)


def numbers(texts: Iterable[str]) -> tuple[int, ...]:
    """The ids that a parameter with many values holds."""
    return tuple(int(text) for text in texts)
