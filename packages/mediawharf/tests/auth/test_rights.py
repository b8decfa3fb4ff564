from mediawharf.auth.rights import IMPLICIT_GROUPS, group_rights, rights_of
from mediawharf.settings import Settings


def test_a_plain_user_may_upload_and_replace_but_not_by_url() -> None:
    rights = rights_of(IMPLICIT_GROUPS, Settings())
    assert {"upload", "reupload", "reupload-shared", "read", "edit", "writeapi", "move-rootuserpages"} <= rights
    assert not {"reupload-own", "upload_by_url", "delete"} & rights


def test_an_administrator_may_delete_and_upload_by_url() -> None:
    rights = rights_of(("sysop", *IMPLICIT_GROUPS), Settings())
    assert {"upload_by_url", "delete", "undelete", "movefile", "protect", "upload", "reupload"} <= rights


def test_an_anonymous_user_may_read_and_not_upload() -> None:
    rights = rights_of(("*",), Settings())
    assert "read" in rights
    assert "upload" not in rights


def test_settings_give_and_withhold_rights() -> None:
    settings = Settings(group_permissions={"user": {"upload": False}, "uploaders": {"upload": True}})
    assert "upload" not in rights_of(IMPLICIT_GROUPS, settings)
    assert "upload" in rights_of(("uploaders", *IMPLICIT_GROUPS), settings)


def test_a_revoked_right_is_lost_whoever_gives_it() -> None:
    settings = Settings(revoke_permissions={"noupload": ("upload",)})
    assert "upload" not in rights_of(("noupload", "sysop", *IMPLICIT_GROUPS), settings)


def test_groups_that_only_settings_name_are_listed() -> None:
    settings = Settings(revoke_permissions={"noupload": ("upload",)}, group_permissions={"patroller": {"patrol": True}})
    groups = group_rights(settings)
    assert groups["noupload"] == ()
    assert groups["patroller"] == ("patrol",)


def test_rights_of_a_group_come_in_the_order_that_clients_see() -> None:
    shown = ("upload", "reupload", "reupload-shared", "upload_by_url", "delete")
    rights = group_rights(Settings())["sysop"]
    assert sorted(set(shown) & set(rights), key=rights.index) == ["delete", *shown[:4]]


def test_an_unknown_group_gives_nothing() -> None:
    assert rights_of(("nonesuch",), Settings()) == frozenset()
