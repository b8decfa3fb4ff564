from hypothesis import given
from hypothesis import strategies as st

from mediawharf.jobs.retries import Retries
from mediawharf.model.clock import Random

RETRIES = Retries(first=10, longest=3600)


def test_most_chance_waits_the_whole_doubled_time() -> None:
    waits = [RETRIES.delay(attempts, Random(lambda n: b"\xff" * n)) for attempts in (1, 2, 3, 9, 10, 10_000)]
    assert waits == [10, 20, 40, 2560, 3600, 3600]


def test_least_chance_waits_half_of_it() -> None:
    assert [RETRIES.delay(attempts, Random(bytes)) for attempts in (1, 2, 10)] == [5, 10, 1800]


@given(attempts=st.integers(1, 1000), chance=st.binary(min_size=4, max_size=4))
def test_wait_is_between_half_and_the_whole(attempts: int, chance: bytes) -> None:
    whole = min(3600, 10 * 2 ** (attempts - 1))
    assert whole / 2 <= RETRIES.delay(attempts, Random(lambda _: chance)) <= whole
