"""Finds pages by words of their titles and texts, by category and by licence.

The index is not written when a page is: it follows the recent changes, at the latest when somebody searches, so an
upload pays nothing for it. Each change is of a page whose terms are made anew from what the page is then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from mediawharf.db import search_terms as rows
from mediawharf.db.base import Database
from mediawharf.db.pages import PageRecord
from mediawharf.db.search_terms import Terms, TouchedPages
from mediawharf.model.title import Title
from mediawharf.pages.pages import Pages
from mediawharf.pages.terms import terms_of, words

BATCH: Final = 200  # changes taken in within one transaction
SHORTEST_START: Final = 2  # letters that the last word must have to stand for all words that begin so
_MOST_WORDS: Final = 12
_MOST_ENDINGS: Final = 30
_MANY: Final = 2000  # pages from which on a term counts as common


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to search for: words, of which the last may be unfinished, and other terms (see ``terms``).

    ``before`` is the page id below which the next page of results begins.
    """

    text: str = ""
    others: tuple[str, ...] = ()
    namespaces: tuple[int, ...] = ()
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Searches, and keeps the index."""

    database: Database
    pages: Pages
    batch: int = field(default=BATCH)

    def catch_up(self) -> bool:
        """Takes in some of the changes that the index does not know yet; whether there may be more."""
        with self.database.read() as connection:
            if rows.touched_after(connection, rows.progress(connection), limit=1) is None:
                return False
        with self.database.write() as connection:
            touched = rows.touched_after(connection, rows.progress(connection), limit=self.batch)
            if touched is None:
                return False
            self._take_in(connection, touched)
            rows.set_progress(connection, touched.last_change_id)
        return True

    def find(self, connection: Connection, wanted: Wanted) -> list[PageRecord]:
        """The pages that hold all that is wanted, the newest pages first; none where nothing is wanted."""
        page_ids = [page_id for terms in self._terms(connection, wanted) for page_id in _ids(connection, terms, wanted)]
        first = sorted(set(page_ids), reverse=True)[: wanted.limit]
        found = self.pages.find_many_by_id(connection, first)
        return [found[page_id] for page_id in first if page_id in found]

    def _terms(self, connection: Connection, wanted: Wanted) -> list[Terms]:
        """The ways to find it, any of which does: usually one, by the rarest of the terms."""
        asked = words(wanted.text)[:_MOST_WORDS]
        whole = [*dict.fromkeys((*wanted.others, *asked[:-1]))]
        last = asked[-1] if asked else None
        if last is not None and (len(last) < SHORTEST_START or wanted.text[-1:].isspace()):
            whole, last = [*dict.fromkeys((*whole, last))], None
        endings = [] if last is None else rows.terms_that_begin(connection, last, limit=_MOST_ENDINGS)
        if last is not None and not endings:
            return []
        counts = {term: rows.count_up_to(connection, term, _MANY) for term in whole}
        rarest = min(counts, key=lambda term: counts[term], default=None)
        is_known = len(endings) < _MOST_ENDINGS  # else there may be more endings than these
        if rarest is None or (last is not None and is_known and self._are_rarer(connection, endings, counts[rarest])):
            return [Terms(ending, whole) for ending in endings]
        return [Terms(rarest, [term for term in whole if term != rarest], last)]

    def _are_rarer(self, connection: Connection, endings: Sequence[str], count: int) -> bool:
        return sum(rows.count_up_to(connection, ending, count) for ending in endings) < count

    def _take_in(self, connection: Connection, touched: TouchedPages) -> None:
        by_id = self.pages.find_many_by_id(connection, touched.page_ids)
        named = self.pages.find_many(connection, [Title(namespace, name) for namespace, name in touched.names])
        there = {page.id: page for page in (*by_id.values(), *named.values())}
        texts = self.pages.texts(connection, [page.latest_id for page in there.values()])
        for page in there.values():
            rows.replace_terms(connection, page.id, terms_of(page.title, texts[page.latest_id]))
        for page_id in touched.page_ids - there.keys():
            rows.replace_terms(connection, page_id, ())


def _ids(connection: Connection, terms: Terms, wanted: Wanted) -> Collection[int]:
    return rows.find_page_ids(connection, terms, namespaces=wanted.namespaces, before=wanted.before, limit=wanted.limit)
