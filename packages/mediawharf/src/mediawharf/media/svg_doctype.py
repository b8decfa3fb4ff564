"""What an SVG may declare before its root: an encoding that hides nothing, W3C's document types, plain entities."""

from xml.parsers import expat

from mediawharf.media.finding import Finding
from mediawharf.media.svg_names import ENCODINGS, PUBLIC_ID_PREFIX, SYSTEM_IDS

_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm"
_MAX_ENTITIES = 1000
_MAX_ENTITY_LENGTH = 255
_MAX_ALIAS_LENGTH = 64
_HARMLESS = ("&amp;", "&quot;", "&apos;")
# Graphviz declares this default, and nothing else is needed.
_XLINK = ("svg", "xmlns:xlink", "CDATA", "http://www.w3.org/1999/xlink")


class Refused(Exception):
    """Reading ends here, whatever else there may be."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.key)
        self.finding = finding


def broken() -> Refused:
    """The refusal of what is not well formed, or goes beyond a limit."""
    return Refused(Finding("uploadinvalidxml"))


class _Declared(Exception):
    """The declaration has been read."""

    def __init__(self, encoding: str | None) -> None:
        super().__init__(encoding)
        self.encoding = encoding


def declares_unsafe_encoding(head: bytes) -> bool:
    """Whether the beginning of an XML file names an encoding in which browsers may see markup that expat does not."""

    def declared(_: str, encoding: str | None, __: int) -> None:
        raise _Declared(encoding)

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = declared
    try:
        parser.Parse(head, False)
    except _Declared as found:
        return not is_safe_encoding(found.encoding)
    except (expat.ExpatError, LookupError, ValueError):
        pass  # whether it is well formed is not asked here
    return head.startswith(_EBCDIC)


def is_safe_encoding(encoding: str | None) -> bool:
    """Whether browsers read the markup of this encoding as expat does; None is UTF-8 or UTF-16."""
    return encoding is None or encoding.upper() in ENCODINGS


class Doctype:
    """Watches the declarations of one document; raises Refused for one that is more than plain."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.external: Finding | None = None
        self.longest_entity = 0
        self.is_marking_up = False  # whether an entity holds markup
        self.is_open = False
        self._entities = 0
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._start
        parser.EndDoctypeDeclHandler = self._end
        parser.EntityDeclHandler = self._entity
        parser.AttlistDeclHandler = self._attlist
        parser.ElementDeclHandler = self._other
        parser.NotationDeclHandler = self._other
        parser.UnparsedEntityDeclHandler = self._other
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        if not is_safe_encoding(encoding):
            raise Refused(Finding("uploadscripted"))

    def _start(self, _: str, system_id: str | None, public_id: str | None, __: int) -> None:
        self.is_open = True
        if system_id is None and public_id is None:
            return
        is_known = public_id is not None and public_id.startswith(PUBLIC_ID_PREFIX) and system_id in SYSTEM_IDS
        if not is_known:
            self.external = Finding("upload-scripted-dtd")

    def _end(self) -> None:
        self.is_open = False

    def _entity(self, _: str, is_parameter: int, value: str | None, *__: str | None) -> None:
        self._entities += 1
        if value is None or is_parameter or self._entities > _MAX_ENTITIES or not _is_plain(value):
            raise broken()
        self.longest_entity = max(self.longest_entity, len(value))
        self.is_marking_up = self.is_marking_up or "<" in value

    def _attlist(self, element: str, attribute: str, kind: str, default: str | None, _: int) -> None:
        if (element, attribute, kind, default) != _XLINK:
            raise broken()

    def _other(self, *_: object) -> None:
        raise broken()


def _is_plain(value: str) -> bool:
    """Whether an entity is short and refers to no other, or is nothing but another's name."""
    if value.startswith("&") and value.endswith(";") and value.count("&") == 1 and len(value) <= _MAX_ALIAS_LENGTH + 2:
        return True
    for harmless in _HARMLESS:
        value = value.replace(harmless, "")
    return len(value) <= _MAX_ENTITY_LENGTH and "&" not in value
