"""A wharf with a file of two versions, and short ways to what curation works on."""

from dataclasses import dataclass

import pytest

from mediawharf.blobs.base import BlobKey
from mediawharf.curation.curation import Curation
from mediawharf.curation.editing import EditRequest
from mediawharf.curation.text_change import Whole
from mediawharf.db import files
from mediawharf.model.title import Title
from mediawharf.pages.logs import LogFilter
from mediawharf.pages.pages import TimeRange
from mediawharf.testing.wharf import Wharf, png


@dataclass(frozen=True)
class Bench:
    """One wharf, and what tests ask of it again and again."""

    wharf: Wharf

    @property
    def curation(self) -> Curation:
        return self.wharf.facilities.curation

    @property
    def user(self):
        return self.wharf.user

    @property
    def admin(self):
        return self.wharf.admin

    def write(self, title, text, *, user=None, **options):
        request = EditRequest(title, Whole(text), **options)
        return self.curation.editing.edit(request, user or self.user)

    def text(self, title):
        with self.wharf.facilities.database.read() as connection:
            page = self.wharf.facilities.pages.find(connection, title)
            return None if page is None else self.wharf.facilities.pages.text(connection, page)

    def page(self, title):
        with self.wharf.facilities.database.read() as connection:
            return self.wharf.facilities.pages.find(connection, title)

    def comments(self, title):
        with self.wharf.facilities.database.read() as connection:
            page = self.wharf.facilities.pages.find(connection, title)
            found = self.wharf.facilities.pages.revisions(connection, page, range_=TimeRange(limit=50))
        return [revision.comment for revision in found]

    def versions(self, title):
        with self.wharf.facilities.database.read() as connection:
            return files.revisions(connection, title.dbkey)

    def archived(self, title):
        with self.wharf.facilities.database.read() as connection:
            return files.archived_by_title(connection, title.dbkey)

    def content(self, version):
        with self.wharf.backends.blobs.open(BlobKey(version.blob_key)) as stream:
            return stream.read()

    def logs(self, title, **wanted):
        with self.wharf.facilities.database.read() as connection:
            filter_ = LogFilter(title=title, **wanted)
            return self.wharf.facilities.logs.query(connection, TimeRange(limit=50), filter_=filter_)

    def watch_of(self, title, user):
        with self.wharf.facilities.database.read() as connection:
            return self.wharf.facilities.watchlist.find(connection, title, user=user)

    def edit_count(self, user):
        return self.wharf.facilities.accounts.get(user.id).edit_count


@pytest.fixture
def bench(wharf):
    return Bench(wharf)


@pytest.fixture
def title():
    return Title.parse("File:A b.png")


@pytest.fixture
def file(bench, title):
    """A file with two versions, the newer one with the mark ``two``."""
    for mark in (b"one", b"two"):
        bench.wharf.upload(title.text, png(mark), ignore_warnings=True, text="About it")
    return title


@pytest.fixture
def blocked(bench):
    accounts = bench.wharf.facilities.accounts
    someone = accounts.create("Blocked", None, groups=["sysop"])
    accounts.block(someone, by=bench.admin, reason="x")
    return accounts.find("Blocked")
