"""What ``users`` and ``allusers`` tell of an account."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from mediawharf.api.blockinfo import block_info
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.result import Tagged
from mediawharf.auth.rights import IMPLICIT_GROUPS, group_rights, rights_of
from mediawharf.db.accounts import AccountRow
from mediawharf.model.clock import iso

# The order in list=users; list=allusers tells of central ids first.
ORDER: Final = (
    "editcount", "registration", "blockinfo", "groups", "groupmemberships", "implicitgroups", "rights", "emailable",
    "gender", "centralids",
)  # fmt: skip

CENTRAL_FIRST: Final = ("centralids", *ORDER[:-1])


def account_row(
    query: Query,
    account: AccountRow,
    props: Sequence[str],
    attached_wiki: str | None,
    *,
    order: Sequence[str] = ORDER,
) -> dict[str, Any]:
    """An account's id and name, and what ``props`` ask for."""
    row: dict[str, Any] = {"userid": account.id, "name": account.name}
    for prop in order:
        if prop in props:
            row |= _property(query, account, prop, attached_wiki)
    return row


def _property(query: Query, account: AccountRow, prop: str, attached_wiki: str | None) -> Mapping[str, Any]:
    match prop:
        case "editcount":
            return {"editcount": account.edit_count}
        case "registration":
            return {"registration": iso(account.registered)}
        case "blockinfo":
            return {} if account.block is None else block_info(account.block)
        case "groupmemberships":
            memberships = [{"group": group, "expiry": "infinity"} for group in account.groups]
            return {"groupmemberships": Tagged(memberships, "groupmembership")}
        case "emailable":
            return {"emailable": False}  # there is no mail here
        case "gender":
            return {"gender": "unknown"}
        case "centralids":
            told: dict[str, Any] = {"centralids": {"local": account.id}, "attachedlocal": {"local": True}}
            return told if attached_wiki is None else {**told, "attachedwiki": {}}
        case _:
            return _of_groups(query, account, prop)


def _of_groups(query: Query, account: AccountRow, prop: str) -> Mapping[str, Any]:
    if prop == "implicitgroups":
        return {"implicitgroups": Tagged(IMPLICIT_GROUPS, "g")}
    groups = (*account.groups, *IMPLICIT_GROUPS)
    if prop == "groups":
        return {"groups": Tagged(groups, "g")}
    settings = query.call.facilities.settings
    given, held = group_rights(settings), rights_of(groups, settings)
    in_order = dict.fromkeys(right for group in (*IMPLICIT_GROUPS, *account.groups) for right in given.get(group, ()))
    return {"rights": Tagged([right for right in in_order if right in held], "r")}
