"""``Special:UploadStash``: the visitor's own unpublished files."""

from mediawharf.web.answers import Answer, Sent
from mediawharf.web.entries import SpecialPage
from mediawharf.web.problems import missing
from mediawharf.web.stash_files import stash_file
from mediawharf.web.visit import Visit


def stash(visit: Visit, rest: str) -> Answer:
    """``file/KEY`` is the bytes of a stashed file."""
    kind, _, filekey = rest.partition("/")
    return Sent(stash_file(visit.facilities, visit.user, filekey)) if kind == "file" else missing(None)


# The owner's own bytes need no right to read the wiki: they are only now on their way into it.
UPLOAD_STASH = SpecialPage("UploadStash", stash, needs_read=False)
