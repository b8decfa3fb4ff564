"""``Special:Redirect/file/NAME``: leads to what a name or a number stands for."""

from mediawharf.web.answers import Answer
from mediawharf.web.entries import SpecialPage
from mediawharf.web.problems import missing
from mediawharf.web.specials.filepath import to_file
from mediawharf.web.visit import Visit


def redirect(visit: Visit, rest: str) -> Answer:
    """The way to the thing of that kind and name."""
    kind, _, value = rest.partition("/")
    if kind != "file" or not value:
        return missing(None)
    return to_file(visit, value)


REDIRECT = SpecialPage("Redirect", redirect)
