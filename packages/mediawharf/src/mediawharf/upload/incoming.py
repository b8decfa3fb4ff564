"""Bytes that an upload has got hold of, wherever they are from."""

from typing import Protocol

from mediawharf.blobs.base import StorageFull
from mediawharf.model.file import FileFacts
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.errors import IncompleteUpload, NoStorage, StashFull
from mediawharf.stash.spool import Spool
from mediawharf.stash.stash import Stash
from mediawharf.upload.errors import EmptyFile, FileTooLarge
from mediawharf.upload.verify import VerificationRules, Verified, verify, verify_again


class Incoming(Protocol):
    """The bytes of one upload, until they are kept or dropped."""

    is_kept: bool

    @property
    def blob_key(self) -> str:
        """The blob that holds them."""

    @property
    def filekey(self) -> str | None:
        """The key they go by in the stash already."""

    def verify(self, filename: str, rules: VerificationRules) -> Verified:
        """What is known of them; raises what ``verify`` raises."""

    def make_durable(self) -> None:
        """Puts them on the disk for good; raises NoStorage."""

    def keep(self, verified: Verified, filename: str, user: User) -> StashedFile:
        """Puts them under a key of the user; raises NoStorage, StashFull."""

    def leave(self) -> None:
        """Ends the upload's hold: bytes that nobody has kept are removed."""


class FromRequest:
    """A file that came with the request, or was fetched: nobody else knows of it yet."""

    def __init__(self, spool: Spool, stash: Stash) -> None:
        self._spool = spool
        self._stash = stash
        self._is_sealed = False
        self.is_kept = False

    @property
    def blob_key(self) -> str:
        """The blob that holds them."""
        return self._spool.blob_key

    @property
    def filekey(self) -> str | None:
        """None: they are in no stash."""
        return None

    def verify(self, filename: str, rules: VerificationRules) -> Verified:
        """What is known of them, from their content."""
        if self._spool.size == 0:
            raise EmptyFile
        if self._spool.is_too_large:
            raise FileTooLarge(self._spool.size, rules.maximum_bytes)
        try:
            self._spool.begin_sync()  # the disk is at work while the bytes are looked at
        except StorageFull as full:
            raise NoStorage(full.wanted) from full
        running = self._spool.running_hash
        assert running is not None, "a whole file is hashed while it comes in"
        with self._spool.open() as file:
            return verify(file, filename, size=self._spool.size, sha1=running.hexdigest(), rules=rules)

    def make_durable(self) -> None:
        """Seals the blob."""
        try:
            self._spool.seal(size=self._spool.size)
        except StorageFull as full:
            raise NoStorage(full.wanted) from full
        self._is_sealed = True

    def keep(self, verified: Verified, filename: str, user: User) -> StashedFile:
        """Puts them under a fresh key."""
        if self._stash.held_bytes(user) + self._spool.size > self._stash.limits.account_bytes:
            raise StashFull(self._stash.limits.account_bytes)
        self.make_durable()
        stashed = self._stash.keep(
            blob_key=self.blob_key, facts=verified.facts, user=user, filename=filename, extension=verified.extension
        )
        self.is_kept = True
        return stashed

    def leave(self) -> None:
        """Removes the bytes unless they were kept."""
        if self.is_kept:
            return
        if self._is_sealed:
            self._stash.delete_blob(self.blob_key)
        else:
            self._spool.discard()


class Kept:
    """A file that lies in the stash."""

    def __init__(self, stashed: StashedFile) -> None:
        if stashed.state == "chunks":
            raise IncompleteUpload(stashed.offset, stashed.filesize)
        self._stashed = stashed
        self.is_kept = True

    @property
    def blob_key(self) -> str:
        """The blob that holds them."""
        return self._stashed.blob_key or ""

    @property
    def filekey(self) -> str | None:
        """The key they go by."""
        return self._stashed.filekey

    @property
    def facts(self) -> FileFacts:
        """What was found when they were stashed."""
        assert self._stashed.facts is not None, "a whole file has facts"
        return self._stashed.facts

    def verify(self, filename: str, rules: VerificationRules) -> Verified:
        """What was found when they were stashed, held against the name they are to get."""
        return verify_again(self.facts, filename, rules=rules)

    def make_durable(self) -> None:
        """Does nothing: a stashed file is durable."""

    def keep(self, verified: Verified, filename: str, user: User) -> StashedFile:  # noqa: ARG002 - Incoming's face
        """The row they have: the key they came by stays good."""
        return self._stashed

    def leave(self) -> None:
        """Does nothing: they stay in the stash until published or expired."""
