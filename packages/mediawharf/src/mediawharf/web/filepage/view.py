"""All that the page of a file shows, read in one transaction."""

from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.db import digests, files
from mediawharf.db.links import IncomingRange, LinkKind, list_incoming
from mediawharf.facilities import Facilities
from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.namespaces import CATEGORY, FILE
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.description import Description, describe
from mediawharf.pages.logs import LogFilter, TimeRange
from mediawharf.pages.pages import PageRecord
from mediawharf.pages.removal import PageRemoval
from mediawharf.pages.restrictions import Restriction
from mediawharf.web.filepage.abilities import Abilities, Present, abilities_of
from mediawharf.web.filepage.embeds import Embeds, embeds_of
from mediawharf.web.filepage.history import VersionHistory, version_history
from mediawharf.web.filepage.metadata_rows import MetadataTable, metadata_table
from mediawharf.web.filepage.preview import Preview, Rendition, downloads_of, preview_of, shown_file
from mediawharf.web.loglines import LogPage, log_page
from mediawharf.web.page_text import text_html

MOST_DUPLICATES: Final = 50
MOST_USES: Final = 100
_MOST_LOG_LINES: Final = 10


@dataclass(frozen=True, slots=True)
class FileContent:
    """What is told of the current version's bytes."""

    facts: FileFacts
    timestamp: int
    user_name: str
    url: str
    preview: Preview
    downloads: tuple[Rendition, ...]
    sha256: str | None  # computed some time after the upload
    metadata: MetadataTable
    embeds: Embeds


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file's page; without ``content`` there is no file of that title now."""

    title: Title
    page: PageRecord | None
    html: Markup | None  # its text; None where there is none
    content: FileContent | None
    description: Description
    history: VersionHistory
    duplicates: tuple[Title, ...]
    usage: tuple[Title, ...]  # pages that show the file
    log: LogPage
    deleted: int  # revisions of the file and of the page that can be brought back
    abilities: Abilities
    restrictions: tuple[Restriction, ...]
    is_watched: bool

    @property
    def caption(self) -> str:
        """What the file shows, in short."""
        return _caption(self.title, self.description)

    @property
    def category_titles(self) -> tuple[Title, ...]:
        """The categories that the page's text names."""
        return tuple(Title(CATEGORY, name.replace(" ", "_")) for name in self.description.categories)


def file_page(
    facilities: Facilities,
    title: Title,
    user: User,
    *,
    picture_page: int | None = None,
    history_from: tuple[int, int] | None = None,
) -> FilePage:
    """The page of that title in the file namespace, as the user may see it."""
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        text = "" if page is None else facilities.pages.text(connection, page)
        current = facilities.repo.current(connection, title)
        deleted = _deleted(facilities, connection, title)
        present = Present(page is not None, current is not None, deleted > 0)
        description = describe(text)
        return FilePage(
            title=title,
            page=page,
            html=text_html(facilities, connection, title, text) if text.strip() else None,
            content=None if current is None else _content(facilities, connection, current, description, picture_page),
            description=description,
            history=version_history(facilities, connection, title, current=current, from_row=history_from),
            duplicates=() if current is None else _duplicates(connection, current),
            usage=_usage(connection, title),
            log=_log(facilities, connection, title),
            deleted=deleted,
            abilities=abilities_of(connection, user, title, present=present, restrictions=facilities.restrictions),
            restrictions=facilities.restrictions.of(connection, title),
            is_watched=facilities.watchlist.find(connection, title, user=user) is not None,
        )


def _content(
    facilities: Facilities,
    connection: Connection,
    current: FileRevision,
    description: Description,
    picture_page: int | None,
) -> FileContent:
    file, urls = shown_file(current, facilities.urls.on_this_host()), facilities.urls
    return FileContent(
        facts=current.facts,
        timestamp=current.timestamp,
        user_name=current.user_name,
        url=file.url,
        preview=preview_of(file, page=picture_page),
        downloads=downloads_of(file, page=picture_page),
        sha256=digests.sha256_of(connection, current.id),
        metadata=metadata_table(current.facts),
        embeds=embeds_of(
            shown_file(current, urls), urls.page(current.title), caption=_caption(current.title, description)
        ),
    )


def _caption(title: Title, description: Description) -> str:
    """What the file shows, in short: the description if it is plain text, else the name without its extension."""
    told = next(iter(description.texts.values()), "")
    is_plain = bool(told) and len(told) <= 200 and not any(mark in told for mark in "[]{}<>'\n")
    return told if is_plain else title.text.rpartition(".")[0] or title.text


def _duplicates(connection: Connection, current: FileRevision) -> tuple[Title, ...]:
    found = files.current_by_sha1(connection, [current.facts.sha1])
    return tuple(one.title for one in found if one.title != current.title)[:MOST_DUPLICATES]


def _usage(connection: Connection, title: Title) -> tuple[Title, ...]:
    shown = list_incoming(connection, IncomingRange(LinkKind.FILE, (title,), MOST_USES))
    return tuple(mention.title for mention in shown)


def _deleted(facilities: Facilities, connection: Connection, title: Title) -> int:
    archived = len(files.archived_by_title(connection, title.dbkey, limit=100)) if title.namespace == FILE else 0
    return archived + PageRemoval(facilities.clock).count(connection, title)


def _log(facilities: Facilities, connection: Connection, title: Title) -> LogPage:
    """The log, less the entries that say that a page was made for an uploaded file."""
    found = log_page(facilities, connection, TimeRange(_MOST_LOG_LINES + 1), filter_=LogFilter(title=title))
    return replace(found, lines=tuple(line for line in found.lines if line.type != "create"))
