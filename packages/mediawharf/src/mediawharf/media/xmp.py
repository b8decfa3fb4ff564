"""XMP packets, read with expat and turned into MediaWiki's tags.

Expat and not an RDF library: it streams, is safe in threads, and a packet with a DTD is refused outright.
"""

from collections.abc import Mapping
from xml.parsers import expat

from mediawharf.media.facts import Json, plain
from mediawharf.media.tag_layers import Tags
from mediawharf.media.xmp_checks import checked, flash
from mediawharf.media.xmp_tags import RULES, XmpRule
from mediawharf.media.xmp_tree import Element, XmpRefused, parse_xmp

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_LANG = "http://www.w3.org/XML/1998/namespace lang"
_BAGS = {_RDF + "Seq": "ol", _RDF + "Bag": "ul"}
_NOTE = "http://ns.adobe.com/xmp/note/ HasExtendedXMP"
_GUID = 32
_EXTENSION_HEAD = 40
MAX_PACKET = 1 << 20  # MediaWiki's limit, about


def read_xmp(packet: bytes, *, extensions: tuple[bytes, ...] = ()) -> dict[str, Tags]:
    """The tags by layer (``xmp-exif``, ``xmp-general``, ``xmp-deprecated``); none when the packet is broken.

    ``extensions`` are the extended-XMP blocks of a JPEG, from their digest on.
    """
    reading = _Reading()
    if not packet or len(packet) > MAX_PACKET:
        return {}
    try:
        reading.take(parse_xmp(packet))
        for block in extensions:
            if block[:_GUID].decode("latin-1") == reading.extension and len(block) <= MAX_PACKET:
                reading.take(parse_xmp(block[_EXTENSION_HEAD:]))
    except (expat.ExpatError, XmpRefused, LookupError, UnicodeError):
        return {}  # as MediaWiki: a packet that breaks the rules tells nothing
    return reading.layers()


class _Reading:
    """The properties of one packet as they are met."""

    def __init__(self) -> None:
        self.extension: str | None = None
        self._layers: dict[str, Tags] = {}
        self._author_position: str | None = None

    def take(self, root: Element) -> None:
        rdf = root if root.name == _RDF + "RDF" else next(iter(root.named(_RDF + "RDF")), None)
        for description in () if rdf is None else rdf.named(_RDF + "Description"):
            for name, value in description.attributes.items():
                self._property(name, value)
            for child in description.children:
                self._property(child.name, child)

    def layers(self) -> dict[str, Tags]:
        general, exif = self._layers.get("xmp-general", {}), self._layers.get("xmp-exif", {})
        artist = general.get("Artist")
        if self._author_position is not None and isinstance(artist, Mapping) and "0" in artist:
            general["Artist"] = {**artist, "0": f"{self._author_position}, {artist['0']}"}
        altitude = exif.get("GPSAltitude")
        if "GPSAltitudeRef" in exif and isinstance(altitude, str):
            top, _, bottom = altitude.partition("/")
            metres = int(top) / int(bottom)
            exif["GPSAltitude"] = plain(-metres if exif.pop("GPSAltitudeRef") == "1" else metres)
        return self._layers

    def _property(self, name: str, given: "str | Element") -> None:
        rule = _rule(name)
        if name == _NOTE:
            self.extension = given if isinstance(given, str) else given.text
        elif rule is None or rule.is_field:
            return
        elif rule.form == "locations":
            self._locations(rule, given)
        elif rule.name == "AuthorsPosition":
            self._author_position = given if isinstance(given, str) else _simple(given)
        else:
            value = checked(rule, given) if isinstance(given, str) else _compound(rule, given)
            if value is not None:
                self._layers.setdefault(f"xmp-{rule.layer}", {})[rule.name] = value

    def _locations(self, rule: XmpRule, given: "str | Element") -> None:
        if isinstance(given, str):
            return
        suffix = rule.name.removeprefix("Location").replace("Shown", "Dest")
        general = self._layers.setdefault("xmp-general", {})
        for item in _items(given, (_RDF + "Bag",)):
            for name, value in _fields(item).items():
                held = general.get(name + suffix)
                general[name + suffix] = [*(held if isinstance(held, list) else []), value]


def _rule(name: str) -> XmpRule | None:
    namespace, _, local = name.rpartition(" ")
    return RULES.get(namespace, {}).get(local)


def _compound(rule: XmpRule, element: Element) -> Json:
    match rule.form:
        case "simple":
            value = _simple(element)
            return checked(rule, value) if value else None
        case "struct":
            fields = _fields(element)
            return (flash(fields) if rule.check == "flash" else fields) or None
        case "lang":
            return _translations(element)
    allowed = (_RDF + "Bag",) if rule.form == "bag" else (_RDF + "Seq", _RDF + "Bag")
    values = [checked(rule, value) for item in _items(element, allowed) if (value := _simple(item))]
    kept = [value for value in values if value is not None]
    if not kept:
        return None
    return {**{str(at): value for at, value in enumerate(kept)}, "_type": _BAGS[element.children[0].name]}


def _simple(element: Element) -> str:
    """The text of a property, however RDF writes it."""
    resource = element.attributes.get(_RDF + "resource", element.attributes.get(_RDF + "value"))
    if resource is not None:
        return resource.strip()
    for child in element.children:
        if child.name == _RDF + "value":
            return child.text.strip()
        if child.name == _RDF + "Description":
            return _simple(child)
    return element.text.strip()


def _items(element: Element, allowed: tuple[str, ...]) -> tuple[Element, ...]:
    if element.text.strip() or any(child.name not in allowed for child in element.children):
        raise XmpRefused(element.name)
    return tuple(item for child in element.children for item in child.named(_RDF + "li"))


def _translations(element: Element) -> Json:
    values: dict[str, Json] = {}
    for item in _items(element, (_RDF + "Alt",)):
        lang = item.attributes.get(_LANG, "")
        if not lang.replace("-", "a").isalnum() or not lang.isascii() or len(lang) < 2:
            raise XmpRefused(element.name)
        if item.text.strip():
            values[lang.lower()] = item.text.strip()
    return {**values, "_type": "lang"} if values else None


def _fields(element: Element) -> dict[str, Json]:
    """The fields of a structure: attributes or elements, perhaps inside an rdf:Description."""
    given: dict[str, str] = dict(element.attributes)
    fields: dict[str, Json] = {}
    for child in element.children:
        if child.name == _RDF + "Description":
            fields.update(_fields(child))
        else:
            given[child.name] = _simple(child)
    for name, text in given.items():
        rule = _rule(name)
        value = checked(rule, text) if rule is not None and text else None
        if rule is not None and value is not None:
            fields[rule.name] = value
    return fields
