"""Where the bytes of a file part go, by the part's name, what came before it, and who sends it."""

from collections.abc import Mapping

from mediawharf.model.user import User
from mediawharf.stash.spool import Spool, dropping_spool
from mediawharf.stash.stash import Stash

FILE_PARTS = frozenset({"file", "chunk"})


def place_of(stash: Stash, name: str, *, fields: Mapping[str, str], user: User) -> Spool:
    """The spool for a part called ``file`` or ``chunk``; it must be discarded when the request is over.

    It keeps nothing for those who may not upload, and of parts with other names. A chunk whose key and offset are in
    ``fields`` goes straight to its place in the file. Asks the database, and makes a blob.
    """
    if name not in FILE_PARTS or not user.may("upload") or user.block is not None:
        return dropping_spool(limit=stash.limits.file_bytes)
    if name == "chunk":
        offset, filekey = fields.get("offset", ""), fields.get("filekey")
        if filekey is not None and offset.isascii() and offset.isdigit():
            in_place = stash.spool_in_place(filekey, int(offset), user)
            if in_place is not None:
                return in_place
        return stash.spool(is_hashed=offset in ("", "0"))
    return stash.spool()
