"""``Special:ListUsers``: the accounts by name, with their groups."""

from typing import Final

from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.db.account_list import AccountRange, list_accounts
from mediawharf.model.title import capitalise
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit

PAGE_LENGTH: Final = 50


def list_users(visit: Visit, rest: str) -> Answer:
    """The accounts, which ``prefix`` and ``group`` narrow."""
    facilities, prefix = visit.facilities, visit.asked("prefix")
    groups = tuple(name for name in facilities.group_names if name not in IMPLICIT_GROUPS)
    asked = visit.asked("group") or rest
    group = asked if asked in groups else ""
    wanted = AccountRange(
        PAGE_LENGTH + 1,
        now=facilities.clock.now(),
        start=visit.asked("from") or None,
        prefix=capitalise(prefix.replace("_", " ")) or None,
        groups=(group,) if group else (),
    )
    with facilities.database.read() as connection:
        found = list_accounts(connection, wanted)
    values = {
        "accounts": found[:PAGE_LENGTH],
        "following": found[PAGE_LENGTH].name if len(found) > PAGE_LENGTH else None,
        "prefix": prefix,
        "group": group,
        "groups": groups,
    }
    return Shown("admin/users.html", values)


LIST_USERS = SpecialPage(
    "ListUsers",
    list_users,
    title="admin-users-title",
    summary="admin-users-summary",
    group="accounts",
    aliases=("UserList", "Users"),
)
