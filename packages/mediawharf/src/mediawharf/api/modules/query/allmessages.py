"""``meta=allmessages``: the server's sentences, by their keys."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.api.result import Star, Tagged
from mediawharf.model.errors import Message
from mediawharf.model.title import InvalidTitle, Title

ALL: Final = "*"
_INTERFACE: Final = 8


@dataclass(frozen=True, slots=True)
class AllMessagesParams:
    """The parameters of meta=allmessages."""

    messages: tuple[str, ...] = param(Text(), "Keys of messages; * is all.", default=(ALL,), multi=True)
    prop: tuple[str, ...] = param(
        Choice(("default",)), "What to tell of each; none has been changed here.", default=(), multi=True
    )
    enable_parser: bool = param(Flag(), "Replace magic words in the sentences; there are none.", default=False)
    no_content: bool = param(Flag(), "Leave the sentences out.", default=False)
    include_local: bool = param(Flag(), "Messages made by users too; there are none.", default=False)
    args: tuple[str, ...] = param(Text(), "What to put in for $1, $2 and so on.", default=(), multi=True)
    filter: str | None = param(Text(), "Only messages whose keys hold this.")
    customised: str = param(
        Choice(("all", "modified", "unmodified")), "Only messages in this state; none is modified.", default="all"
    )
    lang: str | None = param(Text(), "The language; there is but English.")
    from_: str | None = param(Text(), "The key to start at.", wire="from")
    to: str | None = param(Text(), "The key to end at.")
    title: str | None = param(Text(), "The page that the sentences are for.")
    prefix: str | None = param(Text(), "How the keys are to start.")


def run(query: Query, asked: AllMessagesParams) -> Mapping[str, Any]:
    """The messages: all by key, or those asked for in their order."""
    if asked.customised == "modified":
        return {"allmessages": Tagged((), "message")}
    sentences = _sentences()
    names = sorted(sentences) if ALL in asked.messages else list(dict.fromkeys(asked.messages))
    wanted = [name for name in names if _is_wanted(name, asked)]
    return {"allmessages": Tagged([_row(query, asked, name, sentences) for name in wanted], "message")}


def _sentences() -> Mapping[str, str]:
    found: dict[str, str] = json.loads((resources.files("mediawharf.i18n") / "en.json").read_text("utf-8"))
    return found


def _is_wanted(name: str, asked: AllMessagesParams) -> bool:
    return (
        (asked.prefix is None or name.startswith(asked.prefix))
        and (asked.filter is None or asked.filter in name)
        and (asked.from_ is None or name >= asked.from_)
        and (asked.to is None or name <= asked.to)
    )


def _row(query: Query, asked: AllMessagesParams, name: str, sentences: Mapping[str, str]) -> dict[str, Any]:
    key = _key(name)
    row: dict[str, Any] = {"name": name, "normalizedname": key}
    if key not in sentences:
        return {**row, "missing": True}
    if asked.no_content:
        return row
    return {**row, "content": Star(_text(query, key, sentences[key], asked.args))}


def _key(name: str) -> str:
    """The key in its normal form: a title's, with the first letter small."""
    try:
        title = Title.in_namespace(_INTERFACE, name).dbkey
    except InvalidTitle:
        return name
    return title[:1].lower() + title[1:]


def _text(query: Query, key: str, sentence: str, args: Sequence[str]) -> str:
    return query.call.facilities.messages.text(Message(key, tuple(args))) if args else sentence


ALLMESSAGES = Submodule(
    name="allmessages",
    kind="meta",
    prefix="am",
    summary="Tell the server's messages.",
    params=AllMessagesParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Allmessages",),
    examples=(("action=query&meta=allmessages&ammessages=badfilename", "Tell one message."),),
)
