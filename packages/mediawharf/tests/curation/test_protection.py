import pytest

from mediawharf.curation.errors import TitleIsFree, TitleIsTaken, UnknownProtectionLevel, UnknownProtectionType
from mediawharf.curation.protection import ProtectRequest
from mediawharf.model.errors import PermissionDenied
from mediawharf.model.title import Title
from mediawharf.pages.permissions import ProtectedPage
from mediawharf.pages.restrictions import Restriction
from mediawharf.testing.wharf import png
from mediawharf.upload.errors import Recoverable

UPLOAD = Restriction("upload", "sysop", None)
EDIT = Restriction("edit", "sysop", 1_893_456_000)
CREATE = Restriction("create", "sysop", None)


def protect(bench, title, *restrictions, user=None):
    return bench.curation.protection.protect(ProtectRequest(title, restrictions, "why"), user or bench.admin)


def test_a_protected_page_cannot_be_edited(bench, file):
    protect(bench, file, EDIT)
    with pytest.raises(ProtectedPage):
        bench.write(file, "x")


def test_a_title_protected_against_creation_cannot_be_made(bench, title):
    protect(bench, title, CREATE)
    with pytest.raises(ProtectedPage):
        bench.write(title, "x")


def test_the_log_tells_type_level_and_expiry(bench, file):
    protect(bench, file, UPLOAD, EDIT)
    assert bench.logs(file, type="protect")[0].params["details"] == [
        {"type": "upload", "level": "sysop", "expiry": "infinite", "cascade": False},
        {"type": "edit", "level": "sysop", "expiry": "2030-01-01T00:00:00Z", "cascade": False},
    ]


def test_the_history_of_the_page_tells_of_the_protection(bench, file):
    protect(bench, file, UPLOAD)
    assert bench.comments(file)[0] == 'Protected "[[File:A b.png]]": why ([upload=sysop] (indefinite))'


def test_protecting_so_again_leaves_no_trace(bench, file):
    protect(bench, file, UPLOAD)
    assert (protect(bench, file, UPLOAD), len(bench.logs(file, type="protect"))) == (None, 1)


def test_the_log_tells_first_protection_change_and_end_apart(bench, file):
    protect(bench, file, UPLOAD)
    protect(bench, file, EDIT)
    protect(bench, file, Restriction("edit", "", None))
    assert [entry.action for entry in bench.logs(file, type="protect")] == ["unprotect", "modify", "protect"]


def test_what_is_not_named_is_free_again(bench, file):
    protect(bench, file, EDIT)
    protect(bench, file, UPLOAD)
    assert bench.write(file, "x").revision is not None


@pytest.mark.parametrize(
    ("restriction", "refusal"),
    [
        (CREATE, TitleIsTaken),
        (Restriction("fly", "sysop", None), UnknownProtectionType),
        (Restriction("edit", "emperor", None), UnknownProtectionLevel),
    ],
)
def test_a_page_takes_no_other_protections(bench, file, restriction, refusal):
    with pytest.raises(refusal):
        protect(bench, file, restriction)


def test_a_free_title_is_protected_against_creation_only(bench):
    with pytest.raises(TitleIsFree):
        protect(bench, Title.parse("File:None.png"), EDIT)


def test_protecting_needs_the_right(bench, file):
    with pytest.raises(PermissionDenied):
        protect(bench, file, UPLOAD, user=bench.user)


def test_uploading_over_a_protected_file_is_refused(bench, file):
    protect(bench, file, UPLOAD)
    before = bench.versions(file)[0].id
    with pytest.raises(Recoverable, match="protectedpage"):
        bench.wharf.upload(file.text, png(b"three"), ignore_warnings=True)
    assert bench.versions(file)[0].id == before
