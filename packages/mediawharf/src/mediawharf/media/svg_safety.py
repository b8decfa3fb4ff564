"""Whether an SVG could run something or fetch from elsewhere when it is looked at: one streaming walk with expat.

Memory and time are bounded by limits of our own, whatever the file holds. Of several findings the one is told that
MediaWiki tells: a foreign namespace before all else, otherwise that of the element that ends last; and that the file is
not well formed before any of them.
"""

from typing import BinaryIO
from xml.parsers import expat

from mediawharf.media.css_safety import CssCheck
from mediawharf.media.finding import Finding
from mediawharf.media.svg_attributes import Attribute, ElementName, find_in_attributes
from mediawharf.media.svg_doctype import Doctype, Refused, broken
from mediawharf.media.svg_head import NEAR, names_script
from mediawharf.media.svg_scope import Scope
from mediawharf.media.svg_uses import Uses

_BLOCK = 1 << 20  # expat begins a cut token anew with each block, so small blocks make long tokens slow
_MAX_TOKEN = 1 << 24
_MAX_DEPTH = 257  # libxml2's, and so MediaWiki's
_MAX_ATTRIBUTES = 1000  # of one element
_MAX_ELEMENTS = 2_000_000
_MAX_ALL_ATTRIBUTES = 10_000_000
_MAX_STYLE = 1 << 23
_MAX_EXPANDED = 1 << 24  # bytes that entities may come to
_MAX_EXPANDED_MARKUP = 1 << 20
_SCRIPTED = Finding("uploadscripted")


def find_hostile(file: BinaryIO, *, size: int) -> Finding | None:
    """What the first ``size`` bytes must not come in for, by the wire's key and facts; None if nothing."""
    file.seek(0)
    if names_script(file.read(min(NEAR, size))):
        return _SCRIPTED
    walk = _Walk()
    try:
        walk.run(file, size)
    except Refused as refused:
        return refused.finding
    except (expat.ExpatError, LookupError, ValueError):
        return Finding("uploadinvalidxml")
    return walk.finding


class _Walk:
    """What has been found so far, and what is needed to go on."""

    def __init__(self) -> None:
        self._scope = Scope()
        self._css = CssCheck()
        self._uses = Uses()
        self._foreign: Finding | None = None
        self._last: Finding | None = None
        # Of each open element: what is wrong with it, the prefixes it declared.
        self._open: list[tuple[Finding | None, list[str] | None]] = []
        self._styles: list[_Style] = []
        self._elements = 0
        self._attributes = 0
        self._references = 0
        self._parser = self._make_parser()
        self._doctype = Doctype(self._parser)

    @property
    def finding(self) -> Finding | None:
        """What the whole document comes to."""
        return self._foreign or self._last or self._doctype.external

    def run(self, file: BinaryIO, size: int) -> None:
        """Reads the document; raises Refused, ExpatError, LookupError or ValueError when it cannot go on."""
        file.seek(0)
        read = 0
        while read < size and (block := file.read(min(_BLOCK, size - read))):
            read += len(block)
            self._references += block.count(b"&") - block.count(b"&#")
            self._check_expansion()
            self._parser.Parse(block, False)
            if read - self._parser.CurrentByteIndex > _MAX_TOKEN:
                raise broken()
        self._parser.Parse(b"", True)
        if self._uses.is_bomb():
            raise broken()

    def _check_expansion(self) -> None:
        """Refuses the most that the entities can come to, before they do."""
        limit = _MAX_EXPANDED_MARKUP if self._doctype.is_marking_up else _MAX_EXPANDED
        if self._references * self._doctype.longest_entity > limit:
            raise broken()

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.ProcessingInstructionHandler = self._instruction
        return parser

    def _start(self, name: str, attributes: list[str]) -> None:
        self._elements += 1
        self._attributes += len(attributes) // 2
        if len(self._open) >= _MAX_DEPTH or len(attributes) > 2 * _MAX_ATTRIBUTES:
            raise broken()
        if self._elements > _MAX_ELEMENTS or self._attributes > _MAX_ALL_ATTRIBUTES:
            raise broken()
        if self._elements == 1:
            self._check_expansion()
        declared = self._scope.declare(attributes) if attributes else None
        element = self._scope.element(name)
        finding = element.finding
        if attributes:
            found = self._look(element, attributes)
            finding = finding or found
        self._open.append((finding, declared))
        if element.local == "style":
            self._styles.append(_Style(len(self._open)))
            self._parser.CharacterDataHandler = self._characters

    def _look(self, element: ElementName, attributes: list[str]) -> Finding | None:
        watched: list[Attribute] = []
        resolve = self._scope.attribute
        for index in range(0, len(attributes), 2):
            key = attributes[index]
            if key == "id":
                self._uses.enter(attributes[index + 1], depth=len(self._open) + 1, count=self._elements - 1)
                continue
            name = resolve(key)
            if name is None:
                continue
            value = attributes[index + 1]
            if name.local == "href" and value.startswith("#"):
                if element.local == "use":
                    self._uses.use(value)
            else:
                watched.append((name, value))
        return find_in_attributes(element, watched, self._css) if watched else None

    def _end(self, _: str) -> None:
        depth = len(self._open)
        finding, declared = self._open.pop()
        self._uses.leave(depth=depth, count=self._elements)
        if declared is not None:
            self._scope.leave(declared)
        if self._styles and self._styles[-1].depth == depth:
            finding = self._end_style(finding)
        if finding is None:
            return
        self._last = finding
        if finding.key == "uploadscriptednamespace":
            self._foreign = finding

    def _end_style(self, finding: Finding | None) -> Finding | None:
        style = self._styles.pop()
        if not self._styles:
            self._parser.CharacterDataHandler = None
        is_foreign = finding is not None and finding.key == "uploadscriptednamespace"
        if not is_foreign and any(self._css.is_hostile(text) for text in style.texts()):
            return Finding("uploaded-hostile-svg")
        return finding

    def _characters(self, text: str) -> None:
        style = self._styles[-1]
        style.add(text, is_own=len(self._open) == style.depth)

    def _instruction(self, target: str, _: str) -> None:
        lowered = target.lower()
        if self._doctype.is_open:
            raise broken()
        if "xml-stylesheet" in lowered:
            self._last = Finding("upload-scripted-pi-callback")


class _Style:
    """The text of a style element, without and with that of elements inside it: readers differ in what counts."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self._own: list[str] = []
        self._all: list[str] = []
        self._length = 0

    def add(self, text: str, *, is_own: bool) -> None:
        self._length += len(text)
        if self._length > _MAX_STYLE:
            raise broken()
        self._all.append(text)
        if is_own:
            self._own.append(text)

    def texts(self) -> set[str]:
        return {"".join(self._own), "".join(self._all)}
