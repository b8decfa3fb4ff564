"""What kind of change an edit is: its tag, and the summary that it gets if its author gave none.

Source: the tags and summaries that MediaWiki 1.39 gives to edits.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.pages.presave import MAX_COMMENT
from mediawharf.pages.wikitext import redirect_target

_ROOM_FOR_WORDS: Final = 60


class KindOfEdit(Enum):
    """The kinds that are told apart; the value is the tag, or what stands for none."""

    BLANKED = "mw-blank"
    NEW_REDIRECT = "mw-new-redirect"
    REDIRECT_CHANGED = "mw-changed-redirect-target"
    REDIRECT_REMOVED = "mw-removed-redirect"
    REPLACED = "mw-replace"
    NEW_BLANK = "new-blank"
    NEW = "new"
    PLAIN = "plain"


TAGGED: Final = frozenset(kind for kind in KindOfEdit if kind.value.startswith("mw-"))


@dataclass(frozen=True, slots=True)
class EditedText:
    """The text before, None for a new page, and after."""

    old: str | None
    new: str

    @property
    def kind(self) -> KindOfEdit:
        """The first kind that fits."""
        old_target, new_target = self._targets
        if self.old and not self.new:
            return KindOfEdit.BLANKED
        if new_target is not None and old_target is None:
            return KindOfEdit.NEW_REDIRECT
        if old_target != new_target:
            return KindOfEdit.REDIRECT_REMOVED if new_target is None else KindOfEdit.REDIRECT_CHANGED
        if self.old is None:
            return KindOfEdit.NEW if self.new else KindOfEdit.NEW_BLANK
        if len(self.old.encode()) > 10 * len(self.new.encode()):
            return KindOfEdit.REPLACED
        return KindOfEdit.PLAIN

    @property
    def tags(self) -> tuple[str, ...]:
        """The tag that the kind bears."""
        kind = self.kind
        return (kind.value,) if kind in TAGGED else ()

    @property
    def summary(self) -> Message | None:
        """What to say of the edit if its author says nothing; None if there is nothing to tell."""
        old_target, new_target = ("" if title is None else title.prefixed for title in self._targets)
        summaries = {
            KindOfEdit.BLANKED: Message("autosumm-blank"),
            KindOfEdit.NEW_BLANK: Message("autosumm-newblank"),
            KindOfEdit.NEW: Message("autosumm-new", (self._start,)),
            KindOfEdit.REPLACED: Message("autosumm-replace", (self._start,)),
            KindOfEdit.NEW_REDIRECT: Message("autoredircomment", (new_target,)),
            KindOfEdit.REDIRECT_REMOVED: Message("autosumm-removed-redirect", (old_target,)),
            KindOfEdit.REDIRECT_CHANGED: Message("autosumm-changed-redirect-target", (old_target, new_target)),
        }
        return summaries.get(self.kind)

    @property
    def _targets(self) -> tuple[Title | None, Title | None]:
        return None if self.old is None else redirect_target(self.old), redirect_target(self.new)

    @property
    def _start(self) -> str:
        room = MAX_COMMENT - _ROOM_FOR_WORDS
        line = " ".join(self.new.split("\n"))
        return line if len(line) <= room else line[: room - 1] + "…"
