"""A small tree of one XMP packet, bounded in depth and size."""

from dataclasses import dataclass, field
from xml.parsers import expat

_MAX_DEPTH = 64
_MAX_ELEMENTS = 20_000


class XmpRefused(Exception):
    """The packet is not in the form that XMP prescribes, or too large."""


@dataclass
class Element:
    """One element; names are ``namespace local``, text is that of the element itself."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def named(self, name: str) -> list["Element"]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]


def parse_xmp(packet: bytes) -> Element:
    """The root of the packet's tree; a DTD is refused, broken XML raises ExpatError."""
    return _Builder().build(_utf8(packet))


def _utf8(packet: bytes) -> bytes:
    if packet[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return packet.decode("utf-16").encode()
    return packet.removeprefix(b"\xef\xbb\xbf")


class _Builder:
    def __init__(self) -> None:
        self._root = Element("", {})
        self._open = [self._root]
        self._count = 0

    def build(self, packet: bytes) -> Element:
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        parser.Parse(packet, True)
        return self._root.children[0]

    def _doctype(self, name: str, *_: object) -> None:
        raise XmpRefused(name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise XmpRefused(name)
        element = Element(name, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].text += text
