"""What to warn of before a file is published: all that someone may still want to override.

The order is MediaWiki's, since clients such as pywikibot look at the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db import files
from mediawharf.model.file import FileFacts
from mediawharf.model.filename import ExtensionRules, ParsedName
from mediawharf.model.similar_names import has_bad_prefix, is_thumb_name, thumb_original
from mediawharf.model.title import Title
from mediawharf.model.warnings import (
    BadFilename,
    BadPrefix,
    DamagedFile,
    Duplicate,
    DuplicateArchive,
    DuplicateVersions,
    Exists,
    ExistsNormalized,
    LargeFile,
    NoChange,
    PageExists,
    Thumb,
    ThumbName,
    UnwantedType,
    UploadWarning,
    WasDeleted,
)
from mediawharf.repo.repo import Around, Repo


@dataclass(frozen=True, slots=True)
class WarningRules:
    """What the wiki warns of: extensions that it has no list for, and sizes in bytes above which (0: never)."""

    extensions: ExtensionRules
    large_bytes: int


class Checks:
    """Looks at the repository to tell what an upload would come upon."""

    def __init__(self, *, repo: Repo, rules: WarningRules) -> None:
        self._repo = repo
        self.rules = rules

    def warnings(
        self,
        connection: Connection,
        name: ParsedName,
        facts: FileFacts | None,
        *,
        around: Around,
        is_same: bool = False,
    ) -> tuple[UploadWarning, ...]:
        """All warnings for a file of that name; without facts (a chunk), those of the name alone.

        ``around`` is what there is around its title; ``is_same`` tells that the file there holds the very bytes.
        """
        title = name.accept()
        of_bytes = () if facts is None else self._of_bytes(connection, title, facts, around=around)
        of_versions = () if facts is None else self._of_versions(connection, facts, around=around, is_same=is_same)
        return (
            *self._of_name(name),
            *self._of_size(facts),
            *((WasDeleted(title),) if around.was_deleted and around.current is None else ()),
            *of_bytes,
            *self._of_title(connection, title, around=around),
            *of_versions,
        )

    def _of_name(self, name: ParsedName) -> Iterator[UploadWarning]:
        if name.changed:
            yield BadFilename(name.accept())
        if not self.rules.extensions.allows(name.extension):
            yield UnwantedType(name.extension, self.rules.extensions.allowed)

    def _of_size(self, facts: FileFacts | None) -> Iterator[UploadWarning]:
        limit = self.rules.large_bytes
        if facts is not None and limit and facts.size > limit:
            yield LargeFile(limit, facts.size)
        if facts is not None and facts.damage is not None:
            yield DamagedFile(facts.damage)

    def _of_bytes(
        self, connection: Connection, title: Title, facts: FileFacts, *, around: Around
    ) -> Iterator[UploadWarning]:
        if around.has_equal:
            equal = files.current_by_sha1(connection, [facts.sha1])
            yield Duplicate(tuple(one.title for one in equal if one.title != title))
        archived = files.archived_by_sha1(connection, facts.sha1) if around.has_deleted_equal else None
        if archived is not None:
            yield DuplicateArchive(archived.title)

    def _of_title(self, connection: Connection, title: Title, *, around: Around) -> Iterator[UploadWarning]:
        """At most one: what is at the title, or near it."""
        if around.current is not None:
            yield Exists(title)
            return
        near = self._repo.near(connection, title, around)
        original = thumb_original(title)
        if around.has_page:
            yield PageExists(title)
        elif near is not None:
            yield ExistsNormalized(near)
        elif original is not None and self._repo.current(connection, original) is not None:
            yield Thumb(title)
        elif is_thumb_name(title):
            yield ThumbName(title)
        elif has_bad_prefix(title):
            yield BadPrefix(title)

    def _of_versions(
        self, connection: Connection, facts: FileFacts, *, around: Around, is_same: bool
    ) -> Iterator[UploadWarning]:
        current = around.current
        if current is None:
            return
        if is_same:
            yield NoChange(current.timestamp)
        old = files.old_by_sha1(connection, current.title.dbkey, facts.sha1)
        if old:
            yield DuplicateVersions(tuple(one.timestamp for one in old))
