import threading

import sqlalchemy

from mediawharf.auth.sessions import Sessions
from mediawharf.auth.tokens import TokenKind, check, token
from mediawharf.db.schema import session as session_table
from mediawharf.model.clock import Random

HOUR = 3600
DAY = 24 * HOUR
ADDRESS = "192.0.2.1"


def test_a_session_starts_without_a_user(house):
    session = house.sessions.start()
    assert house.sessions.open(session.cookie) == session
    assert house.who(session) == ADDRESS


def test_an_unknown_cookie_opens_nothing(house):
    assert [house.sessions.open(cookie) for cookie in (None, "", "x" * 32, "x" * 4000, "\ud800")] == [None] * 5


def test_logging_in_changes_the_cookie_and_the_secret_and_ends_the_old_session(house):
    user, before = house.account(), house.sessions.start()
    after = house.sessions.log_in(before, user.id)
    assert house.who(after) == "Uploader"
    assert after.cookie != before.cookie
    assert not check(after, TokenKind.LOGIN, token(before, TokenKind.LOGIN, now=1))
    assert house.sessions.open(before.cookie) is None


def test_the_database_does_not_know_the_cookie(house):
    session = house.sessions.start()
    with house.database.read() as connection:
        (row,) = connection.execute(sqlalchemy.select(session_table)).all()
    assert session.cookie not in str(row)


def test_a_session_survives_a_restart(house):
    session = house.sessions.log_in(None, house.account().id)
    assert house.neighbour().sessions.open(session.cookie) == session
    assert house.neighbour().who(session) == "Uploader"


def test_logging_out_ends_the_session_at_once(house):
    session = house.sessions.log_in(None, house.account().id)
    assert house.who(session) == "Uploader"
    house.sessions.log_out(session)
    assert house.sessions.open(session.cookie) is None
    assert house.who(session) == ADDRESS


def test_another_process_believes_a_session_for_five_seconds_after_its_end(house):
    session, other = house.sessions.log_in(None, house.account().id), house.neighbour()
    assert other.who(session) == "Uploader"
    house.sessions.log_out(session)
    house.time.pass_by(4.9)
    assert other.who(session) == "Uploader"
    house.time.pass_by(0.1)
    assert other.who(session) == ADDRESS


def test_a_block_is_seen_at_once(house):
    user = house.account()
    session = house.sessions.log_in(None, user.id)
    assert house.sessions.user_of(session, address=ADDRESS).block is None
    block = house.accounts.block(user, by=user, reason="spam")
    assert house.sessions.user_of(session, address=ADDRESS).block == block


def test_a_revoked_bot_password_ends_its_sessions_at_once(house):
    user = house.account()
    house.accounts.add_bot_password(user, "bot", grants=())
    (row,) = house.accounts.bot_passwords(user)
    session = house.sessions.log_in(None, user.id, bot_password_id=row.id)
    assert house.who(session) == "Uploader"
    house.accounts.revoke_bot_password(user, "bot")
    assert house.who(session) == ADDRESS


def test_a_new_password_ends_all_sessions_at_once(house):
    user = house.account()
    session = house.sessions.log_in(None, user.id)
    assert house.who(session) == "Uploader"
    house.accounts.set_password(user, "another horse")
    assert house.who(session) == ADDRESS


def test_an_anonymous_session_ends_after_an_hour_even_in_use(house):
    session = house.sessions.start()
    house.time.pass_by(HOUR - 1)
    assert house.sessions.open(session.cookie) is not None
    house.time.pass_by(1)
    assert house.sessions.open(session.cookie) is None


def test_a_session_in_use_lives_on(house):
    session = house.sessions.log_in(None, house.account().id)
    for _ in range(3):
        house.time.pass_by(29 * DAY)
        assert house.who(session) == "Uploader"
    house.time.pass_by(30 * DAY)
    assert house.who(session) == ADDRESS


def test_the_expiry_is_moved_once_an_hour_at_most(house):
    session = house.sessions.log_in(None, house.account().id)
    house.time.pass_by(HOUR - 1)
    assert house.sessions.open(session.cookie).expires == session.expires
    house.time.pass_by(6)
    assert house.sessions.open(session.cookie).expires == session.expires + HOUR + 5


def test_a_session_stays_where_there_is_no_room_to_move_its_expiry(house, cramp):
    session = house.sessions.log_in(None, house.account().id)
    cramp(house.database, "session")
    house.time.pass_by(2 * HOUR)
    assert house.who(session) == "Uploader"
    assert house.sessions.open(session.cookie).expires == session.expires


def test_a_short_session_is_kept_alive_too(house):
    short = house.neighbour(session_max_age=100)
    session = short.sessions.log_in(None, short.account().id)
    for _ in range(3):
        house.time.pass_by(60)
        assert short.who(session) == "Uploader"


def test_purge_removes_the_expired_only(house):
    user = house.account()
    house.sessions.start()
    kept = house.sessions.log_in(None, user.id)
    house.time.pass_by(2 * HOUR)
    assert house.sessions.purge() == 1
    assert house.who(kept) == "Uploader"
    assert house.sessions.purge() == 0


def test_a_bot_session_has_the_rights_of_its_grants(house):
    user = house.account()
    house.accounts.add_bot_password(user, "bot", grants=("basic",))
    (row,) = house.accounts.bot_passwords(user)
    session = house.sessions.log_in(None, user.id, bot_password_id=row.id)
    bot = house.sessions.user_of(session, address=ADDRESS)
    assert (bot.bot_password, bot.may("read"), bot.may("upload")) == ("bot", True, False)


def test_neither_cookie_nor_secret_is_shown_when_printed(house):
    session = house.sessions.start()
    assert session.cookie not in repr(session)
    assert repr(session.secret) not in repr(session)


def test_a_session_that_ends_while_it_is_looked_up_is_not_remembered(house):
    session = house.sessions.log_in(None, house.account().id)
    # The clock is read at the start, before the session's row is read, and before the account's is.
    house.time.meanwhile = [_nothing, _nothing, lambda: house.sessions.log_out(session)]
    assert house.who(session) == ADDRESS
    assert house.time.meanwhile == []
    assert house.sessions.open(session.cookie) is None


def _nothing() -> None:
    pass


def test_look_ups_are_remembered_within_bounds(house):
    few = Sessions(house.database, house.accounts, house.settings, clock=house.clock, random=Random(), remembered=2)
    started = [few.start() for _ in range(5)]
    assert [few.open(session.cookie) for session in started] == started
    assert len(few._memory) == 2


def test_threads_see_the_same_user_while_sessions_come_and_go(house):
    user = house.account()
    session = house.sessions.log_in(None, user.id)
    seen: list[str] = []

    def work() -> None:
        for _ in range(20):
            seen.append(house.who(session))
            house.sessions.log_out(house.sessions.log_in(None, user.id))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["Uploader"] * 80


def test_a_cookie_that_was_taken_back_does_not_hide_one_that_lives(house):
    session = house.sessions.log_in(None, house.account().id)
    assert house.sessions.open_first(["deleted", session.cookie]) == session


def test_what_was_looked_up_is_recalled_as_long_as_it_is_believed(house):
    session = house.sessions.log_in(None, house.account().id)
    assert house.sessions.recall(session.cookie) is None
    house.who(session)
    assert house.sessions.recall(session.cookie)[1].name == "Uploader"
    house.time.pass_by(5.1)
    assert house.sessions.recall(session.cookie) is None
