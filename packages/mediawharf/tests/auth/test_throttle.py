import threading

import pytest

from mediawharf.auth.throttle import Limit, network_of

LIMITS = (Limit(3, 60), Limit(5, 3600))


def test_so_many_attempts_are_let_through_and_no_more(house):
    assert [house.throttle.attempt(["k"], limits=LIMITS) for _ in range(4)] == [None, None, None, 60]


def test_the_wait_that_is_told_is_enough(house):
    for _ in range(3):
        house.throttle.attempt(["k"], limits=LIMITS)
        house.time.pass_by(10)
    wait = house.throttle.attempt(["k"], limits=LIMITS)
    assert wait == 30
    house.time.pass_by(wait)
    assert house.throttle.attempt(["k"], limits=LIMITS) is None


def test_refused_attempts_do_not_prolong_the_wait(house):
    for _ in range(10):
        house.throttle.attempt(["k"], limits=LIMITS)
    house.time.pass_by(60)
    assert house.throttle.attempt(["k"], limits=LIMITS) is None


def test_the_longer_limit_holds_when_the_shorter_is_over(house):
    for _ in range(5):
        house.throttle.attempt(["k"], limits=LIMITS)
        house.time.pass_by(60)
    assert house.throttle.attempt(["k"], limits=LIMITS) == 3600 - 300


def test_keys_are_counted_apart_and_the_worst_counts(house):
    for _ in range(3):
        house.throttle.attempt(["a"], limits=LIMITS)
    assert house.throttle.attempt(["b"], limits=LIMITS) is None
    assert house.throttle.attempt(["a", "b"], limits=LIMITS) == 60


def test_pardon_forgets_a_key_and_its_share_of_another(house):
    for key in ("mine", "mine", "theirs"):
        house.throttle.attempt([key, "address"], limits=LIMITS)
    house.throttle.pardon("mine", also=["address"])
    waits = [house.throttle.attempt(["address"], limits=LIMITS) for _ in range(3)]
    assert waits == [None, None, 60]


def test_attempts_at_the_same_time_are_all_counted(house):
    waits: list[int | None] = []
    threads = [
        threading.Thread(target=lambda: waits.append(house.throttle.attempt(["k"], limits=LIMITS))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wait or 0 for wait in waits) == [0, 0, 0, 60, 60, 60, 60, 60]


def test_purge_removes_what_no_limit_looks_at(house):
    house.throttle.attempt(["k"], limits=LIMITS)
    assert house.throttle.purge() == 0
    house.time.pass_by(48 * 3600)
    assert house.throttle.purge() == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:2", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_host_is_counted_by_its_network(address, network):
    assert network_of(address) == network
