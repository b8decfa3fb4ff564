"""Files that are received and not yet published."""

from dataclasses import dataclass
from typing import Literal

from mediawharf.model.file import FileFacts

StashState = Literal["chunks", "stashed", "moved", "published"]


@dataclass(frozen=True, slots=True)
class StashedFile:
    """One row of the stash. Timestamps are seconds since 1970, sizes and offsets bytes.

    ``chunks``: parts of the file are there, up to ``offset``. ``stashed``: the file is whole, with ``facts``.
    ``moved``: the whole file goes by ``next_filekey``. ``published``: it is ``published_title``'s revision
    ``published_revision_id``. The last two hold no bytes and answer those who repeat a request.
    """

    filekey: str
    account_id: int
    state: StashState
    blob_key: str | None
    filename: str
    created: int
    touched: int
    expires: int
    offset: int
    filesize: int
    last_chunk_offset: int
    facts: FileFacts | None = None
    next_filekey: str | None = None
    published_title: str | None = None
    published_revision_id: int | None = None
