"""``list=logevents``: who uploaded, deleted, moved or protected what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.errors import PrefixSearchDisabled, UnknownLogAction
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId
from mediawharf.api.modules.query.paging import (
    DIRECTIONS,
    author,
    cut,
    exclusive,
    named,
    time_and_id,
    time_range,
)
from mediawharf.api.named_page import named_title
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.model.clock import iso
from mediawharf.model.title import Title
from mediawharf.pages.logs import LogFilter, LogRecord

PROPS: Final = ("ids", "title", "type", "user", "userid", "timestamp", "comment", "parsedcomment", "details", "tags")
# MediaWiki's logs; those of what this server does not do stay empty.
ACTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "block": ("block", "reblock", "unblock"),
    "contentmodel": ("change", "new"),
    "create": ("create",),
    "delete": ("delete", "delete_redir", "delete_redir2", "event", "flow-delete-post", "restore", "revision"),
    "import": ("interwiki", "upload"),
    "managetags": ("activate", "create", "deactivate", "delete"),
    "merge": ("merge",),
    "move": ("move", "move_redir"),
    "newusers": ("autocreate", "byemail", "create", "create2", "newusers"),
    "patrol": ("patrol", "autopatrol"),
    "protect": ("modify", "move_prot", "protect", "unprotect"),
    "rights": ("autopromote", "rights"),
    "suppress": ("block", "delete", "event", "reblock", "revision"),
    "tag": ("update",),
    "upload": ("overwrite", "revert", "upload"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogEventsParams:
    """The parameters of list=logevents."""

    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each entry.",
        default=("ids", "title", "type", "user", "timestamp", "comment", "details"), multi=True,
    )  # fmt: skip
    type: str | None = param(Choice(("", *ACTIONS)), "The log.")
    action: str | None = param(Text(), "The log and the action, such as upload/overwrite; the type is not looked at.")
    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    user: str | None = param(UserName(), "Whose actions.")
    title: str | None = param(Text(), "Actions on this page.")
    namespace: int | None = param(NamespaceId(), "Actions in this namespace.")
    prefix: str | None = param(Text(), "Titles that start so; this server refuses it, as large wikis do.")
    tag: str | None = param(Text(), "Entries with this change tag.")
    limit: int = param(Limit(), "How many entries.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def run(query: Query, asked: LogEventsParams) -> Mapping[str, Any]:
    """The entries, by time."""
    facilities = query.call.facilities
    exclusive(letitle=asked.title, leprefix=asked.prefix, lenamespace=asked.namespace is not None)
    if asked.prefix is not None:
        raise PrefixSearchDisabled
    wanted = _filter(asked)
    range_ = time_range(asked)
    stop = facilities.logs.place_to_stop_at(query.connection, range_, filter_=wanted)
    range_ = replace(range_, until_row=stop)
    found = () if asked.type == "" else facilities.logs.query(query.connection, range_, filter_=wanted)
    records, following = cut(found, asked.limit)
    if following is not None:
        stop = following.timestamp, following.id
    if stop is not None:
        query.go_on_from("lecontinue", time_and_id(*stop))
    return {"logevents": Tagged(_rows(query, asked, records), "item")}


def _filter(asked: LogEventsParams) -> LogFilter:
    type_, action = asked.type, None
    if asked.action is not None:
        type_, _, action = asked.action.partition("/")
        if action not in ACTIONS.get(type_, ()):
            choices = tuple(f"{type_}/{action}" for type_, actions in ACTIONS.items() for action in actions)
            raise UnknownLogAction("leaction", asked.action, choices)
    return LogFilter(
        type=type_,
        action=action,
        title=None if asked.title is None else named_title(asked.title),
        namespace=asked.namespace,
        user_name=asked.user,
        tag=asked.tag,
    )


def _rows(query: Query, asked: LogEventsParams, records: Sequence[LogRecord]) -> list[dict[str, Any]]:
    pages: Mapping[Title, PageRecord] = {}
    if "ids" in asked.prop:
        pages = query.call.facilities.pages.find_many(query.connection, {record.title for record in records})
    comments = Comments(query, asked.prop, [record.comment for record in records])
    return [_row(record, asked.prop, pages.get(record.title), comments) for record in records]


def _row(record: LogRecord, props: Sequence[str], page: PageRecord | None, comments: Comments) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if "ids" in props:
        row["logid"] = record.id
    if "title" in props:
        row |= named(record.title)
    if "ids" in props:
        row |= {"pageid": 0 if page is None else page.id, "logpage": record.page_id}
    if "details" in props:
        row["params"] = dict(record.params)
    if "type" in props:
        row |= {"type": record.type, "action": record.action}
    row |= author(record.user_id, record.user_name, props)
    if "timestamp" in props:
        row["timestamp"] = iso(record.timestamp)
    row |= comments.shown(record.comment, record.title)
    if "tags" in props:
        row["tags"] = Tagged(record.tags, "tag")
    return row


LOGEVENTS = Submodule(
    name="logevents",
    kind="list",
    prefix="le",
    summary="List what the logs tell.",
    params=LogEventsParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Logevents",),
    examples=(("action=query&list=logevents&letype=upload", "List the latest uploads."),),
)
