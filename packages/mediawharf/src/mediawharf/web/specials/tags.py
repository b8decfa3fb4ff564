"""``Special:Tags``: the words that mark changes, and for those who may the forms that define them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mediawharf.model.errors import WharfError
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag that users can put on changes if it is active, and how many revisions bear it."""

    name: str
    active: bool
    description: str
    revisions: int


def tags(visit: Visit, _rest: str) -> Answer:
    """The list with its forms, or after a POST the list as it is then."""
    if not visit.is_post:
        return _list(visit)
    name = visit.asked("tag")
    change = _changes(visit).get(visit.asked("do"))
    if change is None:
        return _list(visit)
    try:
        change(name, user=visit.user, reason=visit.asked("reason"))
    except WharfError as error:
        return _list(visit, problem=refusal(visit, error))
    return Leads(visit.addresses.special("Tags"), Flash(f"admin-tag-{visit.asked('do')}d", {"tag": name}))


def _changes(visit: Visit) -> dict[str, Callable[..., int]]:
    definitions = visit.facilities.curation.tag_definitions
    return {
        "create": definitions.create,
        "activate": definitions.activate,
        "deactivate": definitions.deactivate,
        "delete": definitions.delete,
    }


def _list(visit: Visit, *, problem: str | None = None) -> Shown:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        found = facilities.tags.defined(connection, limit=_MOST)
        counts = facilities.tags.count_revisions(connection, [one.name for one in found])
    lines = [TagLine(one.name, one.active, one.description, counts.get(one.name, 0)) for one in found]
    values = {
        "tags": lines,
        "may_manage": visit.user.may("managechangetags"),
        "may_delete": visit.user.may("deletechangetags"),
        "name": visit.asked("tag") if problem is not None else "",
        "problem": problem,
    }
    return Shown("admin/tags.html", values, 200 if problem is None else 400)


TAGS = SpecialPage("Tags", tags, title="admin-tags-title", summary="admin-tags-summary", takes_posts=True)
