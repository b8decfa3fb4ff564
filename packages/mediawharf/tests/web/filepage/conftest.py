"""Revisions of files that nobody has uploaded, and where they are found."""

from collections.abc import Callable
from typing import Any

import pytest

from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.title import Title
from mediawharf.repo.urls import Urls


@pytest.fixture
def urls() -> Urls:
    return Urls("http://a.example", "/w", "/wiki/$1", "/w/images")


@pytest.fixture
def revision() -> Callable[..., FileRevision]:
    """A revision of a file; what is not told is that of a large JPEG."""

    def making(name: str = "A_(b).jpg", **values: Any) -> FileRevision:
        facts = {
            "size": 1, "sha1": "0" * 40, "mime": "image/jpeg", "media_type": "BITMAP", "width": 4000, "height": 3000,
            "bits": 8, "page_count": None, "metadata": {}, "common_metadata": {},
        }  # fmt: skip
        return FileRevision(1, Title.file(name), "key", FileFacts(**{**facts, **values}), 0, 1, "U", "", None)

    return making
