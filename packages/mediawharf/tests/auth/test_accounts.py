import pytest

from mediawharf.auth.accounts import (
    AccountExists,
    BotPasswordRefused,
    PasswordTooLong,
    PasswordTooShort,
)
from mediawharf.auth.names import InvalidUserName
from mediawharf.db.accounts import bump_edit_count, count_accounts, count_in_group

NOW = 1_800_000_000


def test_an_account_is_found_by_any_spelling_of_its_name(house):
    made = house.account("big_Uploader", groups=("sysop",))
    assert house.accounts.find(" big Uploader") == made
    assert house.accounts.get(made.id) == made


def test_a_new_account_has_its_groups_and_the_implicit_ones(house):
    made = house.account("Admin", groups=("sysop", "bureaucrat", "user"))
    assert (made.id, made.registered, made.edit_count, made.block) == (1, NOW, 0, None)
    assert made.groups == ("bureaucrat", "sysop", "*", "user", "autoconfirmed")
    assert made.may("delete")


def test_a_name_is_given_once(house):
    house.account("Uploader")
    with pytest.raises(AccountExists):
        house.account("uploader")


@pytest.mark.parametrize(
    ("name", "password", "error"),
    [
        ("127.0.0.1", "long enough", InvalidUserName),
        ("User", "short", PasswordTooShort),
        ("User", "x" * 4097, PasswordTooLong),
    ],
)
def test_a_bad_name_or_password_makes_no_account(house, name, password, error):
    with pytest.raises(error):
        house.accounts.create(name, password)
    with house.database.read() as connection:
        assert count_accounts(connection) == 0


def test_nobody_is_found_where_nobody_is(house):
    assert house.accounts.find("Nobody") is None
    assert house.accounts.find("no|name") is None
    assert house.accounts.get(7) is None


def test_groups_are_set_added_and_removed(house):
    user = house.account(groups=("sysop",))
    house.accounts.set_groups(user, ("bot", "patroller"))
    house.accounts.add_group(user, "suppress")
    house.accounts.remove_group(user, "patroller")
    assert house.accounts.get(user.id).groups[:-3] == ("bot", "suppress")


def test_a_group_ends_when_it_expires(house):
    user = house.account()
    house.accounts.add_group(user, "sysop", expiry=NOW + 10)
    with house.database.read() as connection:
        assert [count_in_group(connection, "sysop", now=NOW + wait) for wait in (0, 9, 10)] == [1, 1, 0]
    house.time.pass_by(10)
    assert "sysop" not in house.accounts.get(user.id).groups


def test_a_block_is_seen_with_who_and_why_until_it_ends(house):
    user, admin = house.account(), house.account("Admin")
    house.accounts.block(user, by=admin, reason="first")
    block = house.accounts.block(user, by=admin, reason="second", expiry=NOW + 10)
    assert (block.by_name, block.reason, block.timestamp, block.create_account) == ("Admin", "second", NOW, True)
    assert house.accounts.get(user.id).block == block
    house.time.pass_by(10)
    assert house.accounts.get(user.id).block is None


def test_unblock_ends_a_block_once(house):
    user = house.account()
    house.accounts.block(user, by=user, reason="")
    assert house.accounts.unblock(user)
    assert not house.accounts.unblock(user)
    assert house.accounts.get(user.id).block is None


def test_a_bot_password_cuts_the_rights_and_is_listed_without_itself(house):
    user = house.account()
    password = house.accounts.add_bot_password(user, "bot", grants=("uploadfile",))
    (row,) = house.accounts.bot_passwords(user)
    bot = house.accounts.get(user.id, bot_password_id=row.id)
    assert (row.app_id, row.grants, row.created, bot.bot_password) == ("bot", ("basic", "uploadfile"), NOW, "bot")
    assert password not in row.password_hash
    assert bot.may("upload")
    assert not bot.may("reupload")


@pytest.mark.parametrize(
    ("app_id", "grants"), [("bot", ()), ("", ()), ("x" * 33, ()), ("a\nb", ()), ("new", ("nonesuch",))]
)
def test_a_bot_password_needs_a_new_app_id_and_known_grants(house, app_id, grants):
    user = house.account()
    house.accounts.add_bot_password(user, "bot", grants=())
    with pytest.raises(BotPasswordRefused):
        house.accounts.add_bot_password(user, app_id, grants=grants)
    assert len(house.accounts.bot_passwords(user)) == 1


def test_a_revoked_bot_password_is_gone(house):
    user = house.account()
    house.accounts.add_bot_password(user, "bot", grants=())
    (row,) = house.accounts.bot_passwords(user)
    assert house.accounts.revoke_bot_password(user, "bot")
    assert not house.accounts.revoke_bot_password(user, "bot")
    assert house.accounts.get(user.id, bot_password_id=row.id) is None


def test_options_have_defaults_and_are_changed_one_by_one(house):
    user = house.account()
    house.accounts.set_options(user, {"watchuploads": 0, "thumbsize": 3})
    house.accounts.set_options(user, {"thumbsize": None, "language": "fr"})
    options = house.accounts.options(user)
    assert (options["watchuploads"], options["thumbsize"], options["language"]) == (0, 5, "fr")
    assert house.accounts.options(house.accounts.anonymous("192.0.2.1"))["watchuploads"] == 1


def test_edits_are_counted(house):
    user = house.account()
    with house.database.write() as connection:
        bump_edit_count(connection, user.id)
    assert house.accounts.get(user.id).edit_count == 1


def test_an_anonymous_user_bears_the_address(house):
    user = house.accounts.anonymous("192.0.2.1")
    assert (user.id, user.name, user.groups, user.is_anonymous) == (0, "192.0.2.1", ("*",), True)
    assert user.may("read")


def test_an_account_without_a_password_is_made(house):
    assert house.accounts.create("System", None).name == "System"
