"""``Special:FilePath/NAME``: leads to the bytes of a file."""

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.entries import SpecialPage
from mediawharf.web.problems import missing
from mediawharf.web.redirects import file_address
from mediawharf.web.visit import Visit


def to_file(visit: Visit, name: str) -> Answer:
    """The way to the current bytes of the file of that name."""
    wanted = name or visit.query.get("file", "")
    address = file_address(visit.facilities, wanted) if wanted else None
    if address is None:
        return missing(Title(FILE, wanted) if wanted else None)
    return Leads(address, status=302)


FILE_PATH = SpecialPage("FilePath", to_file)
