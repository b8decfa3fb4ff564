import pytest

from mediawharf.curation.errors import (
    BadFileName,
    CannotMoveAnonymously,
    CannotMoveFile,
    FileLeavesNamespace,
    FileTypeMismatch,
    MissingTitle,
    PageEntersFileNamespace,
    SelfMove,
)
from mediawharf.curation.moving import MoveRequest
from mediawharf.curation.protection import ProtectRequest
from mediawharf.model.errors import Blocked
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import PageExists
from mediawharf.pages.permissions import ProtectedPage
from mediawharf.pages.restrictions import Restriction
from mediawharf.testing.wharf import png

TARGET = Title.parse("File:C d.png")


def move(bench, source, target=TARGET, *, user=None, **options):
    return bench.curation.moving.move(MoveRequest(source, target, "why", **options), user or bench.user)


def test_a_moved_file_has_all_its_versions_under_the_new_name(bench, file):
    before = [bench.content(one) for one in bench.versions(file)]
    move(bench, file)
    assert ([bench.content(one) for one in bench.versions(TARGET)], bench.versions(file)) == (before, [])


def test_archive_names_end_in_the_new_name(bench, file):
    stamp = bench.versions(file)[1].archive_name.partition("!")[0]
    move(bench, file)
    assert [one.archive_name for one in bench.versions(TARGET)] == [None, f"{stamp}!C_d.png"]


def test_a_redirect_is_left_and_told_of(bench, file):
    moved = move(bench, file)
    assert (moved.page.has_redirect, bench.text(file)) == (True, "#REDIRECT [[File:C d.png]]")


def test_only_some_may_move_without_a_redirect(bench, file):
    assert move(bench, file, leave_redirect=False).page.has_redirect
    back = move(bench, TARGET, file, user=bench.admin, leave_redirect=False)
    assert (back.page.has_redirect, bench.page(TARGET)) == (False, None)


def test_the_log_stays_under_the_old_title(bench, file):
    move(bench, file)
    entry = bench.logs(file, type="move")[0]
    told = {"target_ns": 6, "target_title": "File:C d.png", "suppressredirect": False}
    assert (entry.action, entry.comment, entry.params) == ("move", "why", told)


def test_the_history_tells_of_the_move(bench, file):
    move(bench, file)
    assert bench.comments(TARGET)[0] == "Uploader moved page [[File:A b.png]] to [[File:C d.png]]: why"


def test_a_move_can_be_undone_over_its_own_redirect(bench, file):
    move(bench, file)
    back = move(bench, TARGET, file)
    assert (back.page.is_over_redirect, len(bench.versions(file))) == (True, 2)
    assert bench.logs(file, type="delete")[0].action == "delete_redir"


def test_a_move_counts_as_an_edit(bench, file):
    before = bench.edit_count(bench.user)
    move(bench, file)
    assert bench.edit_count(bench.user) == before + 1


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("File:A b.png", SelfMove),
        ("File:A b.jpg", FileTypeMismatch),
        ("File:.png", FileTypeMismatch),
        ("File:A/b.png", BadFileName),
        ("A b.png", FileLeavesNamespace),
    ],
)
def test_a_file_takes_no_such_name(bench, file, target, refusal):
    with pytest.raises(refusal):
        move(bench, file, Title.parse(target))


def test_an_extension_of_the_same_type_is_taken(bench, file):
    move(bench, file, Title.parse("File:A b.PNG"))
    assert len(bench.versions(Title.parse("File:A b.PNG"))) == 2


def test_a_file_never_takes_the_place_of_another(bench, file):
    bench.wharf.upload("C d.png", png(b"other"))
    with pytest.raises(PageExists):
        move(bench, file)
    assert bench.content(bench.versions(TARGET)[0]) == png(b"other")


def test_what_is_not_there_is_not_moved(bench, title):
    with pytest.raises(MissingTitle):
        move(bench, title)


def test_a_page_does_not_become_a_file(bench):
    page = Title.parse("Some page")
    bench.write(page, "x")
    with pytest.raises(PageEntersFileNamespace):
        move(bench, page)


def test_protection_against_moves_holds(bench, file):
    protect = ProtectRequest(file, (Restriction("move", "sysop", None),))
    bench.curation.protection.protect(protect, bench.admin)
    with pytest.raises(ProtectedPage):
        move(bench, file)


def test_a_protected_title_is_no_target(bench, file):
    protect = ProtectRequest(TARGET, (Restriction("create", "sysop", None),))
    bench.curation.protection.protect(protect, bench.admin)
    with pytest.raises(ProtectedPage):
        move(bench, file)


def test_moving_files_is_a_right_of_its_own(bench, file):
    with pytest.raises(CannotMoveFile):
        move(bench, file, user=User(bench.user.id, "Uploader", rights=frozenset({"move", "edit"})))


def test_nobody_moves_pages_without_an_account(bench):
    page = Title.parse("Some page")
    bench.write(page, "x")
    with pytest.raises(CannotMoveAnonymously):
        move(bench, page, Title.parse("Other"), user=User(0, "203.0.113.7", rights=frozenset({"edit"})))


def test_blocked_users_move_nothing(bench, file, blocked):
    with pytest.raises(Blocked):
        move(bench, file, user=blocked)


def test_the_talk_page_moves_too_when_asked(bench, file):
    bench.write(Title.parse("File talk:A b.png"), "Talk")
    moved = move(bench, file, move_talk=True)
    assert (moved.talk.target.prefixed, bench.text(moved.talk.target)) == ("File talk:C d.png", "Talk")


def test_a_talk_page_that_cannot_move_keeps_only_itself(bench, file):
    for name in ("File talk:A b.png", "File talk:C d.png"):
        bench.write(Title.parse(name), "Talk")
    moved = move(bench, file, move_talk=True)
    assert (type(moved.talk), len(bench.versions(TARGET))) == (PageExists, 2)
