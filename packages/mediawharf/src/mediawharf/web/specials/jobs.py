"""``Special:Jobs``: work that waits, runs or was given up, with the reason; for those who keep the wiki."""

from typing import Final, get_args

from mediawharf.model.job import JobState
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.visit import Visit

_MOST: Final = 200
_STATES: Final[tuple[JobState, ...]] = get_args(JobState)


def jobs(visit: Visit, _rest: str) -> Answer:
    """The list, or after a POST the list as it is then."""
    if visit.is_post:
        return _done(visit)
    queue = visit.facilities.queue
    asked = visit.asked("state")
    state = next((one for one in _STATES if one == asked), None)
    counts = queue.counts()
    values = {
        "jobs": queue.listed(state=state, limit=_MOST),
        "most": _MOST,
        "state": state,
        "totals": {one: sum(number for (_, its), number in counts.items() if its == one) for one in _STATES},
        "now": visit.facilities.clock.now(),
    }
    return Shown("admin/jobs.html", values)


def _done(visit: Visit) -> Leads:
    """Retries or discards one job, ``job``, as ``do`` says."""
    job, queue = visit.asked("job"), visit.facilities.queue
    job_id = int(job) if job.isascii() and job.isdigit() and len(job) <= 18 else 0
    match visit.asked("do"):
        case "retry":
            is_done, key = queue.requeue(job_id), "jobs-retried"
        case "discard":
            is_done, key = queue.discard(job_id), "jobs-discarded"
        case _:
            is_done, key = False, ""
    flash = Flash(key, {"job": job}) if is_done else Flash("jobs-gone", {"job": job}, "warning")
    state = visit.asked("state")
    query = {"state": state} if state in _STATES else {}
    return Leads(visit.addresses.special("Jobs", **query), flash)


# Jobs tell of everybody's uploads: they are for those whom MediaWiki lets change the software's own pages.
JOBS = SpecialPage(
    "Jobs",
    jobs,
    title="jobs-title",
    summary="jobs-summary",
    group="admin",
    right="editinterface",
    needs_account=True,
    takes_posts=True,
)
