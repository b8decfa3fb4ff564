"""A publication of a key that another request for the same key overtakes, at every statement before it writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mediawharf.testing.crashing import Countdown, ticking_wharf
from mediawharf.testing.wharf import close, make_wharf, png
from mediawharf.upload.result import Published, Stashed

MOST_TICKS = 60


class Meanwhile(Countdown):
    """Does something at the so-manieth tick, unless the write has begun by then."""

    def __init__(self, ticks: int, action: Callable[[], object]) -> None:
        super().__init__(ticks)
        self._action = action
        self.result: object = None

    def tick(self, *statement: object, **_: object) -> None:
        """Counts one, and acts when it was the last."""
        if statement == ("BEGIN IMMEDIATE",):
            self.left = 0
        self.left -= 1
        if self.left == 0:
            self.result = self._action()


@pytest.mark.parametrize("ignores", [False, True])
def test_a_publication_that_is_overtaken_gives_the_first_result(tmp_path: Path, ignores: bool) -> None:
    overtaken = 0
    for ticks in range(1, MOST_TICKS):
        wharf = make_wharf(tmp_path / str(ticks))
        stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
        assert isinstance(stashed, Stashed)
        filekey = stashed.stashed.filekey
        meanwhile = Meanwhile(ticks, lambda wharf=wharf, key=filekey: wharf.publish("Plain.png", key))
        slow = ticking_wharf(tmp_path / str(ticks), meanwhile)
        result = slow.publish("Plain.png", filekey, ignore_warnings=ignores)
        close(slow)
        close(wharf)
        assert isinstance(result, Published)
        if meanwhile.result is None:
            break
        assert isinstance(meanwhile.result, Published)
        assert result.revision.id == meanwhile.result.revision.id
        overtaken += 1
    assert overtaken > 5
