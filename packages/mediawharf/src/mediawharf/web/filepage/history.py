"""The history of a file: each version with a small picture, and what can be done with it."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.db.file_lists import list_old
from mediawharf.facilities import Facilities
from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title
from mediawharf.repo.urls import Urls
from mediawharf.web.comments import Comments
from mediawharf.web.filepage.preview import Rendition, small_picture

MOST_VERSIONS: Final = 50
_SIDE: Final = 120  # pixels of a version's picture


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file; the current one has no archive name."""

    id: int
    archive_name: str | None
    url: str
    picture: Rendition | None
    timestamp: int
    size: int
    width: int
    height: int
    mime: str
    sha1: str
    user_name: str
    comment: Markup


@dataclass(frozen=True, slots=True)
class VersionHistory:
    """Versions, the current one first; ``following`` is the time and the id to go on from where there are more."""

    versions: tuple[Version, ...]
    following: tuple[int, int] | None = None


def version_history(
    facilities: Facilities,
    connection: Connection,
    title: Title,
    *,
    current: FileRevision | None,
    from_row: tuple[int, int] | None = None,
    limit: int = MOST_VERSIONS,
) -> VersionHistory:
    """A file's versions, at most so many old ones; from a time and an id on if the page before left off there."""
    old = list_old(connection, title.dbkey, limit=limit + 1, from_row=from_row)
    shown = old[:limit] if current is None or from_row is not None else [current, *old[:limit]]
    comments = Comments.of(
        connection,
        (one.comment for one in shown),
        pages=facilities.pages,
        article_path=facilities.settings.article_path,
    )
    following = (old[-1].timestamp, old[-1].id) if len(old) > limit else None
    return VersionHistory(tuple(_version(one, facilities.urls.on_this_host(), comments) for one in shown), following)


def _version(revision: FileRevision, urls: Urls, comments: Comments) -> Version:
    facts = revision.facts
    return Version(
        id=revision.id,
        archive_name=revision.archive_name,
        url=urls.revision(revision),
        picture=small_picture(revision, urls, side=_SIDE),
        timestamp=revision.timestamp,
        size=facts.size,
        width=facts.width,
        height=facts.height,
        mime=facts.mime,
        sha1=facts.sha1,
        user_name=revision.user_name,
        comment=comments.html(revision.comment, revision.title),
    )
