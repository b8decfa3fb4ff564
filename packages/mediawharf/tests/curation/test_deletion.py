import pytest

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.curation.errors import InvalidOldImage, MissingTitle, NoDeletableFile
from mediawharf.curation.protection import ProtectRequest
from mediawharf.curation.watching import WatchWish, Wish
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.permissions import CannotEdit
from mediawharf.pages.restrictions import Restriction
from mediawharf.testing.wharf import png


def test_a_deleted_file_is_gone_with_all_versions_and_its_page(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file, "why"), bench.admin)
    assert (bench.versions(file), bench.page(file)) == ([], None)


def test_deleting_keeps_every_version_and_its_bytes(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file, "why"), bench.admin)
    kept = [bench.content(one) for one in bench.archived(file)]
    assert kept == [png(b"two"), png(b"one")]


def test_the_archive_tells_who_deleted_and_why(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file, "why"), bench.admin)
    assert {(one.deleted_by, one.deleted_reason) for one in bench.archived(file)} == {("Admin", "why")}


def test_the_deletion_is_logged_under_the_id_it_gives(bench, file):
    deleted = bench.curation.deletion.delete(DeleteRequest(file, "why"), bench.admin)
    entry = bench.logs(file)[0]
    assert (entry.id, entry.type, entry.action, entry.comment) == (deleted.log_id, "delete", "delete", "why")


def test_deleting_twice_finds_nothing(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file), bench.admin)
    with pytest.raises(MissingTitle):
        bench.curation.deletion.delete(DeleteRequest(file), bench.admin)


def test_one_old_version_goes_and_the_rest_stays(bench, file):
    current, old = bench.versions(file)
    bench.curation.deletion.delete(DeleteRequest(file, "why", archive_name=old.archive_name), bench.admin)
    assert ([one.id for one in bench.versions(file)], bench.page(file) is None) == ([current.id], False)


def test_the_log_of_a_deleted_version_names_it(bench, file):
    old = bench.versions(file)[1]
    bench.curation.deletion.delete(DeleteRequest(file, "why", archive_name=old.archive_name), bench.admin)
    assert bench.logs(file)[0].comment == f"Deleted the old version {old.archive_name}: why"


@pytest.mark.parametrize(("name", "refusal"), [("20200101000000!A_b.png", NoDeletableFile), ("short", InvalidOldImage)])
def test_an_unknown_version_cannot_be_deleted(bench, file, name, refusal):
    with pytest.raises(refusal):
        bench.curation.deletion.delete(DeleteRequest(file, archive_name=name), bench.admin)


def test_a_file_without_a_page_can_be_deleted(bench, file):
    old = bench.versions(file)[1]
    bench.curation.deletion.delete(DeleteRequest(file, archive_name=old.archive_name), bench.admin)
    bench.curation.deletion.delete(DeleteRequest(file), bench.admin)
    assert len(bench.archived(file)) == 2


def test_deleting_needs_the_right(bench, file):
    with pytest.raises(PermissionDenied):
        bench.curation.deletion.delete(DeleteRequest(file), bench.user)


def test_a_blocked_admin_deletes_nothing(bench, file, blocked):
    with pytest.raises(Blocked):
        bench.curation.deletion.delete(DeleteRequest(file), blocked)
    assert len(bench.versions(file)) == 2


def test_who_may_not_edit_a_protected_page_may_not_delete_it(bench, file):
    protect = ProtectRequest(file, (Restriction("edit", "sysop", None),))
    bench.curation.protection.protect(protect, bench.admin)
    deleter = User(bench.user.id, bench.user.name, rights=frozenset({"delete"}))
    with pytest.raises(CannotEdit):
        bench.curation.deletion.delete(DeleteRequest(file), deleter)


def test_without_a_reason_a_page_s_text_is_the_reason(bench):
    page = Title.parse("Some page")
    bench.write(page, "A line\nand another")
    assert (
        'the text was: "A line and another"' in bench.curation.deletion.delete(DeleteRequest(page), bench.admin).reason
    )


def test_the_talk_page_goes_too_when_asked(bench, file):
    talk = Title.parse("File talk:A b.png")
    bench.write(talk, "Talk")
    bench.curation.deletion.delete(DeleteRequest(file, "why", delete_talk=True), bench.admin)
    assert (bench.page(talk), len(bench.logs(talk, type="delete"))) == (None, 1)


def test_a_deleted_page_can_be_watched_for_its_return(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file, watch=WatchWish(Wish.WATCH)), bench.admin)
    assert bench.watch_of(file, bench.admin) is not None
