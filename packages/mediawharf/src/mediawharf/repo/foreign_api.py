"""A shared repository that is another wiki, asked by its API as MediaWiki's ForeignAPIRepo asks.

What was told is remembered for a while, that there is no file too. After a silence the wiki is left alone for a time,
so that one that is down costs no request more than a moment.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from mediawharf.model.clock import Clock
from mediawharf.model.file import FileFacts
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.repo.foreign import ForeignFile, ForeignRepoSilent, RepoFacts

MOST_TITLES: Final = 50  # in one request
MOST_REMEMBERED: Final = 5_000
QUIET_SECONDS: Final = 30
_MOST_TEXT: Final = 500
_PROPS: Final = "timestamp|user|comment|url|size|sha1|metadata|mime|mediatype|bitdepth|extmetadata"


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many seconds what was told is believed."""

    found: int = 3600
    missing: int = 300
    description: int = 12 * 3600


@dataclass(slots=True)
class _Memory:
    """What was told, until when; the oldest is forgotten first."""

    entries: OrderedDict[tuple[str, Title], tuple[int, Any]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def find(self, key: tuple[str, Title], now: int) -> tuple[int, Any] | None:
        with self.lock:
            entry = self.entries.get(key)
            return None if entry is None or entry[0] <= now else entry

    def keep(self, key: tuple[str, Title], value: Any, *, until: int) -> None:
        with self.lock:
            self.entries[key] = until, value
            self.entries.move_to_end(key)
            while len(self.entries) > MOST_REMEMBERED:
                self.entries.popitem(last=False)


class ForeignApi:
    """Asks a wiki at the address of its ``api.php``. ``fetch`` gets an address; it raises ForeignRepoSilent."""

    def __init__(
        self, name: str, api_url: str, *, fetch: Callable[[str], bytes], clock: Clock, keeping: Keeping | None = None
    ) -> None:
        self._api_url = api_url
        self._fetch = fetch
        self._clock = clock
        self._keeping = Keeping() if keeping is None else keeping
        self._memory = _Memory()
        self._quiet_until = 0
        parts = urlsplit(api_url)
        self._facts = RepoFacts(name, f"{parts.scheme}://{parts.netloc}", api_url)

    @property
    def facts(self) -> RepoFacts:
        """Its name and address."""
        return self._facts

    def find(self, titles: Collection[Title]) -> Mapping[Title, ForeignFile]:
        """Those of the titles that are files there; raises ForeignRepoSilent."""
        now = self._clock.now()
        found: dict[Title, ForeignFile] = {}
        unknown = []
        for title in sorted(titles, key=lambda each: each.dbkey):
            entry = self._memory.find(("file", title), now)
            if entry is None:
                unknown.append(title)
            elif entry[1] is not None:
                found[title] = entry[1]
        for first in range(0, len(unknown), MOST_TITLES):
            some = unknown[first : first + MOST_TITLES]
            told = self._ask(some)
            for title in some:
                file = told.get(title)
                age = self._keeping.missing if file is None else self._keeping.found
                self._memory.keep(("file", title), file, until=now + age)
            found |= told
        return found

    def description(self, title: Title) -> str | None:
        """The file's description as the wiki renders it; None if it has none, or is silent."""
        now = self._clock.now()
        entry = self._memory.find(("description", title), now)
        if entry is not None:
            known: str | None = entry[1]
            return known
        index = self._api_url.removesuffix("api.php") + "index.php"
        try:
            text = self._get(f"{index}?{urlencode({'title': title.prefixed, 'action': 'render'})}").decode()
        except (ForeignRepoSilent, UnicodeDecodeError):
            return None
        self._memory.keep(("description", title), text, until=now + self._keeping.description)
        return text

    def _ask(self, titles: Collection[Title]) -> dict[Title, ForeignFile]:
        query = {
            "action": "query", "format": "json", "formatversion": "2", "redirects": "1", "prop": "imageinfo",
            "iiprop": _PROPS, "iimetadataversion": "latest", "titles": "|".join(each.prefixed for each in titles),
        }  # fmt: skip
        body = self._get(f"{self._api_url}?{urlencode(query)}")
        try:
            reply = json.loads(body)
            return dict(self._files(reply["query"], titles))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self._fall_quiet()
            raise ForeignRepoSilent(f"its answer cannot be understood ({type(error).__name__})") from error

    def _get(self, url: str) -> bytes:
        if self._clock.now() < self._quiet_until:
            raise ForeignRepoSilent("it did not answer a moment ago")
        try:
            return self._fetch(url)
        except ForeignRepoSilent:
            self._fall_quiet()
            raise

    def _fall_quiet(self) -> None:
        self._quiet_until = self._clock.now() + QUIET_SECONDS

    def _files(self, told: Any, titles: Collection[Title]) -> Iterator[tuple[Title, ForeignFile]]:
        """The files of a reply, by the titles that were asked for."""
        renamed = {each["to"]: each["from"] for key in ("redirects", "normalized") for each in told.get(key, ())}
        wanted = set(titles)
        for page in told.get("pages", ()):
            infos = page.get("imageinfo")
            if not infos or "url" not in infos[0]:
                continue
            name = page["title"]
            for _ in range(2):
                title = _title(name)
                if title in wanted and title is not None:
                    yield title, self._file(title, infos[0])
                name = renamed.get(name, name)

    def _file(self, title: Title, info: Mapping[str, Any]) -> ForeignFile:
        url = str(info["url"])
        if not url.startswith(("http://", "https://")):
            raise ValueError(url)
        return ForeignFile(
            repo=self._facts.name,
            title=title,
            facts=_facts(info),
            timestamp=_timestamp(info.get("timestamp")),
            user_name=str(info.get("user", ""))[:_MOST_TEXT],
            comment=str(info.get("comment", ""))[:_MOST_TEXT],
            url=url,
            page_url=_address(info.get("descriptionurl")),
            thumbnail_url=_thumbnails(url),
            extmetadata=info.get("extmetadata") if isinstance(info.get("extmetadata"), dict) else None,
        )


def _facts(info: Mapping[str, Any]) -> FileFacts:
    metadata = info.get("metadata")
    return FileFacts(
        size=int(info.get("size", 0)),
        sha1=str(info.get("sha1", "")),
        mime=str(info.get("mime", "application/octet-stream")),
        media_type=str(info.get("mediatype", "UNKNOWN")),
        width=int(info.get("width", 0)),
        height=int(info.get("height", 0)),
        bits=int(info.get("bitdepth", 0)),
        page_count=int(info["pagecount"]) if "pagecount" in info else None,
        metadata=None if metadata is None else {str(each["name"]): each["value"] for each in metadata},
        common_metadata={},
    )


def _thumbnails(url: str) -> Callable[[str], str] | None:
    """Thumbnails stand beside the file, as MediaWiki lays them out; None when the file's address is not laid out so."""
    before, _, name = url.partition("?")[0].rpartition("/")
    base, _, folder = before.rpartition("/")
    base, _, outer = base.rpartition("/")
    if len(folder) != 2 or outer != folder[:1]:
        return None
    return lambda thumbnail: f"{base}/thumb/{outer}/{folder}/{name}/{thumbnail}"


def _title(text: str) -> Title | None:
    try:
        return Title.parse(text)
    except InvalidTitle:
        return None


def _timestamp(text: Any) -> int:
    try:
        return parse_timestamp(str(text), now=0)
    except BadTimestamp:
        return 0


def _address(text: Any) -> str:
    return text if isinstance(text, str) and text.startswith(("http://", "https://")) else ""
