from collections.abc import Callable

import pytest

from mediawharf.auth.rate_limits import RateLimited, RateLimits
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.result import Published, Stashed

TABLE = {"upload": {"ip": (1, 60), "newbie": (2, 60), "user": (3, 60), "bot": (5, 60), "patron": (4, 60)}}
KNOWN = frozenset({"autoconfirmed"})


@pytest.fixture
def limits(wharf: Wharf) -> RateLimits:
    return RateLimits(wharf.facilities.throttle, TABLE)


@pytest.mark.parametrize(
    ("user", "allowed"),
    [
        (User(0, "192.0.2.1"), 1),
        (User(7, "New", ("*", "user")), 2),
        (User(7, "Known", ("*", "user"), KNOWN), 3),
        (User(7, "Patron", ("*", "user", "patron"), KNOWN), 4),
        (User(7, "Both", ("*", "user", "patron", "bot"), KNOWN), 5),
    ],
)
def test_limit_is_that_of_the_user(limits: RateLimits, user: User, allowed: int) -> None:
    for _ in range(allowed):
        limits.count("upload", user)
    with pytest.raises(RateLimited) as limited:
        limits.count("upload", user)
    assert 1 <= limited.value.retry_after <= 60


def test_right_is_above_limits(limits: RateLimits) -> None:
    for _ in range(10):
        limits.count("upload", User(7, "Admin", rights=frozenset({"noratelimit"})))


def test_users_and_actions_are_counted_apart(limits: RateLimits) -> None:
    limits.count("upload", User(0, "192.0.2.1"))
    limits.count("upload", User(0, "192.0.2.2"))
    limits.count("edit", User(0, "192.0.2.1"))


def test_addresses_of_one_network_are_one_user(limits: RateLimits) -> None:
    limits.count("upload", User(0, "2001:db8::1"))
    with pytest.raises(RateLimited):
        limits.count("upload", User(0, "2001:db8::2"))


@pytest.fixture
def slow(open_wharf: Callable[..., Wharf]) -> Wharf:
    return open_wharf(rate_limit_table={"upload": {"user": [1, 60]}, "edit": {"user": [1, 60]}})


def test_file_that_comes_too_soon_is_kept_in_the_stash(slow: Wharf) -> None:
    assert isinstance(slow.upload("A.png", png(b"a")), Published)
    with pytest.raises(RateLimited) as limited:
        slow.upload("B.png", png(b"b"))
    assert slow.facilities.stash.find(limited.value.filekey or "", slow.user).filesize == len(png(b"b"))


def test_stashing_is_not_counted(slow: Wharf) -> None:
    slow.upload("A.png", png(b"a"))
    assert isinstance(slow.upload("B.png", png(b"b"), stash=True), Stashed)


def test_key_published_again_is_not_counted(slow: Wharf) -> None:
    stashed = slow.upload("A.png", png(b"a"), stash=True)
    assert isinstance(stashed, Stashed)
    assert isinstance(slow.publish("A.png", stashed.stashed.filekey), Published)
    assert isinstance(slow.publish("A.png", stashed.stashed.filekey), Published)


def test_limits_can_be_switched_off(open_wharf: Callable[..., Wharf]) -> None:
    wharf = open_wharf(rate_limits=False, rate_limit_table={"upload": {"user": [1, 60]}})
    for number in range(3):
        assert isinstance(wharf.upload(f"{number}.png", png(b"%d" % number)), Published)
