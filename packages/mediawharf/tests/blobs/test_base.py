import re

import pytest

from mediawharf.blobs.base import (
    BlobBusy,
    BlobError,
    BlobExists,
    BlobKey,
    BlobMissing,
    BlobSealed,
    BlobTooShort,
    SourceTooShort,
    StorageFull,
    random_blob_key,
)
from mediawharf.model.clock import Random

KEY = BlobKey("k3f9k3f9")
ERRORS = [
    BlobMissing(KEY),
    BlobBusy(KEY),
    BlobSealed(KEY),
    BlobExists(KEY),
    BlobTooShort(KEY, 6, size=5),
    SourceTooShort(KEY, 7),
    StorageFull(KEY, 8),
]


def test_random_keys_are_long_plain_and_distinct() -> None:
    keys = {random_blob_key(Random()) for _ in range(100)}
    assert len(keys) == 100
    assert all(re.fullmatch("[a-z0-9]{26}", key) for key in keys)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_error_names_its_blob(error: BlobError) -> None:
    assert KEY in str(error)
