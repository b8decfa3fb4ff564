"""The inside of an SVG's metadata element as XML text, the way libxml2's reader gives it.

Each child stands alone: it declares the prefixes that it uses and that were declared further out.
"""

from xml.sax.saxutils import escape

_MAX_TEXT = 1 << 20
_XML = "http://www.w3.org/XML/1998/namespace"


class MetadataText:
    """Takes expat's events (namespaces and prefixes triplets, ordered attributes) and gives back XML."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._open: list[str] = []
        self._is_tag_open = False
        self._scopes: list[dict[str, str]] = []
        self._pending: dict[str, str] = {}
        self._root_at = -1
        self._root_extra: dict[str, str] = {}

    def text(self) -> str:
        """All that was inside, cut at 1 MiB."""
        return "".join(self._parts)[:_MAX_TEXT]

    def declare(self, prefix: str, uri: str) -> None:
        """A namespace declared on the element that starts next."""
        self._pending[prefix] = uri

    def start(self, name: str, attributes: list[str]) -> None:
        """An element begins."""
        self._close_tag()
        declared, self._pending = self._pending, {}
        is_root = not self._scopes
        self._scopes.append(declared)
        if is_root:
            self._root_extra = {}
        qname = self._qualify(name)
        pairs = [
            f' {self._qualify(key)}="{_attribute(value)}"'
            for key, value in zip(attributes[::2], attributes[1::2], strict=True)
        ]
        self._write("<" + qname + _declarations(declared))
        if is_root:
            self._root_at = len(self._parts)
            self._write("")
        self._write("".join(pairs))
        self._open.append(qname)
        self._is_tag_open = True

    def end(self, _: str) -> None:
        """An element ends."""
        qname = self._open.pop()
        self._scopes.pop()
        if self._is_tag_open:
            self._write("/>")
            self._is_tag_open = False
        else:
            self._write(f"</{qname}>")
        if not self._scopes and 0 <= self._root_at < len(self._parts):
            self._parts[self._root_at] = _declarations(self._root_extra)

    def characters(self, text: str) -> None:
        """Text."""
        self._close_tag()
        self._write(escape(text, {"\r": "&#13;"}))

    def comment(self, text: str) -> None:
        """A comment."""
        self._close_tag()
        self._write(f"<!--{text}-->")

    def _qualify(self, name: str) -> str:
        uri, _, rest = name.partition(" ")
        if not rest:
            return uri
        local, _, prefix = rest.partition(" ")
        if uri != _XML and not any(scope.get(prefix) == uri for scope in (*self._scopes, self._root_extra)):
            self._root_extra[prefix] = uri
        return f"{prefix}:{local}" if prefix else local

    def _close_tag(self) -> None:
        if self._is_tag_open:
            self._write(">")
            self._is_tag_open = False

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length <= _MAX_TEXT:
            self._parts.append(text)


def _declarations(declared: dict[str, str]) -> str:
    return "".join(f' xmlns{":" if prefix else ""}{prefix}="{_attribute(uri)}"' for prefix, uri in declared.items())


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
