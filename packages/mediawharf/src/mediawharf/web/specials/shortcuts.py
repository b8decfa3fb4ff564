"""Special pages that only lead to others: names that bookmarks, links and scripts of MediaWiki's users know.

Source of the names and of where they lead: MediaWiki 1.39's answers.
"""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from mediawharf.model.namespaces import FILE, USER, USER_TALK
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.entries import SpecialPage
from mediawharf.web.named import named_title
from mediawharf.web.problems import missing
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import Visit

_REVISION: Final = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_SIDE: Final = r"prev|next|cur|[1-9]\d{0,17}"
_COMPARED: Final = re.compile(rf"(?:(?P<old>{_SIDE})/)?(?P<new>{_SIDE})", re.ASCII)


def _to_action(action: str) -> Callable[[Visit, str], Answer]:
    """Leads from ``Special:NAME/TITLE`` to an action on the page."""

    def run(visit: Visit, rest: str) -> Answer:
        title = named_title(rest or visit.asked("page"))
        return missing(None) if title is None else Leads(visit.addresses.action(title, action), status=302)

    return run


def _to_own_page(namespace: int) -> Callable[[Visit, str], Answer]:
    """Leads to the visitor's own page, or to a page below it."""

    def run(visit: Visit, rest: str) -> Answer:
        name = f"{visit.user.name}/{rest}" if rest else visit.user.name
        return Leads(visit.addresses.page(Title(namespace, name.replace(" ", "_"))), status=302)

    return run


def _to_own_list(special: str) -> Callable[[Visit, str], Answer]:
    """Leads to what the visitor has done."""

    def run(visit: Visit, _rest: str) -> Answer:
        return Leads(visit.addresses.special(special, visit.user.name.replace(" ", "_")), status=302)

    return run


def my_language(visit: Visit, rest: str) -> Answer:
    """Leads to the page itself: there are no translations of pages."""
    title = named_title(rest) if rest else MAIN_PAGE
    return missing(None) if title is None else Leads(visit.addresses.page(title), status=302)


def permanent_link(visit: Visit, rest: str) -> Answer:
    """Leads to a revision by its id."""
    return missing(None) if _REVISION.fullmatch(rest) is None else _script(visit, oldid=rest)


def compare(visit: Visit, rest: str) -> Answer:
    """Leads to a comparison of two revisions, or of one with that before it."""
    named = _COMPARED.fullmatch(rest)
    if named is None:
        return missing(None)
    old = {} if named["old"] is None else {"oldid": named["old"]}
    return _script(visit, **old, diff=named["new"])


def api_help(visit: Visit, rest: str) -> Answer:
    """Leads to the help of the API, or of one of its modules."""
    asked = f"?{urlencode({'action': 'help', 'modules': rest})}" if rest else ""
    return Leads(visit.addresses.api + asked, status=302)


def duplicates(visit: Visit, rest: str) -> Answer:
    """Leads to the list of the files that have the same bytes as one."""
    try:
        title = Title.in_namespace(FILE, rest or visit.asked("filename"))
    except InvalidTitle:
        return missing(None)
    with visit.facilities.database.read() as connection:
        file = visit.facilities.repo.current(connection, title)
    if file is None:
        return missing(title)
    return Leads(visit.addresses.special("ListFiles", sha1=file.facts.sha1), status=302)


def _script(visit: Visit, **query: str) -> Answer:
    return Leads(f"{visit.addresses.script_path}/index.php?{urlencode(query)}", status=302)


SHORTCUTS: tuple[SpecialPage, ...] = (
    SpecialPage("ApiHelp", api_help),
    SpecialPage("DeletePage", _to_action("delete"), aliases=("Delete",)),
    SpecialPage("Diff", compare),
    SpecialPage("EditPage", _to_action("edit"), aliases=("Edit",)),
    SpecialPage("FileDuplicateSearch", duplicates),
    SpecialPage("MyContributions", _to_own_list("Contributions"), needs_account=True),
    SpecialPage("MyLanguage", my_language),
    SpecialPage("MyPage", _to_own_page(USER), needs_account=True),
    SpecialPage("MyTalk", _to_own_page(USER_TALK), needs_account=True),
    SpecialPage(
        "MyUploads",
        _to_own_list("ListFiles"),
        aliases=("MyFiles", "AllMyUploads", "AllMyFiles"),
        needs_account=True,
    ),
    SpecialPage("PageHistory", _to_action("history"), aliases=("History",)),
    SpecialPage("PageInfo", _to_action("info"), aliases=("Info",)),
    SpecialPage("PermanentLink", permanent_link, aliases=("PermaLink",)),
    SpecialPage("ProtectPage", _to_action("protect"), aliases=("Protect",)),
    SpecialPage("Purge", _to_action("purge")),
)
