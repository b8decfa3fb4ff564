"""Pages whose titles start with a text: what the searches here find."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import cut, title_part
from mediawharf.api.named_page import BadTitle
from mediawharf.db.pages import PageRange, PageRecord
from mediawharf.model.namespaces import MAIN, SPECIAL, namespace_by_name


@dataclass(frozen=True, slots=True)
class TitleSearch:
    """A text to find titles by, in some namespaces unless it names one itself: ``file:map``."""

    text: str
    namespaces: tuple[int, ...]

    def count(self, query: Query) -> int:
        """How many pages there are to be found."""
        pages = query.call.facilities.pages
        return sum(pages.count(query.connection, namespace, prefix=prefix) for namespace, prefix in self._prefixes())

    def find(self, query: Query, *, limit: int, offset: int) -> list[PageRecord]:
        """Pages by namespace and name, from the place ``offset`` on."""
        found: list[PageRecord] = []
        pages, skip = query.call.facilities.pages, offset
        for namespace, prefix in self._prefixes():
            if len(found) == limit:
                break
            if skip:
                there = pages.count(query.connection, namespace, prefix=prefix)
                if there <= skip:
                    skip -= there
                    continue
            wanted = PageRange(limit=limit - len(found), namespace=namespace, prefix=prefix, skip=skip)
            found += pages.in_namespace(query.connection, wanted)
            skip = 0
        return found

    def page(self, query: Query, *, limit: int, offset: int, parameter: str) -> Sequence[PageRecord]:
        """At most ``limit`` of what is found; where there is more, the reply tells in ``parameter`` how to go on."""
        pages, following = cut(self.find(query, limit=limit + 1, offset=offset), limit)
        if following is not None:
            query.go_on_from(parameter, offset + limit)
        return pages

    def _prefixes(self) -> Iterator[tuple[int, str]]:
        namespaces, text = self._named()
        for namespace in sorted(set(namespaces)):
            try:
                yield namespace, title_part(text, namespace) if text else ""
            except BadTitle:  # no title can start so: nothing is found
                continue

    def _named(self) -> tuple[Sequence[int], str]:
        text = self.text.strip().lstrip(":")
        prefix, colon, rest = text.partition(":")
        found = namespace_by_name(prefix.strip()) if colon else None
        if found is None or found.id <= SPECIAL:
            return self.namespaces or (MAIN,), text  # an empty list means what none means
        return (found.id,), rest.strip()
