"""Where a query goes on: the ``continue`` that replies give and requests send back.

Source: the wire. The text is ``<parameters of the generator, or ->||<names of submodules that are done>``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.request_errors import BadContinue

NO_GENERATOR: Final = "-"


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a request's ``continue`` says of the replies before it."""

    generator_parameters: tuple[str, ...] = ()  # with them in the request, the generator gives the same pages again
    pages_are_done: bool = False  # the pages and all that is told of them have been given
    done: frozenset[str] = frozenset()  # names of submodules that have given all


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one reply came: for each submodule that is not done, the parameters to go on with."""

    props: Sequence[str]
    others: Sequence[str]  # lists and metas
    pending: Mapping[str, Mapping[str, str | int]]
    generator: Mapping[str, str | int]  # to go on with the next pages; empty: these were the last
    same_pages: Mapping[str, str]  # to get the same pages from the generator again


def parse_continue(text: str | None) -> Resumed:
    """What the text says; raises BadContinue."""
    if not text:
        return Resumed()
    parts = text.split("||")
    if len(parts) != 2:
        raise BadContinue
    parameters, done = parts[0], frozenset(parts[1].split("|"))
    if parameters == NO_GENERATOR:
        return Resumed(pages_are_done=True, done=done)
    return Resumed(tuple(parameters.split("|")), done=done)


def continuation(progress: Progress) -> tuple[Mapping[str, Any], bool]:
    """The reply's ``continue``, empty when all is given, and whether all was told of the reply's pages."""
    values: dict[str, Any] = {}
    for name in progress.others:
        values |= progress.pending.get(name, {})
    finished = [name for name in (*progress.props, *progress.others) if name not in progress.pending]
    unfinished_props = [name for name in progress.props if name in progress.pending]
    if unfinished_props:
        for name in unfinished_props:
            values |= progress.pending[name]
        values |= progress.same_pages
        generator = "|".join(progress.same_pages)
    elif progress.generator:
        values |= progress.generator
        finished = [name for name in finished if name not in progress.props]
        generator = "|".join(progress.generator)
    else:
        generator = NO_GENERATOR
    if values or generator != NO_GENERATOR:
        values["continue"] = generator + "||" + "|".join(finished)
    return values, not unfinished_props
