import re

import pytest
import sqlalchemy

from mediawharf.auth.login import Aborted, Credentials, Failed, NeedToken, Success, Throttled, WrongToken
from mediawharf.auth.passwords import Passwords
from mediawharf.auth.tokens import TokenKind, token
from mediawharf.db.schema import account, session
from mediawharf.model.errors import Message

PASSWORD = "correct horse"
WRONG = Failed("wrongpassword", Message("wrongpassword"))
ADDRESS = "192.0.2.1"
MINE = Credentials("Uploader", PASSWORD, ADDRESS)


def _client_log_in(house, name, password, address=ADDRESS):
    return house.login.client_log_in(None, Credentials(name, password, address))


def test_without_a_token_a_token_comes_that_works(house):
    house.account()
    result = house.login.log_in(None, MINE, token=None)
    assert isinstance(result, NeedToken)
    assert isinstance(house.login.log_in(result.session, MINE, token=result.token), Success)


def test_an_empty_token_is_none_and_the_session_stays(house):
    session = house.sessions.start()
    result = house.login.log_in(session, MINE, token="")
    assert isinstance(result, NeedToken)
    assert result.session == session


def test_a_token_that_is_not_the_sessions_is_wrong(house):
    house.account()
    session = house.sessions.start()
    theirs = token(house.sessions.start(), TokenKind.LOGIN, now=1)
    for wrong in ("0" * 32 + "+\\", "+\\", theirs):
        assert house.login.log_in(session, MINE, token=wrong) == WrongToken()


def test_a_token_without_its_session_is_a_lost_session(house):
    result = house.login.log_in(None, MINE, token="0" * 40 + "+\\")
    assert result == Failed("sessionlost", Message("authpage-cannot-login-continue"))


@pytest.mark.parametrize("form", ["{user}@bot {password}", "{user} bot@{password}"])
def test_a_bot_password_is_taken_in_both_forms(house, form):
    user = house.account()
    password = house.accounts.add_bot_password(user, "bot", grants=("uploadfile",))
    result = house.log_in(*form.format(user="uploader", password=password).split())
    assert isinstance(result, Success)
    assert (result.user.name, result.user.bot_password, result.used_main_password) == ("Uploader", "bot", False)
    assert house.who(result.session) == "Uploader"


def test_the_main_password_is_taken_and_told_apart(house):
    house.account()
    result = house.log_in("Uploader", PASSWORD)
    assert isinstance(result, Success)
    assert (result.user.bot_password, result.used_main_password) == (None, True)


def test_a_main_password_may_look_like_a_bot_password(house):
    house.accounts.create("Uploader", "x" * 32)
    house.accounts.create("Other", "a@" + "x" * 32)
    assert isinstance(house.log_in("Uploader", "x" * 32), Success)
    assert isinstance(house.log_in("Other", "a@" + "x" * 32), Success)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Uploader", "wrong horse"),
        ("Uploader", ""),
        ("Uploader@bot", "x" * 32),
        ("Uploader@nonesuch", "x" * 32),
        ("Uploader", "bot@" + "x" * 32),
        ("Nobody", PASSWORD),
        ("Nobody@bot", "x" * 32),
        ("no|name", PASSWORD),
        ("", ""),
        ("System", ""),
    ],
)
def test_every_failure_looks_the_same(house, name, password):
    house.accounts.add_bot_password(house.account(), "bot", grants=())
    house.accounts.create("System", None)
    assert house.log_in(name, password) == WRONG
    assert _client_log_in(house, name, password) == WRONG


def test_somebody_elses_bot_password_is_wrong(house):
    password = house.accounts.add_bot_password(house.account("Other"), "bot", grants=())
    house.accounts.add_bot_password(house.account(), "bot", grants=())
    assert house.log_in("Uploader@bot", password) == WRONG


def test_a_revoked_bot_password_is_wrong(house):
    user = house.account()
    password = house.accounts.add_bot_password(user, "bot", grants=())
    house.accounts.revoke_bot_password(user, "bot")
    assert house.log_in("Uploader@bot", password) == WRONG


def test_the_session_before_the_login_ends(house):
    house.account()
    session = house.sessions.start()
    house.login.log_in(session, MINE, token=token(session, TokenKind.LOGIN, now=1))
    assert house.sessions.open(session.cookie) is None


def test_a_bot_session_cannot_change_its_user(house):
    password = house.accounts.add_bot_password(house.account(), "bot", grants=())
    session = house.log_in("Uploader@bot", password).session
    assert isinstance(house.login.log_in(session, MINE, token="x"), Aborted)
    assert isinstance(house.login.client_log_in(session, MINE), Aborted)
    assert house.who(session) == "Uploader"


