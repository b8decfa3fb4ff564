"""``Special:UploadStash``: the visitor's own unpublished files."""

from mediawharf.web.answers import Answer, Sent
from mediawharf.web.entries import SpecialPage
from mediawharf.web.stash_files import stash_file, stash_thumbnail
from mediawharf.web.stashpages import stash_pages
from mediawharf.web.visit import Visit


def stash(visit: Visit, rest: str) -> Answer:
    """``file/KEY`` is the bytes of a stashed file, ``thumb/KEY/NAME`` a thumbnail; the rest are pages about them."""
    kind, _, filekey = rest.partition("/")
    match kind:
        case "file":
            return Sent(stash_file(visit.facilities, visit.user, filekey))
        case "thumb":
            key, _, name = filekey.partition("/")
            return Sent(stash_thumbnail(visit.facilities, visit.user, key, name))
        case _:
            return stash_pages(visit, kind, filekey)


# The owner's own bytes need no right to read the wiki: they are only now on their way into it.
UPLOAD_STASH = SpecialPage(
    "UploadStash",
    stash,
    title="stash-title",
    summary="stash-summary",
    group="upload",
    needs_read=False,
    takes_posts=True,
)
