"""A whole wharf without HTTP, on a folder of its own: for tests of what embeds it, and of Mediawharf itself."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from mediawharf.facilities import Facilities
from mediawharf.model.user import User
from mediawharf.services import Backends, build, open_backends
from mediawharf.settings import Settings
from mediawharf.stash.spool import Spool
from mediawharf.upload.request import FromChunk, FromFile, FromStash, UploadRequest
from mediawharf.upload.result import UploadResult


def png(mark: bytes, *, padding: int = 0) -> bytes:
    """A small PNG; two marks make two files."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes(12) for _ in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    private = chunk(b"prVt", mark) + chunk(b"prVp", b"\x55" * padding)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + private
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@dataclass(frozen=True)
class Wharf:
    """A server's inside, and two users of it."""

    facilities: Facilities
    backends: Backends
    user: User
    admin: User

    def upload(
        self, filename: str, content: bytes, *, user: User | None = None, is_held: bool = True, **options: object
    ) -> UploadResult:
        """Uploads a whole file, as a small one, which is held in memory, or as a large one."""
        stash = self.facilities.stash
        spool = stash.hold() if is_held else stash.spool()
        spool.write(memoryview(content))
        return self.send(UploadRequest(FromFile(spool), filename, **options), spool, user=user)  # type: ignore[arg-type]

    def send(self, request: UploadRequest, spool: Spool, *, user: User | None = None) -> UploadResult:
        """Does a request, and lets its bytes go as the way in by HTTP does."""
        try:
            return self.facilities.uploader.upload(request, user or self.user)
        finally:
            spool.discard()

    def publish(self, filename: str, filekey: str, *, user: User | None = None, **options: object) -> UploadResult:
        """Publishes a stashed file."""
        request = UploadRequest(FromStash(filekey), filename, **options)  # type: ignore[arg-type]
        return self.facilities.uploader.upload(request, user or self.user)

    def chunk(
        self,
        filename: str,
        content: bytes,
        *,
        offset: int,
        filesize: int,
        filekey: str | None = None,
        is_held: bool = True,
        **options: object,
    ) -> UploadResult:
        """Sends a chunk, as a small one, or as a large one: straight to its place if it may go there."""
        stash = self.facilities.stash
        spool = None if filekey is None or is_held else stash.spool_in_place(filekey, offset, self.user)
        spool = spool or (stash.hold if is_held else stash.spool)(is_hashed=offset == 0)
        spool.write(memoryview(content))
        source = FromChunk(spool, offset, filesize, filekey)
        return self.send(UploadRequest(source, filename, **options), spool)  # type: ignore[arg-type]


def close(wharf: Wharf) -> None:
    """Ends a wharf's threads and connections."""
    wharf.facilities.stop_drawing()
    wharf.facilities.threads.shutdown()
    wharf.facilities.database.close()


def make_wharf(folder: Path, **values: object) -> Wharf:
    """A wharf on a folder; its users are made when they are not there."""
    settings = Settings(data=folder, server="http://127.0.0.1:8080", **values)  # type: ignore[arg-type]
    backends = open_backends(settings)
    facilities = build(settings, backends)
    accounts = facilities.accounts
    user = accounts.find("Uploader") or accounts.create("Uploader", None)
    admin = accounts.find("Admin") or accounts.create("Admin", None, groups=["sysop", "bureaucrat"])
    return Wharf(facilities, backends, user, admin)
