import pytest

from mediawharf.curation.membership import MembershipChange, MembershipRequest
from mediawharf.model.errors import Blocked
from mediawharf.model.title import Title
from mediawharf.model.user import Block, User

PAGE = Title.parse("User:Uploader")
LATER = 4_000_000_000


def change(bench, add, remove=(), *, user=None):
    request = MembershipRequest(bench.user, add, remove, "why")
    return bench.curation.membership.change(request, user or bench.admin)


def groups(bench):
    return bench.wharf.facilities.accounts.find("Uploader").groups


def test_groups_are_entered_and_left(bench):
    change(bench, {"bot": None})
    assert change(bench, {"sysop": None}, ("bot",)) == MembershipChange(("sysop",), ("bot",))
    assert {"sysop", "bot"} & set(groups(bench)) == {"sysop"}


def test_the_log_tells_the_groups_before_and_after_with_their_ends(bench):
    change(bench, {"bot": LATER})
    entry = bench.logs(PAGE)[0]
    metadata = [{"group": "bot", "expiry": "2096-10-02T07:06:40Z"}]
    wanted = {"oldgroups": [], "newgroups": ["bot"], "oldmetadata": [], "newmetadata": metadata}
    assert (entry.type, entry.action, entry.params) == ("rights", "rights", wanted)


def test_another_end_is_a_change(bench):
    change(bench, {"bot": None})
    assert change(bench, {"bot": LATER}).added == ("bot",)


def test_what_changes_nothing_is_not_logged(bench):
    change(bench, {"bot": None})
    assert (change(bench, {"bot": None}, ("sysop",)), len(bench.logs(PAGE))) == (MembershipChange((), ()), 1)


def test_implicit_groups_cannot_be_entered(bench):
    assert change(bench, {"user": None}).added == ()


def test_without_the_right_nothing_is_changed(bench):
    assert change(bench, {"sysop": None}, user=bench.user) == MembershipChange((), ())
    assert "sysop" not in groups(bench)


def test_a_blocked_user_without_the_right_is_told_so(bench):
    block = Block(1, 1, "Admin", "x", 0, None, create_account=False)
    with pytest.raises(Blocked):
        change(bench, {"sysop": None}, user=User(9, "Someone", block=block))
