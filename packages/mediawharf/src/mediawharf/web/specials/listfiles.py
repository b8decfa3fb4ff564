"""``Special:ListFiles``: all files, as pictures or as a table, narrowed by filters that the address keeps."""

from mediawharf.db.search_terms import terms_that_begin
from mediawharf.pages.licences import parse_licence
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.file_list import list_files
from mediawharf.web.filequery import KINDS, LOOKS, PAGE_SIZES, read_query
from mediawharf.web.visit import Visit

_MOST_CHOICES = 100


def files(visit: Visit, rest: str) -> Answer:
    """A page of the list; ``Special:ListFiles/NAME`` is that of a user's files, as in MediaWiki."""
    asked = {"user": rest, **visit.query} if rest else visit.query
    query = read_query(asked)
    with visit.facilities.database.read() as connection:
        licences = terms_that_begin(connection, "l=", limit=_MOST_CHOICES)
        categories = terms_that_begin(connection, "c=", limit=_MOST_CHOICES)
    values = {
        "list": list_files(visit, query),
        "kinds": tuple(KINDS),
        "looks": LOOKS,
        "page_sizes": PAGE_SIZES,
        "licences": {term[2:]: _short_name(term[2:]) for term in licences},
        "categories": [term[2:].replace("_", " ") for term in categories],
        "unread": [visit.text(f"lists-filter-{name}") for name in query.unread],
    }
    return Shown("lists/files.html", values)


def _short_name(licence_id: str) -> str:
    licence = parse_licence(licence_id)
    return licence_id if licence is None else licence.short_name


LIST_FILES = SpecialPage(
    "ListFiles",
    files,
    title="lists-files-title",
    summary="lists-files-summary",
    group="files",
    aliases=("NewFiles", "NewImages", "ImageList", "FileList"),
)
