"""A block as the wire shows it, in errors and in userinfo."""

from datetime import UTC, datetime
from typing import Any

from mediawharf.model.clock import iso
from mediawharf.model.user import Block


def block_info(block: Block) -> dict[str, Any]:
    """Who blocked, why, since when and until when."""
    since = datetime.fromtimestamp(block.timestamp, UTC)
    return {
        "blockid": block.id,
        "blockedby": block.by_name,
        "blockedbyid": block.by_id,
        "blockreason": block.reason,
        "blockedtimestamp": iso(block.timestamp),
        "blockexpiry": "infinite" if block.expiry is None else iso(block.expiry),
        "blockpartial": False,
        "blocknocreate": block.create_account,
        "blockanononly": False,
        "blockedtimestampformatted": f"{since:%H:%M}, {since.day} {since:%B %Y}",
    }
