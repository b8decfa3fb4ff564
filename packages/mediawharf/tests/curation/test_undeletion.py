import pytest

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.curation.errors import CannotUndelete, NoArchivedVersion
from mediawharf.curation.undeletion import Undeleted, UndeleteRequest
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png


@pytest.fixture
def deleted(bench, file):
    bench.curation.deletion.delete(DeleteRequest(file), bench.admin)
    return file


def facts(versions):
    return [(one.blob_key, one.archive_name, one.timestamp, one.comment) for one in versions]


def test_undeleting_restores_every_version_as_it_was(bench, file):
    before = facts(bench.versions(file))
    bench.curation.deletion.delete(DeleteRequest(file), bench.admin)
    undeleted = bench.curation.undeletion.undelete(UndeleteRequest(file), bench.admin)
    assert (facts(bench.versions(file)), undeleted.file_versions) == (before, 2)


def test_the_page_has_its_text_and_id_again(bench, file):
    before = bench.page(file)
    bench.curation.deletion.delete(DeleteRequest(file), bench.admin)
    bench.curation.undeletion.undelete(UndeleteRequest(file), bench.admin)
    assert (bench.page(file).id, bench.text(file)) == (before.id, "About it")


def test_the_restoration_is_logged_with_its_counts(bench, deleted):
    undeleted = bench.curation.undeletion.undelete(UndeleteRequest(deleted, "back"), bench.admin)
    entry = bench.logs(deleted)[0]
    count = {"revisions": undeleted.revisions, "files": 2}
    assert (entry.action, entry.comment, entry.params) == ("restore", "back", {"count": count})


def test_undeleting_twice_restores_nothing(bench, deleted):
    bench.curation.undeletion.undelete(UndeleteRequest(deleted), bench.admin)
    with pytest.raises(CannotUndelete):
        bench.curation.undeletion.undelete(UndeleteRequest(deleted), bench.admin)


def test_a_file_that_is_there_again_stays_current(bench, deleted):
    bench.wharf.upload(deleted.text, png(b"three"), ignore_warnings=True)
    current = bench.versions(deleted)[0]
    bench.curation.undeletion.undelete(UndeleteRequest(deleted), bench.admin)
    versions = bench.versions(deleted)
    names = [one.archive_name for one in versions]
    assert (versions[0].blob_key, len(set(names)), names.count(None)) == (current.blob_key, 3, 1)


def test_versions_of_one_second_deleted_in_turns_all_come_back(bench, title):
    for mark in (b"one", b"two", b"three"):
        bench.wharf.upload(title.text, png(mark), ignore_warnings=True)
        bench.curation.deletion.delete(DeleteRequest(title), bench.admin)
    undeleted = bench.curation.undeletion.undelete(UndeleteRequest(title), bench.admin)
    assert (undeleted.file_versions, len({one.archive_name for one in bench.versions(title)})) == (3, 3)


def test_only_the_versions_asked_for_come_back(bench, deleted):
    newest = bench.archived(deleted)[0]
    request = UndeleteRequest(deleted, file_ids=(newest.id,))
    undeleted = bench.curation.undeletion.undelete(request, bench.admin)
    assert (undeleted, [one.blob_key for one in bench.versions(deleted)]) == (Undeleted(0, 1), [newest.blob_key])


def test_an_old_version_that_comes_back_alone_is_current(bench, deleted):
    oldest = bench.archived(deleted)[-1]
    bench.curation.undeletion.undelete(UndeleteRequest(deleted, file_ids=(oldest.id,)), bench.admin)
    assert [one.archive_name for one in bench.versions(deleted)] == [None]


def test_versions_of_another_title_stay_deleted(bench, deleted):
    newest = bench.archived(deleted)[0]
    other = UndeleteRequest(Title.parse("File:Other.png"), file_ids=(newest.id,))
    with pytest.raises(NoArchivedVersion):
        bench.curation.undeletion.undelete(other, bench.admin)


def test_undeleting_needs_the_right(bench, deleted):
    with pytest.raises(PermissionDenied):
        bench.curation.undeletion.undelete(UndeleteRequest(deleted), bench.user)


def test_a_blocked_admin_restores_nothing(bench, deleted, blocked):
    with pytest.raises(Blocked):
        bench.curation.undeletion.undelete(UndeleteRequest(deleted), blocked)


def test_the_talk_page_comes_back_when_asked(bench, file):
    talk = Title.parse("File talk:A b.png")
    bench.write(talk, "Talk")
    bench.curation.deletion.delete(DeleteRequest(file, delete_talk=True), bench.admin)
    bench.curation.undeletion.undelete(UndeleteRequest(file, undelete_talk=True), bench.admin)
    assert bench.text(talk) == "Talk"
