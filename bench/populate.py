"""Fills a database with files that have no bytes: pages, revisions, log entries and changes, as uploads write them."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert

from mediawharf.db.schema import (
    archived_file,
    file_revision,
    log_entry,
    page,
    page_restriction,
    page_revision,
    recent_change,
    stashed_file,
    watched_page,
)
from mediawharf.model.user import User

NAMESPACE = 6
UPLOADERS = 200
BATCH = 2000
TEXT = "{{Information|description=A picture}}\n[[Category:Pictures]]"
_TEXT_SHA1 = hashlib.sha1(TEXT.encode(), usedforsecurity=False).hexdigest()
_TYPES = (("jpg", "image/jpeg"), ("png", "image/png"), ("svg", "image/svg+xml"), ("gif", "image/gif"))
_WORDS = ("Amber", "Bridge", "Cloud", "Delta", "Ember", "Field", "Glade", "Harbour", "Isle", "Jetty", "Kiln", "Lake")


@dataclass(frozen=True, slots=True)
class Bulk:
    """How much to make: files, and who uploaded what is listed by user. Times go back from ``now``, in seconds."""

    files: int
    now: int
    owner: User
    step: int = 7  # seconds between two uploads


def fill(connection: Connection, bulk: Bulk) -> None:
    """Makes files, every tenth with an old version, every twentieth a copy; a tenth as many are deleted, or stashed."""
    chance = random.Random(1)
    for first in range(0, bulk.files, BATCH):
        numbers = range(first, min(first + BATCH, bulk.files))
        _files(connection, bulk, numbers, chance)
    for table, rows in (
        (archived_file, _archived(bulk, chance)),
        (stashed_file, _stashed(bulk)),
        (watched_page, _watched(bulk)),
        (page_restriction, _restricted(bulk)),
    ):
        _insert(connection, table, list(rows))
    connection.exec_driver_sql("ANALYZE")


def name_of(number: int) -> str:
    """The database key of a file; names are spread over the alphabet."""
    word = _WORDS[number * 7 % len(_WORDS)]
    return f"{word}_{number:07d}.{_TYPES[number % len(_TYPES)][0]}"


def sha1_of(number: int) -> str:
    """A file's SHA-1; every twentieth file has that of its neighbour."""
    return hashlib.sha1(str(number - (number % 20 == 1)).encode(), usedforsecurity=False).hexdigest()


def _files(connection: Connection, bulk: Bulk, numbers: Sequence[int], chance: random.Random) -> None:
    rows: dict[str, list[dict[str, Any]]] = {"page": [], "text": [], "file": [], "log": [], "change": []}
    for number in numbers:
        at, user = bulk.now - (bulk.files - number) * bulk.step, _user(number, bulk)
        who = {"user_id": user[0], "user_name": user[1], "timestamp": at}
        place = {"namespace": NAMESPACE, "title": name_of(number)}
        rows["page"].append({
            "id": number + 1, **place, "latest_id": number + 1, "length": len(TEXT), "touched": at,
            "redirect_namespace": None, "redirect_title": None,
        })  # fmt: skip
        rows["text"].append({
            "id": number + 1, "page_id": number + 1, "parent_id": 0, **who, "comment": "", "minor": False,
            "text": TEXT, "size": len(TEXT), "sha1": _TEXT_SHA1, "deleted_namespace": None, "deleted_title": None,
        })  # fmt: skip
        rows["file"].append({"title": name_of(number), **_facts(number, chance), **who, "archive_name": None})
        if number % 10 == 0:
            old = {"timestamp": at - 5, "archive_name": f"20200101000000!{name_of(number)}"}
            rows["file"].append({"title": name_of(number), **_facts(number + 1, chance), **who, **old})
        rows["log"].append({
            "id": number + 1, "type": "upload", "action": "upload", **who, **place, "page_id": number + 1,
            "comment": "", "params": {"img_sha1": "x", "img_timestamp": "x"}, "tags": [],
        })  # fmt: skip
        rows["change"].append({
            "id": number + 1, "type": "log", **who, **place, "page_id": number + 1, "revision_id": number + 1,
            "old_revision_id": 0, "old_length": 0, "new_length": 0, "comment": "", "minor": False, "bot": False,
            "log_id": number + 1, "tags": [],
        })  # fmt: skip
    tables = {"page": page, "text": page_revision, "file": file_revision, "log": log_entry, "change": recent_change}
    for name, table in tables.items():
        _insert(connection, table, rows[name])


def _user(number: int, bulk: Bulk) -> tuple[int, str]:
    # Every fiftieth file is the owner's, so that there is something to page through.
    if number % 50 == 0:
        return bulk.owner.id, bulk.owner.name
    return 1000 + number % UPLOADERS, f"User {number % UPLOADERS}"


def _facts(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "blob_key": f"none{number}",
        "size": chance.randrange(10_000, 20_000_000),
        "sha1": sha1_of(number),
        "sha256": None,
        "mime": _TYPES[number % len(_TYPES)][1],
        "media_type": "BITMAP",
        "width": 4000,
        "height": 3000,
        "bits": 8,
        "page_count": None,
        "metadata": {"Make": "Acme", "Model": "Cam 7", "ISOSpeedRatings": 200, "MEDIAWIKI_EXIF_VERSION": 2},
        "common_metadata": {},
        "damage": None,
        "comment": "",
    }


def _archived(bulk: Bulk, chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(bulk.files // 10):
        at = bulk.now - number * bulk.step
        yield {
            "title": f"Deleted_{name_of(number)}", **_facts(number + bulk.files, chance), "timestamp": at,
            "user_id": 1, "user_name": "User 1", "archive_name": None, "deleted_timestamp": at,
            "deleted_by": "Admin", "deleted_reason": "",
        }  # fmt: skip


def _stashed(bulk: Bulk) -> Iterator[dict[str, Any]]:
    for number in range(bulk.files // 10):
        at = bulk.now - number
        yield {
            "filekey": f"1{number:011d}.abcdef.{bulk.owner.id}.png", "account_id": bulk.owner.id, "state": "chunks",
            "blob_key": f"stash{number}", "filename": "a.png", "created": at, "touched": at,
            "expires": bulk.now + 86400, "offset": 1000, "filesize": 2000, "last_chunk_offset": 0, "facts": None,
            "next_filekey": None, "published_title": None, "published_revision_id": None,
        }  # fmt: skip


def _watched(bulk: Bulk) -> Iterator[dict[str, Any]]:
    for number in range(0, bulk.files, 10):
        yield {"account_id": bulk.owner.id, "namespace": NAMESPACE, "title": name_of(number), "expiry": None}


def _restricted(bulk: Bulk) -> Iterator[dict[str, Any]]:
    for number in range(0, bulk.files, 100):
        place = {"namespace": NAMESPACE, "title": name_of(number)}
        yield {**place, "type": "edit", "level": "sysop", "expiry": None}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for first in range(0, len(rows), BATCH):
        connection.execute(insert(table), rows[first : first + BATCH])
