from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest

from mediawharf.blobs.base import random_blob_key
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.model.errors import PermissionDenied, WharfError
from mediawharf.model.filename import FiletypeBanned
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.model.warnings import BadFilename, DamagedFile, Duplicate, Exists, NoChange
from mediawharf.services import Backends, build
from mediawharf.stash.errors import IncompleteUpload, NoStorage, StashNoSuchKey, StashWrongOwner
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.errors import (
    EmptyFile,
    FileTooLarge,
    MustBeLoggedIn,
    NoChangeError,
    Recoverable,
    VerificationError,
)
from mediawharf.upload.result import Continued, Held, NewPage, Published, Stashed


def current_sha1(wharf: Wharf, name: str) -> str | None:
    with wharf.facilities.database.read() as connection:
        found = wharf.facilities.repo.current(connection, Title.file(name))
    return None if found is None else found.facts.sha1


def read(wharf: Wharf, result: object) -> bytes:
    assert isinstance(result, Published)
    with wharf.facilities.stash.open_blob(result.revision.blob_key) as file:
        return file.read()


def test_a_published_file_can_be_read_at_once(wharf: Wharf) -> None:
    result = wharf.upload("Plain.png", png(b"1"))
    assert read(wharf, result) == png(b"1")


def test_a_new_files_result_has_its_page_as_it_was_saved(wharf: Wharf) -> None:
    result = wharf.upload("New.png", png(b"page"), comment="short", text="by ~~~")
    assert isinstance(result, Published)
    assert result.page is not None
    with wharf.backends.database.read() as connection:
        page = wharf.facilities.pages.find(connection, result.revision.title)
        assert page is not None
        assert result.page == NewPage(page.id, wharf.facilities.pages.text(connection, page))


def test_a_new_revisions_result_has_no_new_page(wharf: Wharf) -> None:
    wharf.upload("New.png", png(b"one"))
    result = wharf.upload("New.png", png(b"two"), ignore_warnings=True)
    assert isinstance(result, Published)
    assert result.page is None


