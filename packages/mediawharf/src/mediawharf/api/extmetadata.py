"""``extmetadata``: what viewers such as galleries show beside a picture, gathered from the file and its page.

Source: the wire; CommonsMetadataExtension, Categories and Assessments as the documentation's samples show them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mediawharf.model.file import FileFacts
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import categories

# The version of the shape, which clients of Wikimedia's extension look at.
_EXTENSION_VERSION = 1.2
_ASSESSMENTS = {
    "Featured pictures": "featured",
    "Quality images": "quality",
    "Valued images": "valued",
    "Pictures of the day": "potd",
    "Pictures of the year": "poty",
}


def extmetadata(title: Title, facts: FileFacts, timestamp: int, *, page_text: str) -> Mapping[str, Any]:  # noqa: ARG001
    """Each property's value, where it is from, and ``hidden`` for what is not meant to be shown."""
    found = {
        "DateTime": _own(datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d %H:%M:%S")),
        "ObjectName": _own(title.text.rpartition(".")[0]),
        "CommonsMetadataExtension": _property(_EXTENSION_VERSION, "extension"),
    }
    names = categories(page_text)
    assessed = [mark for start, mark in _ASSESSMENTS.items() if any(name.startswith(start) for name in names)]
    found["Categories"] = _property("|".join(names), "commons-categories")
    found["Assessments"] = _property("|".join(assessed), "commons-categories")
    return found


def _own(value: str) -> Mapping[str, Any]:
    return _property(value, "mediawiki-metadata")


def _property(value: str | float, source: str) -> Mapping[str, Any]:
    return {"value": value, "source": source, "hidden": ""}
