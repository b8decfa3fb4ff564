import re
import time

import pytest

from mediawharf.auth.passwords import (
    MAX_PASSWORD_BYTES,
    Passwords,
    hash_bot_password,
    is_bot_password,
    new_bot_password,
    verify_bot_password,
)
from mediawharf.model.clock import Random

CHEAP = Passwords(memory_kib=8, passes=1)


def test_a_password_verifies_against_its_hash_alone() -> None:
    password_hash = CHEAP.hash("correct horse")
    assert CHEAP.verify(password_hash, "correct horse")
    assert not CHEAP.verify(password_hash, "correct horsf")


def test_the_same_letters_composed_otherwise_are_the_same_password() -> None:
    assert CHEAP.verify(CHEAP.hash("caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301")


def test_nobodys_hash_verifies_no_password() -> None:
    assert not CHEAP.verify(None, "")
    assert not CHEAP.verify(None, "correct horse")


def test_a_password_longer_than_any_is_wrong() -> None:
    assert not CHEAP.verify(CHEAP.hash(""), "x" * (MAX_PASSWORD_BYTES + 1))


@pytest.mark.parametrize("password", ["a\x00b", "\ud800", "", "日本語のパスワード"])
def test_any_text_can_be_a_password(password: str) -> None:
    assert CHEAP.verify(CHEAP.hash(password), password)


def test_a_hash_with_other_parameters_is_outdated() -> None:
    password_hash = CHEAP.hash("correct horse")
    assert Passwords(memory_kib=8, passes=2).is_outdated(password_hash)
    assert not CHEAP.is_outdated(password_hash)


def test_the_defaults_are_argon2id_with_19_mib_and_two_passes() -> None:
    assert Passwords().hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_unknown_user_costs_as_much_as_a_known_one() -> None:
    passwords = Passwords()
    known = _seconds(passwords, passwords.hash("correct horse"))
    unknown = _seconds(passwords, None)
    assert 0.4 < unknown / known < 2.5


def _seconds(passwords: Passwords, password_hash: str | None) -> float:
    times = []
    for _ in range(3):
        start = time.thread_time()
        passwords.verify(password_hash, "wrong horse")
        times.append(time.thread_time() - start)
    return min(times)


def test_a_bot_password_is_32_letters_and_digits_and_never_twice_the_same() -> None:
    one, other = new_bot_password(Random()), new_bot_password(Random())
    assert re.fullmatch("[0-9a-z]{32}", one)
    assert one != other
    assert is_bot_password(one)


@pytest.mark.parametrize("password", ["x" * 31, "X" * 32, "correct horse", "x" * 32 + "\n", "app@" + "x" * 32])
def test_what_is_not_of_that_form_is_no_bot_password(password: str) -> None:
    assert not is_bot_password(password)


def test_a_bot_password_verifies_against_its_salted_hash_alone() -> None:
    one, other = hash_bot_password("x" * 32, Random()), hash_bot_password("x" * 32, Random())
    assert one != other
    assert verify_bot_password(one, "x" * 32)
    assert not verify_bot_password(one, "y" * 32)
    assert not verify_bot_password(None, "x" * 32)
