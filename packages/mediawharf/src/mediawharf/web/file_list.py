"""One page of a list of files, with the ways to the pages before and after it."""

from dataclasses import dataclass

from mediawharf.db.file_browse import BrowsePage, Place, browse
from mediawharf.model.file import FileRevision
from mediawharf.web.filequery import FileQuery
from mediawharf.web.tiles import Tile, tiles_of
from mediawharf.web.visit import Visit


@dataclass(frozen=True, slots=True)
class FileList:
    """Tiles in their order; ``newer`` and ``older`` are queries of the neighbouring pages, None at the ends."""

    query: FileQuery
    tiles: tuple[Tile, ...]
    previous: FileQuery | None
    next: FileQuery | None


def list_files(visit: Visit, query: FileQuery) -> FileList:
    """The files that are asked for. Categories and licences come from an index that is brought up to date first."""
    facilities = visit.facilities
    if query.category or query.licence:
        facilities.search.catch_up()
    backwards = query.direction == "before" and query.place is not None
    with facilities.database.read() as connection:
        page = browse(
            connection,
            query.filter(),
            order=query.order,
            limit=query.limit,
            after=query.place,
            backwards=backwards,
        )
    first, last = _ends(page, query, backwards=backwards)
    return FileList(
        query,
        tiles_of(visit, page.files),
        previous=None if first is None else query.at("before", first),
        next=None if last is None else query.at("after", last),
    )


def _ends(page: BrowsePage, query: FileQuery, *, backwards: bool) -> tuple[Place | None, Place | None]:
    """The places that the pages before and after begin at."""
    first, last = (_place(page.files[0]), _place(page.files[-1])) if page.files else (query.place, query.place)
    if backwards:
        return page.next, last
    return (None if query.place is None else first), page.next


def _place(file: FileRevision) -> Place:
    return file.timestamp, file.title.dbkey
