"""The namespaces that are in force while a document is walked, and the names they make.

expat could do this, but it refuses a prefix that was never declared. Browsers and MediaWiki's reader go on, and so do
real files, so the names are resolved here.
"""

from collections.abc import Sequence

from mediawharf.media.svg_attributes import AttributeName, ElementName

_XML = "http://www.w3.org/XML/1998/namespace"


class Scope:
    """Prefixes in force; names are resolved once for each stretch without new declarations."""

    def __init__(self) -> None:
        self._addresses: dict[str, list[str]] = {"xml": [_XML]}
        self._elements: dict[str, ElementName] = {}
        self._attributes: dict[str, AttributeName | None] = {}

    def declare(self, attributes: Sequence[str]) -> list[str] | None:
        """Puts the declarations among the attributes (name, value, name, value …) in force; the prefixes for leave."""
        declared: list[str] = []
        for index in range(0, len(attributes), 2):
            name = attributes[index]
            if name.startswith("xmlns") and (name == "xmlns" or name[5] == ":"):
                declared.append(name[6:])
                self._addresses.setdefault(name[6:], []).append(attributes[index + 1])
        if declared:
            self._forget()
        return declared or None

    def leave(self, declared: Sequence[str]) -> None:
        """Ends what an element had declared."""
        for prefix in declared:
            addresses = self._addresses[prefix]
            addresses.pop()
            if not addresses:
                del self._addresses[prefix]
        self._forget()

    def element(self, name: str) -> ElementName:
        """The element's name; an undeclared prefix stands for itself."""
        found = self._elements.get(name)
        if found is None:
            prefix, _, local = name.rpartition(":")
            found = self._elements[name] = ElementName.of(self._address(prefix) or prefix, local)
        return found

    def attribute(self, name: str) -> AttributeName | None:
        """The attribute's name, or None for a declaration or one that no rule asks for."""
        if name in self._attributes:
            return self._attributes[name]
        prefix, _, local = name.rpartition(":")
        address = self._address(prefix) if prefix else ""
        resolved = AttributeName(f"{address}:{local}" if address else name, (address or prefix).lower(), local.lower())
        is_declaration = name == "xmlns" or prefix == "xmlns"
        found = self._attributes[name] = resolved if resolved.is_watched and not is_declaration else None
        return found

    def _address(self, prefix: str) -> str:
        addresses = self._addresses.get(prefix)
        return addresses[-1] if addresses else ""

    def _forget(self) -> None:
        self._elements.clear()
        self._attributes.clear()
