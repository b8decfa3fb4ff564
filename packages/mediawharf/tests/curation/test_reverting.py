import pytest

from mediawharf.curation.errors import MissingTitle, UnknownVersion, VersionIsCurrent
from mediawharf.curation.protection import ProtectRequest
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.user import User
from mediawharf.pages.permissions import ProtectedPage
from mediawharf.pages.restrictions import Restriction
from mediawharf.testing.wharf import png


def revert(bench, title, number=1, *, user=None):
    name = bench.versions(title)[number].archive_name
    return bench.curation.reverting.revert(title, name, comment="back", user=user or bench.user)


def test_the_old_bytes_are_current_again_and_nothing_is_lost(bench, file):
    revert(bench, file)
    marks = [bench.content(one) for one in bench.versions(file)]
    assert marks == [png(b"one"), png(b"two"), png(b"one")]


def test_the_bytes_are_not_stored_again(bench, file):
    old = bench.versions(file)[1]
    assert revert(bench, file).blob_key == old.blob_key


def test_the_new_version_is_the_reverting_user_s(bench, file):
    revision = revert(bench, file, user=bench.admin)
    assert (revision.user_name, revision.comment, revision.archive_name) == ("Admin", "back", None)


def test_a_revert_is_logged_as_an_upload(bench, file):
    revert(bench, file)
    entry = bench.logs(file)[0]
    assert (entry.type, entry.action, entry.comment) == ("upload", "overwrite", "back")


def test_a_revert_counts_as_an_edit(bench, file):
    before = bench.edit_count(bench.user)
    revert(bench, file)
    assert bench.edit_count(bench.user) == before + 1


def test_the_current_bytes_are_not_put_there_again(bench, file):
    revert(bench, file)
    with pytest.raises(VersionIsCurrent):
        revert(bench, file, 2)
    assert len(bench.versions(file)) == 3


def test_going_back_and_forth_within_a_second_keeps_every_version(bench, file):
    for _ in range(4):
        revert(bench, file)
    assert len({one.archive_name for one in bench.versions(file)}) == 6


def test_an_unknown_version_is_refused(bench, file):
    with pytest.raises(UnknownVersion):
        bench.curation.reverting.revert(file, "20200101000000!A_b.png", comment="", user=bench.user)


def test_a_missing_file_is_refused(bench, title):
    with pytest.raises(MissingTitle):
        bench.curation.reverting.revert(title, "20200101000000!A_b.png", comment="", user=bench.user)


def test_protection_against_uploads_holds(bench, file):
    protect = ProtectRequest(file, (Restriction("upload", "sysop", None),))
    bench.curation.protection.protect(protect, bench.admin)
    with pytest.raises(ProtectedPage):
        revert(bench, file)


def test_who_may_replace_only_own_files_reverts_no_others(bench, file):
    user = User(99, "Someone", rights=frozenset({"edit", "upload", "reupload-own"}))
    with pytest.raises(PermissionDenied):
        revert(bench, file, user=user)


def test_blocked_users_revert_nothing(bench, file, blocked):
    with pytest.raises(Blocked):
        revert(bench, file, user=blocked)
