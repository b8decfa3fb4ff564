"""How moments are written."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.clock import iso


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_written_to_the_second(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert iso(int(whole.timestamp())) == whole.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
