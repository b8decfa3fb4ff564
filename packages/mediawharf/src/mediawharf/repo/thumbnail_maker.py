"""Makes thumbnails, each once, and keeps them as blobs.

The order: a row says who makes it, and is committed; it is drawn; its blob is sealed; the row gets the blob's key. A
crash in between leaves a row whose lease runs out, and at most a blob that no row names.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, Final, assert_never

from mediawharf.blobs.base import BlobKey, BlobMissing, BlobStore, BlobWriter
from mediawharf.db import thumbnails
from mediawharf.db.base import Database
from mediawharf.db.thumbnails import FailedThumbnail, PendingThumbnail, StoredThumbnail, ThumbnailState
from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_process import SandboxFailure
from mediawharf.media.thumbnails import Drawing, draw
from mediawharf.model.clock import Clock, Random
from mediawharf.model.file import FileFacts
from mediawharf.repo.thumbnails import View

_LOG = logging.getLogger(__name__)

FAILURE_AGE: Final = 3600  # seconds for which nobody tries again
_LONGEST_REASON: Final = 300


class ThumbnailPending(Exception):
    """Somebody else is making the thumbnail."""


class ThumbnailFailed(Exception):
    """The thumbnail cannot be made; ``reason`` is for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ThumbnailRules:
    """What is drawn at all: areas are in pixels, of a thumbnail and of all frames of an animation; times in seconds."""

    largest_area: int
    animated_area: int
    lease: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A thumbnail by what it is made of: the bytes of a file, what is known of them, and the view."""

    source_key: str
    facts: FileFacts
    view: View


class ThumbnailMaker:
    """Makes thumbnails; several processes that are asked for the same one agree by its row."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        sandbox: Sandbox,
        rules: ThumbnailRules,
        clock: Clock,
        random: Random,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._sandbox = sandbox
        self._rules = rules
        self._clock = clock
        self._random = random

    def find(self, picture: Picture) -> StoredThumbnail | None:
        """The thumbnail if it is there; raises ThumbnailFailed if it was tried in vain a short time ago."""
        with self._database.read() as connection:
            state = thumbnails.find(connection, picture.source_key, picture.view.key)
        return self._judged(state)

    def make(self, picture: Picture) -> StoredThumbnail:
        """The thumbnail, made if it is not there. Raises ThumbnailFailed, ThumbnailPending, SandboxBusy."""
        owner = self._random.base36(20)
        found = self._claimed(picture, owner)
        if found is not None:
            return found
        try:
            return self._made(picture, owner)
        except (SandboxFailure, BlobMissing) as failure:
            reason = f"{type(failure).__name__}: {failure}"[:_LONGEST_REASON]
            self._give_up(picture, owner, reason)
            raise ThumbnailFailed(reason) from failure
        except BaseException:
            with self._database.write() as connection:
                thumbnails.release(connection, picture.source_key, picture.view.key, owner=owner)
            raise

    def forget(self, source_keys: list[str]) -> None:
        """The thumbnails of the files with those blobs are gone, and failures forgotten."""
        with self._database.write() as connection:
            keys = thumbnails.drop(connection, source_keys)
        for key in keys:
            self._blobs.delete(BlobKey(key))

    def _claimed(self, picture: Picture, owner: str) -> StoredThumbnail | None:
        """The thumbnail, or None when it is the owner's to make."""
        if picture.view.width * picture.view.height > self._rules.largest_area:
            raise ThumbnailFailed("it would be too large")
        source, view = picture.source_key, picture.view.key
        with self._database.write() as connection:
            state = thumbnails.find(connection, source, view)
            found = self._judged(state)
            if found is None:
                if isinstance(state, PendingThumbnail) and self._clock.seconds() < state.begun + self._rules.lease:
                    raise ThumbnailPending
                thumbnails.claim(connection, source, view, owner=owner, now=self._clock.now())
        return found

    def _judged(self, state: ThumbnailState | None) -> StoredThumbnail | None:
        match state:
            case StoredThumbnail():
                return state
            case FailedThumbnail(reason, failed):
                if self._clock.seconds() < failed + FAILURE_AGE:
                    raise ThumbnailFailed(reason)
                return None
            case PendingThumbnail() | None:
                return None
            case _:
                assert_never(state)

    def _made(self, picture: Picture, owner: str) -> StoredThumbnail:
        with self._blobs.open(BlobKey(picture.source_key)) as source, TemporaryFile() as output:
            size = self._drawn(picture, source, output)
            key = self._stored(output, size)
        now = self._clock.now()
        with self._database.write() as connection:
            is_ours = thumbnails.keep(
                connection, picture.source_key, picture.view.key, owner=owner, blob_key=key, size=size, now=now
            )
        if not is_ours:  # the file was deleted or purged meanwhile
            self._blobs.delete(key)
            raise ThumbnailPending
        return StoredThumbnail(key, size, now)

    def _drawn(self, picture: Picture, source: BinaryIO, output: BinaryIO) -> int:
        facts, view = picture.facts, picture.view
        drawing = Drawing(
            mime=facts.mime,
            source_width=facts.width,
            source_height=facts.height,
            width=view.width,
            height=view.height,
            result=view.mime,
            page=view.page,
            is_low_quality=view.is_low_quality,
            animated_area=self._rules.animated_area,
        )
        return draw(self._sandbox, drawing, source=source, output=output, language=view.language).size

    def _stored(self, output: BinaryIO, size: int) -> BlobKey:
        writer: BlobWriter = self._blobs.create()
        with writer:
            try:
                writer.copy_from(output, offset=0, size=size)
                writer.seal(size=size)
            except BaseException:
                with suppress(ValueError):  # a writer whose sync failed is closed already
                    writer.discard()
                raise
        return writer.key

    def _give_up(self, picture: Picture, owner: str, reason: str) -> None:
        source, view, now = picture.source_key, picture.view.key, self._clock.now()
        with self._database.write() as connection:
            thumbnails.give_up(connection, source, view, owner=owner, reason=reason, now=now)
        _LOG.info("No thumbnail %s of %s: %s", view, source, reason)
