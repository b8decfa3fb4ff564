"""``Special:FilePath/NAME``: leads to the bytes of a file, or with ``width`` and ``height`` to those of a thumbnail."""

import re
from typing import Final

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.repo.thumbnails import Wanted
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.entries import SpecialPage
from mediawharf.web.problems import missing
from mediawharf.web.redirects import file_address
from mediawharf.web.visit import Visit

_POSITIVE: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def to_file(visit: Visit, name: str) -> Answer:
    """The way to the current bytes of the file of that name, or of its thumbnail of the size asked for."""
    wanted = name or visit.query.get("file", "")
    address = file_address(visit.facilities, wanted, _size(visit)) if wanted else None
    if address is None:
        return missing(Title(FILE, wanted) if wanted else None)
    return Leads(address, status=302)


def _size(visit: Visit) -> Wanted | None:
    """The box to fit a thumbnail into. As with MediaWiki, a height alone asks for nothing."""
    width, height = (_number(visit.query.get(name, "")) for name in ("width", "height"))
    return None if width is None else Wanted(width, height)


def _number(text: str) -> int | None:
    return int(text) if _POSITIVE.fullmatch(text) else None


FILE_PATH = SpecialPage("FilePath", to_file)
