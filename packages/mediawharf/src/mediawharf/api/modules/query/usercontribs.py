"""``list=usercontribs``: the revisions that users have made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Integer, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.errors import EmptyUser, InvalidUserId, MayNotSeePatrols
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import (
    DIRECTIONS,
    check_show,
    cut,
    named,
    parse_time_and_id,
    shown,
    time_and_id,
)
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue, InvalidParamMix, MissingOneOf
from mediawharf.api.result import Tagged
from mediawharf.db.account_list import find_accounts
from mediawharf.db.contributions import Contribution, ContributionFilter, list_contributions, next_contributor
from mediawharf.db.timerange import TimeRange
from mediawharf.model.clock import iso
from mediawharf.pages.tags import Tags

PROPS: Final = (
    "comment", "flags", "ids", "parsedcomment", "patrolled", "size", "sizediff", "tags", "timestamp", "title",
)  # fmt: skip
SHOW: Final = (
    "!autopatrolled", "!minor", "!new", "!patrolled", "!top", "autopatrolled", "minor", "new", "patrolled", "top",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UserContribsParams:
    """The parameters of list=usercontribs."""

    limit: int = param(Limit(), "How many revisions.", default=10)
    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    user: tuple[str, ...] = param(UserName(), "The users.", default=(), multi=True)
    user_ids: tuple[int, ...] = param(Integer(), "The ids of the users.", default=(), multi=True)
    user_prefix: str | None = param(Text(), "How the users' names are to start.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each revision.",
        default=("ids", "title", "timestamp", "comment", "size", "flags"), multi=True,
    )  # fmt: skip
    show: tuple[str, ...] = param(
        Choice(SHOW), "Only revisions of this kind; ! is those that are not of it.", default=(), multi=True
    )
    tag: str | None = param(Text(), "Revisions with this change tag.")
    top_only: bool = param(Flag(), "Only revisions that are the latest of their page.", default=False, deprecated=True)


def run(query: Query, asked: UserContribsParams) -> Mapping[str, Any]:
    """The revisions: by time for one user, else by name and time."""
    if not query.call.user.may("patrol") and any("patrolled" in word for word in (*asked.prop, *asked.show)):
        raise MayNotSeePatrols
    found = _found(query, asked)
    return {"usercontribs": Tagged(_rows(query, asked, found), "item")}


def _found(query: Query, asked: UserContribsParams) -> Sequence[Contribution]:
    names, is_one = _names(query, asked)
    first_name, first_row = _place(asked.continue_, is_one=is_one)
    wanted = _filter(asked)
    if wanted is None:
        return ()
    found: list[Contribution] = []
    for name in names:
        if first_name is not None and name < first_name:
            continue
        range_ = TimeRange(
            limit=asked.limit + 1 - len(found),
            newest_first=asked.dir == "older",
            start=asked.start,
            end=asked.end,
            from_row=first_row if name == first_name or is_one else None,
        )
        found += list_contributions(query.connection, name, range_=range_, filter_=wanted)
        if len(found) > asked.limit:
            break
    given, following = cut(found, asked.limit)
    if following is not None:
        place = time_and_id(following.revision.timestamp, following.revision.id)
        query.go_on_from("uccontinue", place if is_one else f"name|{following.revision.user_name}|{place}")
    return given


def _filter(asked: UserContribsParams) -> ContributionFilter | None:
    """Which revisions are wanted; None: there can be none."""
    show = check_show((*asked.show, *(("top",) if asked.top_only else ())))
    if not show.isdisjoint(("!patrolled", "!autopatrolled")):
        return None  # every revision counts as patrolled
    return ContributionFilter(
        namespaces=numbers(asked.namespace),
        minor=shown(show, "minor"),
        new=shown(show, "new"),
        top=shown(show, "top"),
        tag=asked.tag,
    )


def _names(query: Query, asked: UserContribsParams) -> tuple[Iterator[str], bool]:
    """The users' names in order, and whether there can be but one."""
    given = {"ucuserprefix": asked.user_prefix, "ucuserids": asked.user_ids, "ucuser": asked.user}
    sent = tuple(name for name in given if query.call.fields.get(name) is not None)
    if not sent:
        raise MissingOneOf(("ucuserprefix", "ucuserids", "ucuser"))
    if len(sent) > 1:
        raise InvalidParamMix(sent)
    if asked.user_prefix is not None:
        return _contributors(query, asked.user_prefix), False
    if sent == ("ucuserids",):
        for number in asked.user_ids:
            if number <= 0:
                raise InvalidUserId(number)
        accounts = find_accounts(query.connection, ids=asked.user_ids, now=0)
        names = {account.name for account in accounts}
        return iter(sorted(names)), len(asked.user_ids) == 1
    if not asked.user:
        raise EmptyUser("ucuser")
    return iter(sorted(set(asked.user))), len(set(asked.user)) == 1


def _contributors(query: Query, prefix: str) -> Iterator[str]:
    name = next_contributor(query.connection, prefix=prefix, after=None)
    while name is not None:
        yield name
        name = next_contributor(query.connection, prefix=prefix, after=name)


def _place(text: str | None, *, is_one: bool) -> tuple[str | None, tuple[int, int] | None]:
    if text is None or is_one:
        return None, parse_time_and_id(text)
    kind, _, rest = text.partition("|")
    name, _, place = rest.partition("|")
    if kind != "name" or not name or not place:
        raise BadContinue
    return name, parse_time_and_id(place)


def _rows(query: Query, asked: UserContribsParams, found: Sequence[Contribution]) -> list[dict[str, Any]]:
    revisions, connection = [each.revision for each in found], query.connection
    parents = {revision.parent_id for revision in revisions} if "sizediff" in asked.prop else set()
    sizes = {r.id: r.size for r in query.call.facilities.pages.find_revisions(connection, parents).values()}
    tags = Tags().of_revisions(connection, [r.id for r in revisions]) if "tags" in asked.prop else {}
    comments = Comments(query, asked.prop, [revision.comment for revision in revisions])
    rows = []
    for each in found:
        row = _row(each, asked.prop) | comments.shown(each.revision.comment, each.title)
        if "patrolled" in asked.prop:
            row |= {"patrolled": True, "autopatrolled": True}
        if "size" in asked.prop:
            row["size"] = each.revision.size
        if "sizediff" in asked.prop:
            row["sizediff"] = each.revision.size - sizes.get(each.revision.parent_id, 0)
        if "tags" in asked.prop:
            row["tags"] = Tagged(tags.get(each.revision.id, ()), "tag")
        rows.append(row)
    return rows


def _row(each: Contribution, props: Sequence[str]) -> dict[str, Any]:
    revision = each.revision
    row: dict[str, Any] = {"userid": revision.user_id, "user": revision.user_name}
    if "ids" in props:
        row |= {"pageid": revision.page_id, "revid": revision.id, "parentid": revision.parent_id}
    if "title" in props:
        row |= named(each.title)
    if "timestamp" in props:
        row["timestamp"] = iso(revision.timestamp)
    if "flags" in props:
        row |= {"new": revision.parent_id == 0, "minor": revision.minor, "top": each.is_latest}
    return row


USERCONTRIBS = Submodule(
    name="usercontribs",
    kind="list",
    prefix="uc",
    summary="List the revisions that users have made.",
    params=UserContribsParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Usercontribs",),
    examples=(("action=query&list=usercontribs&ucuser=Example", "List what Example has done."),),
)
