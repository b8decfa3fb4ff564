import time
from dataclasses import replace

import pytest

from mediawharf.model.clock import Clock
from mediawharf.stash.errors import StashNoSuchKey, StashWrongOwner
from mediawharf.testing.wharf import png


@pytest.fixture
def key(wharf):
    return wharf.upload("A.png", png(b"one"), stash=True).stashed.filekey


@pytest.fixture
def later(wharf):
    """The stash as it is so many seconds from now."""

    def being(seconds):
        stash = wharf.facilities.stash
        stash._clock = Clock(lambda: time.time() + seconds)
        return stash

    return being


def test_file_is_kept_as_long_from_now_on_as_a_new_one(wharf, key, later):
    before = wharf.facilities.stash.find(key, wharf.user)
    extended = later(3600).extend(key, wharf.user)
    assert 3590 <= extended.expires - before.expires <= 3610
    assert extended == wharf.facilities.stash.find(key, wharf.user)
    assert replace(extended, expires=before.expires) == before


def test_file_that_has_expired_cannot_be_kept(wharf, key, later):
    with pytest.raises(StashNoSuchKey):
        later(7 * 3600).extend(key, wharf.user)


def test_file_of_another_cannot_be_kept(wharf, key):
    with pytest.raises(StashWrongOwner):
        wharf.facilities.stash.extend(key, wharf.admin)
