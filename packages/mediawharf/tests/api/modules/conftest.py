"""A file with two versions."""

import pytest

from mediawharf.testing.wharf import png

FILE = "File:A b.png"


@pytest.fixture
def file(wharf):
    """The name of a file with two versions, namespace included."""
    for mark in (b"one", b"two"):
        wharf.upload("A b.png", png(mark), ignore_warnings=True, text="About it")
    return FILE


@pytest.fixture
def archive_name(api, file):
    """The archive name of its old version."""
    [page] = api.query(titles=file, prop="imageinfo", iiprop="archivename", iilimit=2)["pages"]
    return page["imageinfo"][1]["archivename"]
