import pytest

from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.errors import JobGaveUp
from mediawharf.upload.result import Published, Stashed


def queued(wharf: Wharf) -> str:
    stashed = wharf.upload("Later.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    wharf.publish("Later.png", stashed.stashed.filekey, is_async=True)
    return stashed.stashed.filekey


def test_nobody_polls_for_ever_for_a_job_that_was_discarded(wharf: Wharf) -> None:
    filekey = queued(wharf)
    for job in wharf.facilities.queue.listed():
        wharf.facilities.queue.discard(job.id)
    with pytest.raises(JobGaveUp):
        wharf.facilities.statuses.of(filekey, wharf.user)


def test_what_a_lost_job_was_to_publish_is_still_in_the_stash(wharf: Wharf) -> None:
    filekey = queued(wharf)
    for job in wharf.facilities.queue.listed():
        wharf.facilities.queue.discard(job.id)
    assert isinstance(wharf.publish("Later.png", filekey), Published)
