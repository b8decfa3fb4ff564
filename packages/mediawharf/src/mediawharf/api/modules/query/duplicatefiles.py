"""``prop=duplicatefiles``: other files with the same SHA-1."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.file_lists import FileFilter, NameRange, list_by_name, list_of_sha1s, repeated_sha1s
from mediawharf.model.clock import iso
from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class DuplicateFilesParams:
    """The parameters of prop=duplicatefiles."""

    limit: int = param(Limit(), "How many duplicates.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.")
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    local_only: bool = param(Flag(), "Look at files of this wiki only, as is always done.", default=False)


_MOST_AT_ONCE: Final = 2000  # files


def run(query: Query, asked: DuplicateFilesParams) -> Mapping[int, Any]:
    """The duplicates by the keys of their pages."""
    keys = {title: key for key, title in query.pages.titles().items()}
    rows: dict[int, list[Any]] = {}
    for title, duplicate in _duplicates(query, asked):
        row = {
            "name": duplicate.title.dbkey,
            "timestamp": iso(duplicate.timestamp),
            "shared": False,
            "user": duplicate.user_name,
        }
        rows.setdefault(keys[title], []).append(row)
    return {key: {"duplicatefiles": Tagged(found, "df")} for key, found in rows.items()}


def _duplicates(query: Query, asked: DuplicateFilesParams) -> Iterator[tuple[Title, FileRevision]]:
    """Each file of the query with each of its duplicates, up to the limit."""
    name, first = _place(asked.continue_)
    descending = asked.dir == "descending"
    titles = sorted(query.pages.titles().values(), key=lambda title: title.dbkey, reverse=descending)
    files = query.call.facilities.repo.current_of(query.connection, titles)
    repeated = repeated_sha1s(query.connection, {file.facts.sha1 for file in files.values()})
    copies = _Copies(query, repeated)
    room = asked.limit
    for title in titles:
        is_before = name is not None and (title.dbkey > name if descending else title.dbkey < name)
        if is_before or title not in files or files[title].facts.sha1 not in repeated:
            continue
        range_ = NameRange(room + 2, descending=descending, from_row=first if title.dbkey == name else None)
        for duplicate in copies.of(files[title].facts.sha1, range_):
            if duplicate.title == title:
                continue
            if room == 0:
                query.go_on_from("dfcontinue", f"{title.dbkey}|{duplicate.title.dbkey}")
                return
            room -= 1
            yield title, duplicate


class _Copies:
    """The files of some hashes: read at once as long as they are few."""

    def __init__(self, query: Query, sha1s: Collection[str]) -> None:
        self._connection = query.connection
        found = list_of_sha1s(query.connection, sha1s, limit=_MOST_AT_ONCE) if sha1s else []
        self._all = found if len(found) < _MOST_AT_ONCE else None

    def of(self, sha1: str, range_: NameRange) -> list[FileRevision]:
        """Those of one hash in a range of names."""
        if self._all is None:
            filter_ = FileFilter(sha1=sha1)
            return list_by_name(self._connection, range_, filter_=filter_, has_metadata=False)
        names = [file for file in self._all if file.facts.sha1 == sha1]
        if range_.descending:
            names.reverse()
        first = range_.from_row
        if first is not None:
            names = [n for n in names if (n.title.dbkey <= first if range_.descending else n.title.dbkey >= first)]
        return names[: range_.limit]


def _place(text: str | None) -> tuple[str | None, str | None]:
    """The names of a file and of its next duplicate; raises BadContinue."""
    if text is None:
        return None, None
    parts = text.split("|")
    if len(parts) != 2:
        raise BadContinue
    return parts[0], parts[1]


DUPLICATEFILES = Submodule(
    name="duplicatefiles",
    kind="prop",
    prefix="df",
    summary="List files that have the same SHA-1.",
    params=DuplicateFilesParams,
    run=run,
    generates=lambda query, asked: [duplicate.title for _, duplicate in _duplicates(query, asked)],
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Duplicatefiles",),
    examples=(("action=query&titles=File:Example.jpg&prop=duplicatefiles", "List duplicates of a file."),),
)
