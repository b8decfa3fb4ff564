"""The pages that a query is about, from titles, pageids or revids."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from sqlalchemy import Connection

from mediawharf.api.call import Call
from mediawharf.api.params import split
from mediawharf.api.request_errors import MultiSource
from mediawharf.api.result import Keyed, Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.model.errors import Message
from mediawharf.model.namespaces import FILE, SPECIAL
from mediawharf.model.title import InvalidTitle, Title


class Entry(Struct, frozen=True):
    """One page of the set. ``key`` is its id, or a negative number for what is no page."""

    key: int
    title: Title | None
    record: PageRecord | None = None
    text: str = ""  # of an invalid title: as it was asked for
    invalid_reason: str | None = None

    def shown(self) -> dict[str, Any]:
        """What the reply tells of the page itself."""
        if self.title is None:
            if self.invalid_reason is None:
                return {"pageid": int(self.text), "missing": True}
            return {"title": self.text, "invalidreason": self.invalid_reason, "invalid": True}
        shown: dict[str, Any] = {} if self.record is None else {"pageid": self.record.id}
        shown |= {"ns": self.title.namespace, "title": self.title.prefixed}
        if self.title.namespace == SPECIAL:
            shown["special"] = True
        elif self.record is None:
            shown["missing"] = True
        return shown


@dataclass(slots=True)
class PageSet:
    """Pages in the order of the reply, and how the names that were asked for led to them."""

    entries: list[Entry] = field(default_factory=list)
    normalized: dict[str, str] = field(default_factory=dict)
    cleaned: dict[str, str] = field(default_factory=dict)  # what was sent in another form than NFC, escaped
    redirects: dict[Title, Title] = field(default_factory=dict)
    bad_revision_ids: tuple[int, ...] = ()
    revision_ids: tuple[int, ...] = ()

    def titles(self, namespace: int = FILE) -> dict[int, Title]:
        """The valid titles of a namespace, by the keys of their entries."""
        return {e.key: e.title for e in self.entries if e.title is not None and e.title.namespace == namespace}

    def records(self) -> dict[int, PageRecord]:
        """The pages that exist, by id."""
        return {entry.key: entry.record for entry in self.entries if entry.record is not None}

    def shown(self, *, version: int) -> dict[str, Any]:
        """The reply's lists of normalised names and followed redirects."""
        out: dict[str, Any] = {}
        if self.normalized or self.cleaned:
            encoded = {} if version == 1 else {"fromencoded": False}
            escaped = [{"fromencoded": True, "from": a, "to": b} for a, b in self.cleaned.items()]
            plain = [{**encoded, "from": a, "to": b} for a, b in self.normalized.items()]
            out["normalized"] = Tagged([*escaped, *plain], "n")
        if self.redirects:
            pairs = [{"from": a.prefixed, "to": b.prefixed} for a, b in self.redirects.items()]
            out["redirects"] = Tagged(pairs, "r")
        if self.bad_revision_ids:
            bad = {str(i): {"revid": i, "missing": True} for i in self.bad_revision_ids}
            out["badrevids"] = Keyed(bad, "rev")
        return out


@dataclass(frozen=True, slots=True)
class Asked:
    """What the request names: titles, pageids or revids, one of them at most."""

    titles: tuple[str, ...] = ()
    pageids: tuple[int, ...] = ()
    revids: tuple[int, ...] = ()
    redirects: bool = False


_NOTHING = Asked()


@dataclass(frozen=True, slots=True)
class _Invalid:
    text: str
    reason: str


