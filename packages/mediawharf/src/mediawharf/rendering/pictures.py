"""Files that a text shows, as HTML: pictures with their frames, and links to what cannot be shown.

Source: the elements and classes of MediaWiki 1.39's output, by which styles and viewers know pictures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Picture
from mediawharf.pages.markup.html_writer import start_tag
from mediawharf.rendering.addresses import Addresses
from mediawharf.repo.thumbnails import Wanted, denser, format_of, thumbnail_of
from mediawharf.repo.visible import VisibleFile

THUMB_SIDE: Final = 300  # of pictures in frames that give no size
FRAMELESS_SIDE: Final = 230
_FRAME: Final = 2  # pixels that a frame is wider than its picture
_EMPTY_FRAME: Final = 180


@dataclass(frozen=True, slots=True)
class _Image:
    """What an ``<img>`` shows."""

    url: str
    width: int
    height: int
    sharper: str  # addresses for denser screens, as srcset has them


@dataclass(frozen=True, slots=True)
class Pictures:
    """Writes pictures; ``files`` are those of the files that exist."""

    addresses: Addresses
    files: Mapping[Title, VisibleFile]
    steps: tuple[int, ...] = ()  # widths in which thumbnails are made; (): any

    def html(self, picture: Picture) -> str:
        """The picture; one in a frame up to where its caption goes, with three ``<div>`` left open."""
        file = self.files.get(picture.title)
        image = None if file is None else self._image(file, picture)
        shown = self._missing(picture) if file is None else self._linked(file, image, picture)
        if picture.frame in ("thumb", "frame"):
            return self._framed(shown, image, picture)
        return _aligned(shown, picture)

    def _image(self, file: VisibleFile, picture: Picture) -> _Image | None:
        """The thumbnail that is wanted; None when the file cannot be shown as a picture."""
        facts = file.facts
        if format_of(facts) is None or facts.width <= 0:
            return None
        box = _box(picture, facts.width)
        if box is None:
            box = Wanted(facts.width, facts.height)
        thumbnail = thumbnail_of(file.title.dbkey, facts, box, steps=self.steps)
        if thumbnail is None:
            return None
        url = self._url(file, thumbnail.name)
        sharper = []
        for density, halves in (("1.5x", 3), ("2x", 4)):
            wanted = denser(thumbnail, box, halves=halves)
            dense = thumbnail_of(file.title.dbkey, facts, wanted, steps=self.steps)
            dense_url = url if dense is None else self._url(file, dense.name)
            if dense_url != url:
                sharper.append(f"{dense_url} {density}")
        return _Image(url, thumbnail.width, thumbnail.height, ", ".join(sharper))

    def _url(self, file: VisibleFile, name: str | None) -> str:
        draw = file.thumbnail_url
        return self.addresses.shown(file.url if name is None or draw is None else draw(name))

    def _linked(self, file: VisibleFile, image: _Image | None, picture: Picture) -> str:
        if image is None:
            label = escape(picture.tooltip or picture.title.text)
            return start_tag("a", {"href": self.addresses.page(picture.title), "class": "internal"}) + label + "</a>"
        has_caption = picture.frame in ("thumb", "frame")
        alt = picture.alt if picture.alt is not None else "" if has_caption else picture.tooltip or file.title.text
        attributes = {"alt": alt, "src": image.url, "decoding": "async"}
        attributes |= {"width": str(image.width), "height": str(image.height)}
        if classes := "thumbimage" if has_caption else picture.classes:
            attributes["class"] = classes
        if image.sharper:
            attributes["srcset"] = image.sharper
        tag = start_tag("img", attributes)
        link = self._link(picture)
        return tag if link is None else start_tag("a", link) + tag + "</a>"

    def _link(self, picture: Picture) -> dict[str, str] | None:
        """The attributes of the link around the picture; None when there is to be no link."""
        match picture.target:
            case None:
                link = {"href": self.addresses.page(picture.title), "class": "image"}
                return link | ({"title": picture.tooltip} if picture.tooltip else {})
            case "":
                return None
            case str() as address:
                return {"href": address, "rel": "nofollow"}
            case Title() as title:
                return {"href": self.addresses.page(title), "title": picture.tooltip or title.prefixed}

    def _missing(self, picture: Picture) -> str:
        if picture.frame == "gallery":
            return escape(picture.title.text)
        link = {"href": self.addresses.upload(picture.title), "class": "new", "title": picture.title.prefixed}
        return start_tag("a", link) + escape(picture.tooltip or picture.title.prefixed) + "</a>"

    def _framed(self, shown: str, image: _Image | None, picture: Picture) -> str:
        side = picture.align or "right"
        place = "tnone" if side in ("center", "none") else f"t{side}"
        width = _EMPTY_FRAME if image is None else image.width
        outer = start_tag("div", {"class": f"thumb {place}" + (" center" if side == "center" else "")})
        inner = start_tag("div", {"class": "thumbinner", "style": f"width: {width + _FRAME}px"})
        return f'{outer}{inner}{shown} <div class="thumbcaption">'


def _box(picture: Picture, file_width: int) -> Wanted | None:
    """The box to fit into; None for the file as it is."""
    width, height = picture.width, picture.height
    if picture.frame == "frame":
        return None
    if width is None and height is None:
        if picture.frame == "plain":
            return None
        width = FRAMELESS_SIDE if picture.frame == "frameless" else THUMB_SIDE
    if picture.frame != "plain" and width is not None:
        width = min(width, file_width)
    return Wanted(width or file_width, height, page=picture.page, language=picture.language)


def _aligned(shown: str, picture: Picture) -> str:
    match picture.align:
        case None:
            return shown
        case "center":
            return f'<div class="center"><div class="floatnone">{shown}</div></div>'
        case side:
            return f'<div class="float{side}">{shown}</div>'
