"""``Special:Contributions/NAME``: what somebody has changed, the newest first."""

from collections.abc import Container
from dataclasses import dataclass

from markupsafe import Markup

from mediawharf.auth.names import canonical_name
from mediawharf.db.contributions import Contribution, ContributionFilter, list_contributions
from mediawharf.db.timerange import TimeRange
from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import comment_html, comment_titles
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit

PAGE = 50


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """One revision; ``length`` is that of the text, in bytes."""

    title: Title
    revision_id: int
    timestamp: int
    length: int
    is_new: bool
    is_minor: bool
    is_latest: bool
    comment: Markup


def contributions(visit: Visit, rest: str) -> Answer:
    """A page of the list; without a name the form that asks for one."""
    asked = (rest or visit.query.get("target", "")).replace("_", " ").strip()
    name = canonical_name(asked) or asked
    lines, following = _lines(visit, name) if name else ([], None)
    values = {
        "name": name,
        "user": None if canonical_name(name) is None else Title(USER, name.replace(" ", "_")),
        "lines": lines,
        "next": None if following is None else f"{following.timestamp}|{following.revision_id}",
    }
    return Shown("lists/contributions.html", values)


def _lines(visit: Visit, name: str) -> tuple[list[ContributionLine], ContributionLine | None]:
    """A page's lines, and the one that the next page begins with."""
    pages = visit.facilities.pages
    with visit.facilities.database.read() as connection:
        range_ = TimeRange(PAGE + 1, from_row=_place(visit.query.get("from", "")))
        found = list_contributions(connection, name, range_=range_, filter_=ContributionFilter())
        linked = {title for each in found for title in comment_titles(each.revision.comment)}
        existing: Container[Title] = pages.find_many(connection, linked) if linked else ()
    lines = [_line(visit, each, existing) for each in found]
    return lines[:PAGE], lines[PAGE] if len(lines) > PAGE else None


def _line(visit: Visit, each: Contribution, existing: Container[Title]) -> ContributionLine:
    revision = each.revision
    article_path = visit.facilities.settings.article_path
    shown = comment_html(revision.comment, article_path, existing.__contains__, page=each.title)
    return ContributionLine(
        title=each.title,
        revision_id=revision.id,
        timestamp=revision.timestamp,
        length=revision.size,
        is_new=revision.parent_id == 0,
        is_minor=revision.minor,
        is_latest=each.is_latest,
        comment=Markup(shown),  # noqa: S704 - escaped by comment_html
    )


def _place(text: str) -> tuple[int, int] | None:
    timestamp, _, row_id = text.partition("|")
    is_place = all(part.isascii() and part.isdigit() and len(part) < 18 for part in (timestamp, row_id))
    return (int(timestamp), int(row_id)) if is_place else None


CONTRIBUTIONS = SpecialPage(
    "Contributions",
    contributions,
    title="lists-contributions-title",
    summary="lists-contributions-summary",
    group="changes",
    aliases=("Contribs",),
)
