"""``Special:RecentChanges``: what has changed lately, of pages and files."""

from typing import Final

from mediawharf.pages.changes import ChangeFilter, TimeRange
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.changelines import change_page
from mediawharf.web.entries import SpecialPage
from mediawharf.web.places import place_of, place_text
from mediawharf.web.visit import Visit

PAGE_LENGTH: Final = 50
# What may be asked to be shown: the words of the form, and the types of changes that they mean.
KINDS: Final = {"edits": ("edit", "new"), "pages": ("new",), "logs": ("log",)}
_KEPT: Final = ("kind", "hideminor", "hidebots", "hidemine")


def recent_changes(visit: Visit, _rest: str) -> Answer:
    """The changes, the newest first."""
    range_ = TimeRange(PAGE_LENGTH + 1, from_row=place_of(visit.asked("from")))
    with visit.facilities.database.read() as connection:
        found = change_page(visit.facilities, connection, range_, filter_=change_filter(visit))
    values = {"lines": found.lines, "following": place_text(found.following), **filter_values(visit)}
    return Shown("changes/recent.html", values)


def change_filter(visit: Visit) -> ChangeFilter:
    """What the form above a list of changes asks for."""
    return ChangeFilter(
        types=KINDS.get(visit.asked("kind"), ()),
        minor=False if visit.ticked("hideminor") else None,
        bot=False if visit.ticked("hidebots") else None,
        except_user=visit.user.name if visit.ticked("hidemine") else None,
    )


def filter_values(visit: Visit) -> dict[str, object]:
    """What the form needs to show what it was asked for."""
    return {
        "kinds": tuple(KINDS),
        "kind": visit.asked("kind"),
        "query": {name: value for name, value in visit.query.items() if name in _KEPT and value},
    }


RECENT_CHANGES = SpecialPage(
    "RecentChanges", recent_changes, title="log-changes-title", summary="log-changes-summary", group="changes"
)