def test_a_main_session_may_log_in_again(house):
    house.account()
    house.account("Other")
    session = house.log_in("Uploader", PASSWORD).session
    again = house.login.client_log_in(session, Credentials("Other", PASSWORD, ADDRESS))
    assert isinstance(again, Success)
    assert (house.who(again.session), house.who(session)) == ("Other", ADDRESS)


def test_a_blocked_user_may_log_in(house):
    user = house.account()
    house.accounts.block(user, by=user, reason="spam")
    result = house.log_in("Uploader", PASSWORD)
    assert isinstance(result, Success)
    assert result.user.block is not None


def test_clientlogin_takes_the_main_password_only(house):
    password = house.accounts.add_bot_password(house.account(), "bot", grants=())
    assert isinstance(_client_log_in(house, "Uploader", PASSWORD), Success)
    assert _client_log_in(house, "Uploader@bot", password) == WRONG
    assert _client_log_in(house, "Uploader", f"bot@{password}") == WRONG


def test_a_name_is_throttled_from_wherever_and_however_it_is_tried(house):
    password = house.accounts.add_bot_password(house.account(), "bot", grants=())
    for host in range(5):
        assert house.log_in("uploader", "wrong horse", address=f"192.0.2.{host}") == WRONG
    assert house.log_in("Uploader", PASSWORD, address="192.0.2.9") == Throttled(300)
    assert house.log_in("Uploader@bot", password, address="192.0.2.9") == Throttled(300)
    house.time.pass_by(300)
    assert isinstance(house.log_in("Uploader", PASSWORD), Success)


def test_an_address_is_throttled_whatever_names_it_tries(house):
    house.account()
    for number in range(5):
        assert house.log_in(f"Nobody {number}", "wrong horse") == WRONG
    assert house.log_in("Uploader", PASSWORD) == Throttled(300)
    assert isinstance(house.log_in("Uploader", PASSWORD, address="198.51.100.1"), Success)


def test_success_clears_the_throttle(house):
    house.account()
    for _ in range(4):
        results = [house.log_in("Uploader", word) for word in (*["wrong horse"] * 4, PASSWORD)]
        assert results[:4] == [WRONG] * 4
        assert isinstance(results[4], Success)


def test_a_good_account_does_not_help_to_guess_others(house):
    house.account()
    for number in range(4):
        assert house.log_in(f"Nobody {number}", "wrong horse") == WRONG
    assert isinstance(house.log_in("Uploader", PASSWORD), Success)
    assert house.log_in("Nobody 5", "wrong horse") == WRONG
    assert house.log_in("Nobody 6", "wrong horse") == Throttled(300)


def test_two_days_allow_150_attempts_and_no_more(house):
    for _ in range(150):
        assert house.log_in("Uploader", "wrong horse") == WRONG
        house.time.pass_by(60)
    house.time.pass_by(300)
    assert house.log_in("Uploader", "wrong horse") == Throttled(48 * 3600 - 150 * 60 - 300)


def test_without_rate_limits_nothing_is_throttled(house):
    free = house.neighbour(rate_limits=False)
    assert [free.log_in("Uploader", "wrong horse") for _ in range(7)] == [WRONG] * 7


def test_a_password_hash_with_old_parameters_is_renewed_at_login(house):
    house.account()
    with house.database.write() as connection:
        old = Passwords(memory_kib=16, passes=1).hash(PASSWORD)
        connection.execute(sqlalchemy.update(account).values(password_hash=old))
    assert isinstance(house.log_in("Uploader", PASSWORD), Success)
    with house.database.read() as connection:
        new = connection.execute(sqlalchemy.select(account.c.password_hash)).scalar_one()
    assert re.match(r"\$argon2id\$v=19\$m=8,", new)
    assert isinstance(house.log_in("Uploader", PASSWORD), Success)


def test_a_password_that_changes_while_it_is_checked_opens_no_session(house):
    user = house.account()
    # The clock is read by the throttle, before the account's row is read, and before the session is stored.
    house.time.meanwhile = [_nothing, _nothing, lambda: house.accounts.set_password(user, "another horse")]
    assert _client_log_in(house, "Uploader", PASSWORD) == WRONG
    assert house.time.meanwhile == []
    with house.database.read() as connection:
        assert connection.execute(sqlalchemy.select(session)).all() == []


def _nothing() -> None:
    pass
