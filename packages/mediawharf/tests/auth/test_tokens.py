import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.auth.sessions import Session
from mediawharf.auth.tokens import SESSION_KINDS, TokenKind, check, made_at, token

NOW = 1_800_000_000
MINE = Session("mine", b"m" * 32, 1, None, NOW, NOW + 60)
THEIRS = Session("theirs", b"t" * 32, 2, None, NOW, NOW + 60)
NOBODYS = Session("nobodys", b"n" * 32, None, None, NOW, NOW + 60)
LATER_KINDS = sorted(set(TokenKind) - SESSION_KINDS)


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_looks_like_mediawikis_and_is_good_for_its_session(kind: TokenKind) -> None:
    made = token(MINE, kind, now=NOW)
    assert len(made) == 42
    assert made.endswith("+\\")
    assert check(MINE, kind, made)
    assert not check(THEIRS, kind, made)


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_is_good_for_its_own_kind_only(kind: TokenKind) -> None:
    made = token(MINE, kind, now=NOW)
    assert [other for other in TokenKind if check(MINE, other, made)] == [kind]


@pytest.mark.parametrize("session", [None, NOBODYS])
@pytest.mark.parametrize("kind", LATER_KINDS)
def test_whoever_is_not_logged_in_has_the_bare_suffix(session: Session | None, kind: TokenKind) -> None:
    assert token(session, kind, now=NOW) == "+\\"
    assert check(session, kind, "+\\")
    assert not check(session, kind, token(MINE, kind, now=NOW))


@pytest.mark.parametrize("kind", LATER_KINDS)
def test_the_bare_suffix_is_no_token_of_a_user(kind: TokenKind) -> None:
    assert not check(MINE, kind, "+\\")


def test_a_login_token_needs_a_session_and_no_user() -> None:
    made = token(NOBODYS, TokenKind.LOGIN, now=NOW)
    assert check(NOBODYS, TokenKind.LOGIN, made)
    assert not check(None, TokenKind.LOGIN, made)
    with pytest.raises(ValueError, match="needs a session"):
        token(None, TokenKind.LOGIN, now=NOW)


@pytest.mark.parametrize(("age", "good"), [(0, True), (10, True), (11, False)])
def test_a_token_can_be_too_old(age: int, good: bool) -> None:
    made = token(MINE, TokenKind.CSRF, now=NOW)
    assert check(MINE, TokenKind.CSRF, made, now=NOW + age, max_age=10) is good


def test_a_token_tells_when_it_was_made() -> None:
    assert made_at(token(MINE, TokenKind.CSRF, now=NOW)) == NOW
    assert made_at("+\\") is None


def test_the_time_in_a_token_cannot_be_changed() -> None:
    made = token(MINE, TokenKind.CSRF, now=NOW)
    assert not check(MINE, TokenKind.CSRF, made.replace(f"{NOW:08x}", f"{NOW + 1:08x}"))


@given(st.text())
def test_any_other_text_is_no_token(value: str) -> None:
    assert not check(MINE, TokenKind.CSRF, value)
    assert not check(MINE, TokenKind.CSRF, value + "+\\")
