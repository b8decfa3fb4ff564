import pytest

from mediawharf.auth.grants import GRANTS, cut
from mediawharf.auth.rights import IMPLICIT_GROUPS, rights_of
from mediawharf.settings import Settings

USER = rights_of(IMPLICIT_GROUPS, Settings())


def test_the_basic_grant_lets_read_but_not_upload() -> None:
    assert "read" in cut(USER, ("basic",))
    assert "upload" not in cut(USER, ("basic",))


def test_the_hidden_grant_comes_without_asking() -> None:
    assert cut(USER, ()) == cut(USER, ("basic",))


def test_uploadfile_lets_upload_new_files_only() -> None:
    rights = cut(USER, ("uploadfile",))
    assert "upload" in rights
    assert "reupload" not in rights


@pytest.mark.parametrize("grant", GRANTS)
def test_no_grant_gives_a_right_that_the_account_lacks(grant: str) -> None:
    assert cut(USER, (grant,)) <= USER


def test_an_unknown_grant_lets_nothing_through() -> None:
    assert cut(USER, ("nonesuch",)) == cut(USER, ())
