"""All that is done to what is there already: edit, delete, restore, protect, move, revert."""

from dataclasses import dataclass

from mediawharf.curation.blocking import Blocking
from mediawharf.curation.books import Books
from mediawharf.curation.deletion import Deletion
from mediawharf.curation.editing import Editing
from mediawharf.curation.membership import Membership
from mediawharf.curation.moving import Moving
from mediawharf.curation.protection import Protection
from mediawharf.curation.reverting import Reverting
from mediawharf.curation.rollback import Rollback
from mediawharf.curation.tag_definitions import TagDefinitions
from mediawharf.curation.tagging import Tagging
from mediawharf.curation.undeletion import Undeletion


@dataclass(frozen=True, slots=True)
class Curation:
    """The use cases, all on the same books."""

    editing: Editing
    deletion: Deletion
    undeletion: Undeletion
    protection: Protection
    moving: Moving
    reverting: Reverting
    rollback: Rollback
    tagging: Tagging
    tag_definitions: TagDefinitions
    blocking: Blocking
    membership: Membership

    @classmethod
    def on(cls, books: Books) -> "Curation":
        """The use cases of a wiki."""
        return cls(
            editing=Editing(books),
            deletion=Deletion(books),
            undeletion=Undeletion(books),
            protection=Protection(books),
            moving=Moving(books),
            reverting=Reverting(books),
            rollback=Rollback(books),
            tagging=Tagging(books),
            tag_definitions=TagDefinitions(books),
            blocking=Blocking(books),
            membership=Membership(books),
        )
