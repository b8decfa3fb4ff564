"""Fills a tiny disk through LocalBlobStore and prints what came of it; run by test_local on a disk of its own."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

from mediawharf.blobs.base import BlobKey, StorageFull, random_blob_key
from mediawharf.blobs.local import LocalBlobStore
from mediawharf.model.clock import Random

MIB = b"z" * (1 << 20)


def wanted(write: Callable[[], object]) -> int | None:
    try:
        write()
    except StorageFull as full:
        return full.wanted
    return None


def main(root: Path) -> None:
    folders = iter("ab")  # a key's first character is its folder: the second blob needs one that is not there yet
    store = LocalBlobStore(root, random_key=lambda: BlobKey(next(folders) + random_blob_key(Random())[1:]))
    with store.create() as writer:
        writer.write(b"acknowledged")
        writer.sync()
        by_write = wanted(lambda: writer.write(MIB))
        by_copy = wanted(lambda: writer.copy_from(io.BytesIO(MIB), offset=0, size=len(MIB)))
        by_create = wanted(store.create)
        writer.seal(size=writer.position)
    kept = store.path(writer.key).read_bytes().decode()
    print(json.dumps({"write": by_write, "copy": by_copy, "create": by_create, "kept": kept}))  # noqa: T201


main(Path(sys.argv[1]))