class PageSets:
    """Finds the pages that a request names."""

    def __init__(self, call: Call, connection: Connection) -> None:
        self._call = call
        self._connection = connection

    def find(self, asked: Asked) -> PageSet:
        """The set of the pages asked for; raises MultiSource when they are named in two ways."""
        if asked == _NOTHING:
            return PageSet()
        named = [name for name in ("titles", "pageids", "revids") if getattr(asked, name)]
        if len(named) > 1:
            raise MultiSource(named[-1])
        if asked.revids:
            return self._of_revisions(asked.revids)
        if asked.pageids:
            return self._of_ids(asked.pageids, follow=asked.redirects)
        found = self._of_texts(asked.titles, follow=asked.redirects)
        sent = split(self._call.fields.get("titles") or "")
        pairs = zip(sent, asked.titles, strict=False)
        found.cleaned = {quote(was, safe=""): now for was, now in pairs if was != now}
        return found

    def of_titles(self, titles: Iterable[Title], *, follow: bool = False) -> PageSet:
        """The set of titles that a generator gives."""
        return self._filled(list(dict.fromkeys(titles)), PageSet(), follow=follow)

    def _of_texts(self, texts: Iterable[str], *, follow: bool) -> PageSet:
        found = PageSet()
        wanted: list[Title | _Invalid] = []
        for text in dict.fromkeys(texts):
            try:
                title = Title.parse(text)
            except InvalidTitle as refused:
                reason = self._call.facilities.messages.text(Message(refused.reason, refused.params))
                wanted.append(_Invalid(text, reason))
                continue
            wanted.append(title)
            if title.prefixed != text:
                found.normalized[text] = title.prefixed
        return self._filled(wanted, found, follow=follow)

    def _filled(self, wanted: Sequence["Title | _Invalid"], found: PageSet, *, follow: bool) -> PageSet:
        # As on the wire: what can be no page takes the first negative numbers, then missing pages; in the list,
        # missing pages come first, and existing ones last, by namespace and name.
        titles = [title for title in wanted if isinstance(title, Title)]
        records = self._call.facilities.pages.find_many(self._connection, set(titles))
        if follow:
            targets = {record.redirect for record in records.values() if record.redirect is not None}
            records |= self._call.facilities.pages.find_many(self._connection, targets)
            wanted = [self._followed(each, records, found) if isinstance(each, Title) else each for each in wanted]
        wanted = list(dict.fromkeys(wanted))
        odd: list[Title | _Invalid] = []
        absent: list[Title] = []
        there: list[Entry] = []
        for each in wanted:
            if isinstance(each, _Invalid) or each.namespace < 0:
                odd.append(each)
            elif (record := records.get(each)) is None:
                absent.append(each)
            else:
                there.append(Entry(record.id, each, record))
        there.sort(key=_place)
        found.entries = [*_numbered(odd, absent), *there]
        return found

    def _followed(self, title: Title, records: dict[Title, PageRecord], found: PageSet) -> Title:
        """Where the title's redirects lead in the end; a circle ends where it would begin anew."""
        seen: set[Title] = set()
        while title not in seen and title in records and (target := records[title].redirect) is not None:
            seen.add(title)
            found.redirects[title] = target
            if target not in records:
                records |= self._call.facilities.pages.find_many(self._connection, {target})
            title = target
        return title

    def _of_ids(self, ids: tuple[int, ...], *, follow: bool = False) -> PageSet:
        records = self._call.facilities.pages.find_many_by_id(self._connection, set(ids))
        wanted = dict.fromkeys(ids)
        missing = [Entry(i, None, text=str(i)) for i in wanted if i not in records]
        found = self._filled([record.title for record in records.values()], PageSet(), follow=follow)
        if not follow:
            found.entries.sort(key=lambda entry: entry.key)
        found.entries = [*missing, *found.entries]
        return found

    def _of_revisions(self, ids: tuple[int, ...]) -> PageSet:
        revisions = self._call.facilities.pages.find_revisions(self._connection, set(ids))
        found = self._of_ids(tuple(dict.fromkeys(r.page_id for r in revisions.values())))
        found.revision_ids = tuple(i for i in ids if i in revisions)
        found.bad_revision_ids = tuple(i for i in ids if i not in revisions)
        return found


def _numbered(odd: Sequence[Title | _Invalid], absent: Sequence[Title]) -> list[Entry]:
    """The entries of what is no page."""
    missing = [Entry(-1 - len(odd) - place, title) for place, title in enumerate(absent)]
    invalid: list[Entry] = []
    special: list[Entry] = []
    for place, each in enumerate(odd):
        if isinstance(each, _Invalid):
            invalid.append(Entry(-1 - place, None, text=each.text, invalid_reason=each.reason))
        else:
            special.append(Entry(-1 - place, each))
    return [*missing, *invalid, *special]


def _place(entry: Entry) -> tuple[int, str]:
    assert entry.title is not None, "pages that are there have titles"
    return entry.title.namespace, entry.title.dbkey