def test_warnings_hold_the_upload_back_and_keep_the_bytes(wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"))
    held = wharf.upload("Plain.png", png(b"2"))
    assert isinstance(held, Held)
    assert held.warnings == (Exists(Title.file("Plain.png")),)
    assert held.stashed is not None
    result = wharf.publish("Plain.png", held.stashed.filekey, ignore_warnings=True)
    assert read(wharf, result) == png(b"2")


def test_every_overwrite_of_one_second_is_kept_as_a_revision(wharf: Wharf) -> None:
    for mark in (b"1", b"2", b"3", b"4"):
        wharf.upload("Plain.png", png(mark), ignore_warnings=True)
    with wharf.facilities.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT archive_name FROM file_revision").scalars().all()
    assert len(rows) == 4
    assert len(set(rows)) == 4


def test_the_same_bytes_again_are_no_change_even_when_warnings_are_ignored(wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"))
    held = wharf.upload("Plain.png", png(b"1"))
    assert isinstance(held, Held)
    assert isinstance(held.warnings[1], NoChange)
    with pytest.raises(NoChangeError):
        wharf.upload("Plain.png", png(b"1"), ignore_warnings=True)


def test_two_files_of_one_sha1_are_two_files(wharf: Wharf) -> None:
    wharf.upload("Plain.png", png(b"1"))
    with wharf.facilities.database.write() as connection:
        twin = wharf.backends.blobs.create()
        twin.write(png(b"2"))
        twin.seal(size=len(png(b"2")))
        connection.exec_driver_sql("UPDATE file_revision SET blob_key = ?", (twin.key,))
    # The row has the SHA-1 and the size of the first file now, and the bytes of another.
    result = wharf.upload("Plain.png", png(b"1"), ignore_warnings=True)
    assert read(wharf, result) == png(b"1")


def test_duplicates_are_told_without_the_target_itself(wharf: Wharf) -> None:
    wharf.upload("One.png", png(b"1"))
    held = wharf.upload("Two.png", png(b"1"))
    assert isinstance(held, Held)
    assert held.warnings == (Duplicate((Title.file("One.png"),)),)


def test_a_name_that_was_changed_is_warned_of(wharf: Wharf) -> None:
    held = wharf.upload("My:file.png", png(b"1"))
    assert isinstance(held, Held)
    assert held.warnings == (BadFilename(Title.file("My-file.png")),)


def test_a_name_that_another_would_mend_keeps_the_bytes(wharf: Wharf) -> None:
    with pytest.raises(Recoverable) as refusal:
        wharf.upload("", png(b"1"))
    assert refusal.value.code == "illegal-filename"
    result = wharf.publish("Better.png", refusal.value.filekey)
    assert read(wharf, result) == png(b"1")


def test_a_prohibited_type_keeps_nothing(wharf: Wharf) -> None:
    with pytest.raises(FiletypeBanned):
        wharf.upload("a.php.png", png(b"1"))
    assert list(wharf.backends.blobs.keys()) == []


def test_a_cut_file_is_a_warning_and_no_refusal(wharf: Wharf) -> None:
    held = wharf.upload("Cut.png", png(b"1", padding=4000)[:2000])
    assert isinstance(held, Held)
    assert [type(warning) for warning in held.warnings] == [DamagedFile]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", EmptyFile), (b"<!DOCTYPE html><script>x</script>", VerificationError), (b"just words", VerificationError)],
)
def test_what_must_not_come_in_leaves_no_bytes(wharf: Wharf, content: bytes, refusal: type[WharfError]) -> None:
    with pytest.raises(refusal):
        wharf.upload("Bad.png", content, ignore_warnings=True)
    assert list(wharf.backends.blobs.keys()) == []


def test_a_file_over_the_limit_is_refused_with_its_size(open_wharf: Callable[..., Wharf]) -> None:
    wharf = open_wharf(max_upload_size=1000)
    with pytest.raises(FileTooLarge) as refusal:
        wharf.upload("Large.png", png(b"1", padding=5000))
    assert (refusal.value.size, refusal.value.maximum) == (len(png(b"1", padding=5000)), 1000)


def test_a_key_published_again_gives_the_first_result(wharf: Wharf) -> None:
    stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    first = wharf.publish("Plain.png", stashed.stashed.filekey)
    again = wharf.publish("Plain.png", stashed.stashed.filekey, ignore_warnings=True)
    assert isinstance(first, Published)
    assert isinstance(again, Published)
    assert again.revision.id == first.revision.id


def test_a_published_key_is_used_up_under_another_name(wharf: Wharf) -> None:
    stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    wharf.publish("Plain.png", stashed.stashed.filekey)
    with pytest.raises(StashNoSuchKey):
        wharf.publish("Other.png", stashed.stashed.filekey)


def test_a_key_published_by_many_at_once_is_one_revision(wharf: Wharf) -> None:
    stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    filekey = stashed.stashed.filekey
    results = at_once(6, lambda _: wharf.publish("Plain.png", filekey, ignore_warnings=True))
    assert len({result.revision.id for result in results if isinstance(result, Published)}) == 1
    assert all(isinstance(result, Published) for result in results)


def test_publishes_to_one_title_at_once_all_land_as_revisions(wharf: Wharf) -> None:
    marks = [b"%d" % number for number in range(6)]
    results = at_once(6, lambda number: wharf.upload("Busy.png", png(marks[number]), ignore_warnings=True))
    assert all(isinstance(result, Published) for result in results)
    with wharf.facilities.database.read() as connection:
        sha1s = connection.exec_driver_sql("SELECT count(DISTINCT sha1) FROM file_revision").scalar()
        current = connection.exec_driver_sql("SELECT count(*) FROM file_revision WHERE archive_name IS NULL").scalar()
    assert (sha1s, current) == (6, 1)


def test_another_accounts_key_gives_neither_bytes_nor_facts(wharf: Wharf) -> None:
    stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    with pytest.raises(StashWrongOwner):
        wharf.publish("Plain.png", stashed.stashed.filekey, user=wharf.admin)


def test_anonymous_and_rightless_users_are_told_apart(wharf: Wharf) -> None:
    with pytest.raises(MustBeLoggedIn):
        wharf.upload("Plain.png", png(b"1"), user=User(0, "127.0.0.1"))
    with pytest.raises(PermissionDenied):
        wharf.upload("Plain.png", png(b"1"), user=replace(wharf.user, rights=frozenset({"read"})))


def test_an_incomplete_file_cannot_be_published(wharf: Wharf) -> None:
    whole = png(b"1", padding=4000)
    first = wharf.chunk("Plain.png", whole[:2000], offset=0, filesize=len(whole))
    assert isinstance(first, Continued)
    with pytest.raises(IncompleteUpload) as refusal:
        wharf.publish("Plain.png", first.filekey)
    assert refusal.value.data() == {"offset": "2000"}


def test_a_name_of_the_shared_repository_takes_a_right_of_its_own(
    open_wharf: Callable[..., Wharf], tmp_path: Path
) -> None:
    (tmp_path / "Common_file.png").write_bytes(b"shared")
    wharf = open_wharf(foreign_file_folder=tmp_path, group_permissions={"user": {"reupload-shared": False}})
    with pytest.raises(Recoverable) as refusal:
        wharf.upload("Common file.png", png(b"1"))
    assert refusal.value.code == "fileexists-shared-forbidden"
    assert isinstance(wharf.upload("Other file.png", png(b"1"), ignore_warnings=True), Published)


def test_without_room_nothing_is_published_and_what_was_there_stays(wharf: Wharf) -> None:
    store = MemoryBlobStore(random_key=lambda: random_blob_key(wharf.backends.random), capacity=3000)
    backends = Backends(wharf.backends.database, store, wharf.backends.clock, wharf.backends.random)
    cramped = Wharf(build(wharf.facilities.settings, backends), backends, wharf.user, wharf.admin)
    cramped.upload("First.png", png(b"1", padding=1000))
    with pytest.raises(NoStorage):
        cramped.upload("Second.png", png(b"2", padding=4000))
    assert current_sha1(cramped, "Second.png") is None
    assert len(list(store.keys())) == 1


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """What the work gives or raises when so many threads do it at the same time."""
    start, results = Barrier(count), [None] * count

    def run(number: int) -> None:
        start.wait()
        try:
            results[number] = work(number)  # type: ignore[call-overload]
        except WharfError as refusal:
            results[number] = refusal  # type: ignore[call-overload]

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(results)


def test_a_name_beyond_ascii_is_refused_where_the_store_holds_none_and_the_file_kept(open_wharf):
    wharf = open_wharf(ascii_filenames=True)
    with pytest.raises(Recoverable) as refusal:
        wharf.upload("Café.png", png(b"a"))
    assert refusal.value.code == "windows-nonascii-filename"
    assert refusal.value.data()["invalidparameter"] == "filename"
    assert wharf.publish("Cafe.png", refusal.value.data()["filekey"]).revision.title.text == "Cafe.png"
