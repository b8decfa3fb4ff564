"""What pages mention, for ``prop=images``, ``prop=links`` and ``prop=templates``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import cut, named
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.links import Link, LinkKind, OutgoingRange, list_outgoing
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title

_PLACE: Final = re.compile(r"(\d{1,18})\|(\d{1,4})\|(.+)", re.ASCII | re.DOTALL)
_FILE_PLACE: Final = re.compile(r"(\d{1,18})\|(.+)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of mentions is asked for."""

    kind: LinkKind
    prefix: str
    limit: int
    continue_: str | None
    direction: str
    only: tuple[str, ...] = ()  # titles as they were sent; (): any
    namespaces: tuple[int, ...] = ()
    default_namespace: int = 0


def told(query: Query, asked: Asked, *, key: str) -> Mapping[int, Mapping[str, Any]]:
    """The titles by the ids of the pages that mention them; pages that mention none are left out."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for link in _given(query, asked):
        rows.setdefault(link.page_id, []).append(named(link.title))
    return {page_id: {key: Tagged(found, asked.prefix)} for page_id, found in rows.items()}


def generated(query: Query, asked: Asked) -> list[Title]:
    """The titles as the pages of a query."""
    return [link.title for link in _given(query, asked)]


def _given(query: Query, asked: Asked) -> Sequence[Link]:
    titles = None if not asked.only else tuple(filter(None, (_title(text, asked) for text in asked.only)))
    start = None if asked.continue_ is None else _place(asked.continue_, asked.kind)
    if titles == ():
        return ()
    wanted = OutgoingRange(
        kind=asked.kind,
        page_ids=tuple(sorted(query.pages.records())),
        limit=asked.limit + 1,
        namespaces=asked.namespaces,
        titles=titles,
        start=start,
        descending=asked.direction == "descending",
    )
    given, following = cut(list_outgoing(query.connection, wanted), asked.limit)
    if following is not None:
        parts = [following.page_id, following.namespace, following.dbkey]
        if asked.kind is LinkKind.FILE:
            del parts[1]
        query.go_on_from(f"{asked.prefix}continue", "|".join(map(str, parts)))
    return given


def _title(text: str, asked: Asked) -> Title | None:
    try:
        return Title.parse(text, default_namespace=asked.default_namespace)
    except InvalidTitle:
        return None


def _place(text: str, kind: LinkKind) -> tuple[int, int, str]:
    match = (_FILE_PLACE if kind is LinkKind.FILE else _PLACE).fullmatch(text)
    if match is None:
        raise BadContinue
    if kind is LinkKind.FILE:
        return int(match[1]), FILE, match[2]
    return int(match[1]), int(match[2]), match[3]
