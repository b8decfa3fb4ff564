"""SVG: size, title, description and languages, by one streaming pass with expat.

Only facts are gathered here; whether the picture is safe is another module's question.
"""

import re
from collections.abc import Mapping
from typing import BinaryIO
from xml.parsers import expat

from mediawharf.media.facts import Json, MediaFacts
from mediawharf.media.svg_length import picture_size
from mediawharf.media.svg_metadata import MetadataText

_SVG = "http://www.w3.org/2000/svg"
_CUTOFF = 5 * 1024 * 1024  # MediaWiki reads no further
_BLOCK = 1 << 16
_MAX_TEXT = 1 << 20
_MAX_ENTITIES = 1000
_MAX_ENTITY_TEXT = 1 << 16
_MAX_LANGUAGES = 1000
_VERSION = 2
_ANIMATED = frozenset(["script", "animate", "set", "animateMotion", "animateColor", "animateTransform"])
_LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,8}|[a-z]{2,3}-[a-z]{3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.ASCII,
)


class _Refused(Exception):
    """The file is no SVG, or goes beyond what is read of one."""


def inspect_svg(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of an SVG; what lies beyond 5 MiB is neither read nor checked."""
    walk = _Walk()
    damage: str | None = None
    try:
        walk.run(file, size)
    except expat.ExpatError as broken:
        damage = f"SVG is not well formed at line {broken.lineno}, column {broken.offset}"
    except (_Refused, LookupError, ValueError) as refused:
        damage = f"SVG cannot be read: {refused}"
    if not walk.has_root:
        error: dict[str, Json] = {"version": _VERSION, "error": {"message": damage, "code": 0}}
        return MediaFacts(mime="image/svg+xml", media_type="DRAWING", metadata=error, damage=damage)
    common: dict[str, Json] = {}
    for name, tag in (("description", "ImageDescription"), ("title", "ObjectName")):
        if name in walk.found:
            common[tag] = walk.found[name]
    return MediaFacts(
        mime="image/svg+xml",
        media_type="DRAWING",
        width=walk.size[0],
        height=walk.size[1],
        metadata={"version": _VERSION, **walk.found, "translations": walk.languages()},
        common_metadata=common,
        damage=damage,
    )


class _Walk:
    """What the elements told so far; still true when the file breaks off."""

    def __init__(self) -> None:
        self.has_root = False
        self.size = (0, 0)
        self.found: dict[str, Json] = {}
        self._full: dict[str, Json] = {}
        self._prefixes: dict[str, Json] = {}
        self._depth = 0
        self._field = ""
        self._text: list[str] = []
        self._entities = 0
        self._metadata: MetadataText | None = None

    def run(self, file: BinaryIO, size: int) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartNamespaceDeclHandler = self._declare
        parser.EntityDeclHandler = self._entity
        parser.CommentHandler = self._comment
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        file.seek(0)
        left = min(size, _CUTOFF)
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            parser.Parse(block, False)
        if size <= _CUTOFF:
            parser.Parse(b"", True)

    def languages(self) -> Json:
        """The languages of the texts: 2 for one that is named, 1 for the beginning of one; [] for none."""
        return {**self._prefixes, **self._full} or []

    def _entity(self, name: str, _: object, value: str | None, *__: object) -> None:
        self._entities += 1
        if self._entities > _MAX_ENTITIES or (value is not None and len(value) > _MAX_ENTITY_TEXT):
            raise _Refused(f"the entity {name} is one too many or too long")

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        namespace, _, rest = name.partition(" ")
        local = rest.partition(" ")[0] if rest else namespace
        is_svg = bool(rest) and namespace == _SVG
        self._settle()
        if self._metadata is not None:
            self._metadata.start(name, attributes)
        elif self._depth == 1:
            self._root(pairs, local if is_svg else None)
        elif self._depth == 2 and is_svg and local in ("title", "desc"):
            self._field = "title" if local == "title" else "description"
        elif self._depth == 2 and is_svg and local == "metadata":
            self._metadata = MetadataText()
        elif is_svg and not self._field and (self._depth > 2 or local == "script"):
            self._look(local, pairs)

    def _root(self, pairs: Mapping[str, str], local: str | None) -> None:
        if local != "svg":
            raise _Refused("its root is not svg")
        # PHP takes an attribute "0" for an absent one.
        width, height, view_box = (
            value if (value := pairs.get(key)) not in ("", "0") else None for key in ("width", "height", "viewBox")
        )
        self.has_root = True
        self.size = picture_size(width, height, view_box)
        self.found = {"width": self.size[0], "height": self.size[1]}
        self.found["originalWidth"] = "100%" if width is None else width
        self.found["originalHeight"] = "100%" if height is None else height

    def _look(self, local: str, pairs: Mapping[str, str]) -> None:
        if local in _ANIMATED:
            self.found["animated"] = True
        for item in pairs.get("systemLanguage", "").split(","):
            language = item.strip()
            if len(self._full) >= _MAX_LANGUAGES:
                return
            if _LANGUAGE_TAG.fullmatch(language.lower()):
                self._full[language] = 2
            prefix, dash, _ = language.partition("-")
            if dash and _LANGUAGE_TAG.fullmatch(prefix.lower()):
                self._prefixes[prefix] = 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._settle()
        if self._depth == 1 and self._field:
            self._field = ""
        elif self._depth == 1 and self._metadata is not None:
            self.found["metadata"] = self._metadata.text().strip()
            self._metadata = None
        elif self._metadata is not None:
            self._metadata.end(name)

    def _characters(self, text: str) -> None:
        if self._metadata is not None:
            self._metadata.characters(text)
        elif self._field and sum(map(len, self._text)) < _MAX_TEXT:
            self._text.append(text)

    def _settle(self) -> None:
        """Ends a piece of text; of several in one title or description the last is kept, as MediaWiki does."""
        text = "".join(self._text).strip()
        self._text = []
        if self._field and text:
            self.found[self._field] = text

    def _comment(self, text: str) -> None:
        self._settle()
        if self._metadata is not None:
            self._metadata.comment(text)

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if self._metadata is not None:
            self._metadata.declare(prefix or "", uri or "")
