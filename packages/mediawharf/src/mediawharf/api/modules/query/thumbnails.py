"""Parameters such as ``iiurlwidth``, ``iiurlheight`` and ``iiurlparam``: which thumbnail is asked for."""

from dataclasses import dataclass, replace
from typing import Final

from mediawharf.api.modules.query.file_errors import ImpossibleThumbnail, InvalidView
from mediawharf.api.modules.query.frame import Query
from mediawharf.model.errors import Message
from mediawharf.model.file import FileFacts
from mediawharf.repo.thumbnails import Wanted, format_of, parse_view, thumbnail_of

UNSET: Final = -1
_WIDTH_OF_ICONS: Final = 300


@dataclass(frozen=True, slots=True)
class Scale:
    """What a module's parameters ask for; ``prefix`` is the module's."""

    prefix: str
    width: int
    height: int
    view: str

    def wanted(self, query: Query, name: str, facts: FileFacts) -> Wanted | None:
        """The thumbnail of a file that is meant, None without any of the parameters.

        Warns of what is not heeded; raises ImpossibleThumbnail, InvalidView.
        """
        if self.width == UNSET and self.height == UNSET and not self.view:
            return None
        box = self._box(facts)
        if not self.view:
            return _checked(name, facts, box)
        if format_of(facts) is None:
            query.call.warn(_path(query), "nothumb", Message("apiwarn-nothumb-noimagehandler", (name,)))
            return box
        view = parse_view(self.view, facts)
        if view is None:
            query.call.warn(_path(query), "badurlparam", Message("apiwarn-badurlparam", (self.prefix, name)))
            return _checked(name, facts, box)
        return _checked(name, facts, self._combined(query, box, view))

    def _box(self, facts: FileFacts) -> Wanted:
        """Width and height alone; a height without a width is a box as wide as the file."""
        width = self.width
        if width == UNSET and self.height != UNSET:
            width = facts.width if facts.width > 0 else _WIDTH_OF_ICONS
        return Wanted(width, None if self.height == UNSET else self.height)

    def _combined(self, query: Query, box: Wanted, view: Wanted) -> Wanted:
        if box.width not in (UNSET, view.width):
            message = Message("apiwarn-urlparamwidth", (self.prefix, view.width, box.width))
            query.call.warn(_path(query), "urlparamwidth", message)
        for part, value in (("width", view.width), ("page", view.page)):
            if value == 0:
                raise InvalidView(self.prefix, part, value)
        width = view.width if box.width == UNSET else box.width
        return replace(view, width=width, height=box.height)


def _path(query: Query) -> str:
    return "query+" + query.module


def _checked(name: str, facts: FileFacts, wanted: Wanted) -> Wanted:
    # A file that is too broken to have a size has no thumbnails, but the others of the request may.
    is_sized = format_of(facts) is not None and facts.width > 0 and facts.height > 0
    if is_sized and thumbnail_of(name, facts, wanted) is None:
        raise ImpossibleThumbnail(name)
    return wanted
