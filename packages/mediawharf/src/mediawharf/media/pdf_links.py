"""Links of a PDF that run a script."""

import re

from mediawharf.media.cursor import Damaged
from mediawharf.media.pdf_names import spelled
from mediawharf.media.pdf_syntax import Parser, Pdf, pdf_text
from mediawharf.media.seeded import Seeded

LINK = Seeded(re.compile(b"/(?=[U#])" + spelled("URI")), (b"/UR", b"/U#", b"/#5"))
_IGNORED = re.compile("[\0-\x20\x7f-\xa0\ufeff]+")  # by readers and browsers, in front of a scheme or inside it
_SCHEMES = ("javascript:", "vbscript:", "livescript:", "ecmascript:")


def link_target(text: bytes, link: re.Match[bytes]) -> Pdf:
    """What follows the key that was found in ``text``; None for what is no PDF."""
    try:
        return Parser(text, link.end()).value()
    except Damaged:
        return None


def runs_script(target: bytes) -> bool:
    """Whether the address of a link is a script, however it is written."""
    return _IGNORED.sub("", pdf_text(target)).lower().startswith(_SCHEMES)
