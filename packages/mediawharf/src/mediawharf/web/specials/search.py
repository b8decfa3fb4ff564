"""``Special:Search``: pages by the words of their titles and texts."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db import files as file_rows
from mediawharf.db.pages import PageRecord
from mediawharf.model.namespaces import FILE, SPECIAL
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.plain import summary
from mediawharf.pages.search import Wanted
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.tiles import Tile, tiles_of
from mediawharf.web.visit import Visit

RESULTS = 30
_LONGEST_SUMMARY = 220


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found, with its file if it has one, and the beginning of what it says."""

    title: Title
    tile: Tile | None
    summary: str


def search(visit: Visit, rest: str) -> Answer:
    """What is found, the newest first; a press on “go” leads straight to the page of that very title."""
    text = (visit.query.get("search") or rest.replace("_", " ")).strip()[:300]
    scope = "all" if visit.query.get("scope") == "all" else "files"
    exact = _exact(visit, text)
    if exact is not None and "go" in visit.query:
        return Leads(visit.addresses.page(exact), status=302)
    visit.facilities.search.catch_up()
    before = visit.query.get("before", "")
    wanted = Wanted(
        text,
        namespaces=(FILE,) if scope == "files" else (),
        limit=RESULTS + 1,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None,
    )
    with visit.facilities.database.read() as connection:
        found = visit.facilities.search.find(connection, wanted)
        results = _results(visit, connection, found[:RESULTS])
    following = found[RESULTS - 1].id if len(found) > RESULTS else None
    values = {"text": text, "scope": scope, "results": results, "exact": exact, "next": following}
    return Shown("lists/search.html", values)


def _exact(visit: Visit, text: str) -> Title | None:
    """The page of the very title that was asked for, a file's without its namespace too."""
    for namespace in (None, FILE):
        try:
            title = Title.parse(text) if namespace is None else Title.in_namespace(namespace, text)
        except InvalidTitle:
            continue
        if title.namespace <= SPECIAL:
            continue
        with visit.facilities.database.read() as connection:
            if visit.facilities.pages.find(connection, title) is not None:
                return title
    return None


def _results(visit: Visit, connection: Connection, pages: list[PageRecord]) -> list[Result]:
    texts = visit.facilities.pages.texts(connection, [page.latest_id for page in pages])
    names = [page.title.dbkey for page in pages if page.title.namespace == FILE]
    files = file_rows.current(connection, names)
    tiles = dict(zip(files, tiles_of(visit, files.values()), strict=True))
    return [
        Result(
            page.title,
            tiles.get(page.title.dbkey) if page.title.namespace == FILE else None,
            summary(texts[page.latest_id], visit.words.language, longest=_LONGEST_SUMMARY),
        )
        for page in pages
    ]


SEARCH = SpecialPage("Search", search, title="lists-search-title", summary="lists-search-summary", group="files")
