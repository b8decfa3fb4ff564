"""A user's unpublished files, as the page of the stash shows them: how far each is, and why it stopped."""

from dataclasses import dataclass
from typing import Literal, assert_never

from mediawharf.facilities import Facilities
from mediawharf.model.errors import WharfError
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.model.warnings import UploadWarning
from mediawharf.repo.thumbnails import Wanted, thumbnail_of
from mediawharf.stash.errors import MissingResult
from mediawharf.upload.status import Assembled, Uploading, WasHeld, WasPublished, Working

# unfinished: parts are missing. ready: whole. working: a job is at it. held: a job found something to warn of.
# failed: a job met with a refusal.
State = Literal["unfinished", "ready", "working", "held", "failed"]
_SIDE = 160  # pixels of a file's picture


@dataclass(frozen=True, slots=True)
class StashEntry:
    """One file; sizes are in bytes, ``bytes_done`` and ``bytes_total`` those that a job has fetched."""

    stashed: StashedFile
    state: State
    warnings: tuple[UploadWarning, ...] = ()
    refusal: WharfError | None = None
    bytes_done: int | None = None
    bytes_total: int | None = None
    picture: str | None = None  # the name of its thumbnail

    @property
    def percent(self) -> int:
        """How much of an unfinished file is there, rounded down."""
        stashed = self.stashed
        return 100 * stashed.offset // stashed.filesize if stashed.filesize else 0


def stash_entries(facilities: Facilities, user: User) -> tuple[StashEntry, ...]:
    """All of the user's files, the last touched first."""
    return tuple(_entry(facilities, user, stashed) for stashed in facilities.stash.unpublished(user))


def stash_entry(facilities: Facilities, user: User, filekey: str) -> StashEntry:
    """One of the user's files; raises as ``Stash.find`` does."""
    return _entry(facilities, user, facilities.stash.find(filekey, user))


def _entry(facilities: Facilities, user: User, stashed: StashedFile) -> StashEntry:
    picture = _picture(stashed)
    try:
        status = facilities.statuses.of(stashed.filekey, user)
    except MissingResult:
        return StashEntry(stashed, _plain_state(stashed), picture=picture)
    except WharfError as refusal:
        return StashEntry(stashed, "failed", refusal=refusal, picture=picture)
    match status:
        case Uploading() | Assembled() | WasPublished():
            return StashEntry(stashed, _plain_state(stashed), picture=picture)
        case Working(bytes_done=done, bytes_total=total):
            return StashEntry(stashed, "working", bytes_done=done, bytes_total=total, picture=picture)
        case WasHeld(warnings=warnings):
            return StashEntry(stashed, "held", warnings, picture=picture)
        case _:
            assert_never(status)


def _plain_state(stashed: StashedFile) -> State:
    return "unfinished" if stashed.state == "chunks" else "ready"


def _picture(stashed: StashedFile) -> str | None:
    if stashed.facts is None:
        return None
    thumbnail = thumbnail_of(stashed.filekey, stashed.facts, Wanted(_SIDE, _SIDE))
    return None if thumbnail is None else thumbnail.name
