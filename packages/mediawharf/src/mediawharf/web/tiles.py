"""A file as one of many: its picture, its name, and a line of facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from mediawharf.model.file import FileRevision
from mediawharf.repo.stills import still_of
from mediawharf.repo.thumbnails import Wanted, denser, thumbnail_of
from mediawharf.web.visit import Visit

BOX = Wanted(320, 240)


@dataclass(frozen=True, slots=True)
class Picture:
    """A thumbnail: its address, that of one for screens of twice the density, and its size in pixels."""

    address: str
    dense_address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What a gallery or a table shows of a file; sizes are in bytes and pixels."""

    name: str
    address: str
    picture: Picture | None
    mime: str
    size: int
    width: int
    height: int
    page_count: int | None
    timestamp: int
    user: str


def tiles_of(visit: Visit, files: Iterable[FileRevision]) -> tuple[Tile, ...]:
    """The files as tiles, in their order."""
    return tuple(_tile(visit, file) for file in files)


def picture_of(visit: Visit, file: FileRevision, box: Wanted = BOX) -> Picture | None:
    """The thumbnail of a file that fits into a box; None when there are none of its type."""
    name, steps = file.title.dbkey, visit.facilities.settings.thumbnail_steps
    drawn = thumbnail_of(name, file.facts, box, steps=steps)
    if drawn is None:
        return _still_of(visit, file, box) if visit.facilities.draws_stills else None
    dense = thumbnail_of(name, file.facts, denser(drawn, box, halves=4), steps=steps)
    address = _address(visit, file, drawn.name)
    dense_address = address if dense is None else _address(visit, file, dense.name)
    return Picture(address, dense_address, drawn.width, drawn.height)


def _still_of(visit: Visit, file: FileRevision, box: Wanted) -> Picture | None:
    """A frame of a video; as wide as the box, and as high as its place makes it."""
    steps = visit.facilities.settings.thumbnail_steps
    still, dense = (still_of(file.title.dbkey, file.facts, box.width * density, steps=steps) for density in (1, 2))
    if still is None or dense is None:
        return None
    address, dense_address = _address(visit, file, still.name), _address(visit, file, dense.name)
    return Picture(address, dense_address, box.width, box.height or box.width)


def _address(visit: Visit, file: FileRevision, name: str | None) -> str:
    return visit.addresses.file(file) if name is None else visit.addresses.thumbnail(file, name)


def _tile(visit: Visit, file: FileRevision) -> Tile:
    facts = file.facts
    return Tile(
        name=file.title.text,
        address=visit.addresses.page(file.title),
        picture=picture_of(visit, file),
        mime=facts.mime,
        size=facts.size,
        width=facts.width,
        height=facts.height,
        page_count=facts.page_count,
        timestamp=file.timestamp,
        user=file.user_name,
    )
