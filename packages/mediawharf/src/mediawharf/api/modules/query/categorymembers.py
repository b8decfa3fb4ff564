"""``list=categorymembers``: the pages and files of a category."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Integer, Limit, Text, TimestampKind
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import NotACategory
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import cut, named, parse_time_and_id, time_and_id
from mediawharf.api.named_page import NoSuchPageId
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue, InvalidParamMix, MissingOneOf
from mediawharf.api.result import Tagged
from mediawharf.db.category_members import CATEGORY_TYPE, FILE_TYPE, PAGE_TYPE, Member, MemberRange, list_members
from mediawharf.model.clock import iso
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import InvalidTitle, Title

_TYPES: Final = {"page": PAGE_TYPE, "subcat": CATEGORY_TYPE, "file": FILE_TYPE}
_NAMES: Final = {number: name for name, number in _TYPES.items()}
_DESCENDING: Final = ("desc", "descending", "older")
_PLACE: Final = re.compile(r"(page|subcat|file)\|((?:[0-9a-f]{2}){0,2048})\|(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CategoryMembersParams:
    """The parameters of list=categorymembers."""

    title: str | None = param(Text(), "The category, prefix included.")
    pageid: int | None = param(Integer(), "The id of the category's page.")
    prop: tuple[str, ...] = param(
        Choice(("ids", "sortkey", "sortkeyprefix", "timestamp", "title", "type")), "What to tell of each member.",
        default=("ids", "title"), multi=True,
    )  # fmt: skip
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Members of these namespaces.", default=(), multi=True, all_values="*"
    )
    type: tuple[str, ...] = param(
        Choice(("file", "page", "subcat")), "Members of these types; not heeded in the order of time.",
        default=("page", "subcat", "file"), multi=True,
    )  # fmt: skip
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    limit: int = param(Limit(), "How many members.", default=10)
    sort: str = param(Choice(("sortkey", "timestamp")), "By what to sort.", default="sortkey")
    dir: str = param(
        Choice(("asc", "ascending", "desc", "descending", "newer", "older")), "The order.", default="ascending"
    )
    start: int | None = param(TimestampKind(), "The time to start at, in the order of time.")
    end: int | None = param(TimestampKind(), "The time to end at, in the order of time.")
    start_hex_sort_key: str | None = param(Text(), "The sort key to start at, as prop=sortkey tells it.")
    end_hex_sort_key: str | None = param(Text(), "The sort key to end at, as prop=sortkey tells it.")
    start_sort_key_prefix: str | None = param(Text(), "The start of the sort key to start at.")
    end_sort_key_prefix: str | None = param(Text(), "The start of the sort key to end before.")
    start_sort_key: str | None = param(Text(), "The same as starthexsortkey.", deprecated=True)
    end_sort_key: str | None = param(Text(), "The same as endhexsortkey.", deprecated=True)


def run(query: Query, asked: CategoryMembersParams) -> Mapping[str, Any]:
    """The members."""
    rows = [_row(member, asked.prop) for member in _given(query, asked)]
    return {"categorymembers": Tagged(rows, "cm")}


def generate(query: Query, asked: CategoryMembersParams) -> list[Title]:
    """The members as the pages of a query."""
    return [member.title for member in _given(query, asked)]


def _given(query: Query, asked: CategoryMembersParams) -> Sequence[Member]:
    category, by_time = _category(query, asked), asked.sort == "timestamp"
    wanted = MemberRange(
        category=category.dbkey,
        limit=asked.limit + 1,
        types=() if by_time else tuple(_TYPES[name] for name in asked.type),
        namespaces=numbers(asked.namespace),
        by_time=by_time,
        from_key=_key(asked.start_sort_key_prefix, asked.start_hex_sort_key or asked.start_sort_key),
        to_key=_key(asked.end_sort_key_prefix, asked.end_hex_sort_key or asked.end_sort_key),
        from_time=asked.start if by_time else None,
        to_time=asked.end if by_time else None,
        start=parse_time_and_id(asked.continue_) if by_time else _place(asked.continue_),
        descending=asked.dir in _DESCENDING,
    )
    given, following = cut(list_members(query.connection, wanted), asked.limit)
    if following is not None:
        row = following.membership
        place = f"{_NAMES[row.type]}|{row.sort_key.encode().hex()}|{row.page_id}"
        query.go_on_from("cmcontinue", time_and_id(row.timestamp, row.page_id) if by_time else place)
    return given


def _category(query: Query, asked: CategoryMembersParams) -> Title:
    if asked.title is not None and asked.pageid is not None:
        raise InvalidParamMix(("cmtitle", "cmpageid"))
    if asked.pageid is not None:
        page = query.call.facilities.pages.find_by_id(query.connection, asked.pageid)
        if page is None:
            raise NoSuchPageId(asked.pageid)
        title = page.title
    elif asked.title is None:
        raise MissingOneOf(("cmtitle", "cmpageid"))
    else:
        try:
            title = Title.parse(asked.title)
        except InvalidTitle:
            raise NotACategory from None
    if title.namespace != CATEGORY:
        raise NotACategory
    return title


def _key(prefix: str | None, hexadecimal: str | None) -> str | None:
    if hexadecimal:
        try:
            return bytes.fromhex(hexadecimal).decode()
        except ValueError:
            raise BadContinue from None
    return None if prefix is None else prefix.upper()


def _place(text: str | None) -> tuple[int | str, ...] | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise BadContinue
    try:
        return _TYPES[match[1]], bytes.fromhex(match[2]).decode(), int(match[3])
    except UnicodeDecodeError:
        raise BadContinue from None


def _row(member: Member, props: Sequence[str]) -> dict[str, Any]:
    of, row = member.membership, dict[str, Any]()
    if "ids" in props:
        row["pageid"] = of.page_id
    if "title" in props:
        row |= named(member.title)
    if "sortkey" in props:
        row["sortkey"] = of.sort_key.encode().hex()
    if "sortkeyprefix" in props:
        row["sortkeyprefix"] = of.sort_key_prefix
    if "type" in props:
        row["type"] = _NAMES[of.type]
    if "timestamp" in props:
        row["timestamp"] = iso(of.timestamp)
    return row


CATEGORYMEMBERS = Submodule(
    name="categorymembers",
    kind="list",
    prefix="cm",
    summary="List the pages and files of a category.",
    params=CategoryMembersParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Categorymembers",),
    examples=(("action=query&list=categorymembers&cmtitle=Category:Maps", "List what is in a category."),),
)
