"""``Special:Redirect/KIND/VALUE``: leads to what a name or a number stands for. Source: MediaWiki 1.39's answers."""

import re
from typing import Final
from urllib.parse import urlencode

from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.entries import SpecialPage
from mediawharf.web.problems import missing
from mediawharf.web.specials.filepath import to_file
from mediawharf.web.visit import Visit

_ID: Final = re.compile(r"[1-9]\d{0,17}", re.ASCII)


def redirect(visit: Visit, rest: str) -> Answer:
    """The way to the file, user, page, revision or log entry."""
    kind, _, value = rest.partition("/")
    # The two fields of MediaWiki's form.
    kind, value = kind or visit.query.get("wptype", ""), value or visit.query.get("wpvalue", "")
    if kind == "file" and value:
        return to_file(visit, value)
    if _ID.fullmatch(value) is None:
        return missing(None)
    match kind:
        case "user":
            return _to_user(visit, int(value))
        case "page":
            return _to_script(visit, curid=value)
        case "revision":
            return _to_script(visit, oldid=value)
        case "logid":
            return _to_script(visit, title="Special:Log", logid=value)
        case _:
            return missing(None)


def _to_user(visit: Visit, account_id: int) -> Answer:
    user = visit.facilities.accounts.get(account_id)
    if user is None:
        return missing(None)
    return Leads(visit.addresses.page(Title(USER, user.name.replace(" ", "_"))), status=302)


def _to_script(visit: Visit, **query: str) -> Answer:
    """Whether there is such a thing, the page that it leads to says."""
    return Leads(f"{visit.addresses.script_path}/index.php?{urlencode(query)}", status=301)


REDIRECT = SpecialPage("Redirect", redirect)
