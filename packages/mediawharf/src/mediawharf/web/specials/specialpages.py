"""``Special:SpecialPages``: all the pages that this interface has, in groups."""

from collections.abc import Callable

from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit

GROUPS = ("files", "changes", "accounts", "curation", "wiki")


def special_pages(listed: Callable[[], tuple[SpecialPage, ...]]) -> SpecialPage:
    """The page that lists others; those are asked for when it is shown, since it is one of them itself."""

    def run(visit: Visit, _rest: str) -> Answer:
        """The pages by groups; those that the visitor may not use are left out."""
        usable = [page for page in listed() if page.title and (page.right is None or visit.user.may(page.right))]
        groups = {
            group: sorted((page for page in usable if page.group == group), key=lambda page: visit.text(page.title))
            for group in GROUPS
        }
        return Shown("lists/specialpages.html", {"groups": {name: pages for name, pages in groups.items() if pages}})

    return SpecialPage("SpecialPages", run, title="lists-specialpages-title", summary="lists-specialpages-summary")
