"""What the registries of the interface hold: special pages, and the actions of ``index.php``."""

from collections.abc import Callable
from dataclasses import dataclass

from mediawharf.model.title import Title
from mediawharf.web.answers import Answer
from mediawharf.web.visit import Visit


@dataclass(frozen=True, slots=True)
class SpecialPage:
    """``Special:NAME/REST``: ``run`` gets the visit and the rest, in a thread.

    ``title`` and ``summary`` are message keys; a page without them is not listed. ``group`` is where it is listed.
    Without ``right`` the visitor is told so instead. A page that takes no posts never sees one. ``file_parts`` are
    the names of the file fields whose bytes are kept for it; those of others are dropped.
    """

    name: str
    run: Callable[[Visit, str], Answer]
    title: str = ""
    summary: str = ""
    group: str = "wiki"
    aliases: tuple[str, ...] = ()
    right: str | None = None
    needs_account: bool = False
    needs_read: bool = True
    takes_posts: bool = False
    file_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageAction:
    """``index.php?title=TITLE&action=NAME``: ``run`` gets the visit and the title, in a thread.

    One that ``takes_ids`` finds the page by ``curid`` or ``oldid`` itself where the request names it so.
    """

    name: str
    run: Callable[[Visit, Title], Answer]
    takes_ids: bool = False
    right: str | None = None
    needs_account: bool = False
    needs_read: bool = True
    takes_posts: bool = False
    file_parts: tuple[str, ...] = ()


Entry = SpecialPage | PageAction
