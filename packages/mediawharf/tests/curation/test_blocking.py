import pytest

from mediawharf.curation.blocking import BlockRequest
from mediawharf.curation.user_errors import AlreadyBlocked, CannotUnblock
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title


@pytest.fixture
def accounts(bench):
    return bench.wharf.facilities.accounts


def block(bench, *, user=None, **options):
    return bench.curation.blocking.block(BlockRequest(bench.user, "why", **options), user or bench.admin)


def test_a_block_is_in_force_at_once(bench, accounts):
    block(bench)
    assert accounts.find("Uploader").block.reason == "why"


def test_a_block_lets_sessions_look_their_user_up_again(bench, accounts):
    before = accounts.version
    block(bench)
    assert accounts.version > before


def test_a_block_is_logged_as_it_was_written(bench):
    block(bench, expiry=4_000_000_000, duration="2096-10-02", bars_accounts=True)
    entry = bench.logs(Title.parse("User:Uploader"))[0]
    assert (entry.type, entry.action, entry.params) == (
        "block",
        "block",
        {
            "duration": "2096-10-02",
            "flags": ["nocreate", "noautoblock", "nousertalk"],
            "sitewide": True,
            "expiry": "2096-10-02T07:06:40Z",
        },
    )


def test_a_second_block_must_be_meant(bench):
    block(bench)
    with pytest.raises(AlreadyBlocked):
        block(bench)


def test_a_changed_block_keeps_its_id(bench):
    first = block(bench)
    changed = block(bench, replaces=True, expiry=4_000_000_000)
    assert (changed.id, bench.logs(Title.parse("User:Uploader"))[0].action) == (first.id, "reblock")


def test_an_ended_block_is_gone(bench, accounts):
    placed = block(bench)
    ended = bench.curation.blocking.unblock(bench.user, user=bench.admin, reason="sorry")
    assert (ended.id, accounts.find("Uploader").block) == (placed.id, None)


def test_only_a_block_can_be_ended(bench):
    with pytest.raises(CannotUnblock):
        bench.curation.blocking.unblock(bench.user, user=bench.admin)


def test_blocking_needs_the_right(bench):
    with pytest.raises(PermissionDenied):
        block(bench, user=bench.user)


def test_a_blocked_admin_unblocks_only_themselves(bench, blocked, accounts):
    block(bench)
    with pytest.raises(Blocked):
        bench.curation.blocking.unblock(bench.user, user=blocked)
    bench.curation.blocking.unblock(blocked, user=blocked)
    assert (accounts.find("Blocked").block, accounts.find("Uploader").block is None) == (None, False)
