"""The page of a file that is in a shared repository and not here."""

import re
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from mediawharf.model.title import Title
from mediawharf.rendering.cleaning import clean_html
from mediawharf.repo.foreign import ForeignFile
from mediawharf.repo.thumbnails import Wanted, thumbnail_of
from mediawharf.web.answers import Shown
from mediawharf.web.headers import PAGE_POLICY, policy_with_files_of
from mediawharf.web.visit import Visit

_WIDTH: Final = 960
_HOST: Final = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def show_foreign(visit: Visit, title: Title) -> Shown | None:
    """The page; None when no shared repository has the file."""
    foreign = visit.facilities.foreign
    file = foreign.find([title]).get(title) if foreign.repos else None
    if file is None:
        return None
    repo = next(repo for repo in foreign.repos if repo.facts.name == file.repo)
    told = repo.description(title)
    description = None if told is None else Markup(clean_html(told, file.page_url or file.url))  # noqa: S704 - cleaned
    values = {"title": title, "file": file, "picture": _picture(file), "description": description}
    return Shown("foreign/page.html", values, headers={"Content-Security-Policy": _policy(file)})


def _picture(file: ForeignFile) -> dict[str, object] | None:
    """What the page shows of the file; None for what browsers cannot show."""
    thumbnail = thumbnail_of(file.title.dbkey, file.facts, Wanted(min(_WIDTH, file.facts.width or _WIDTH)))
    if thumbnail is None:
        return None
    draw = file.thumbnail_url
    url = file.url if thumbnail.name is None or draw is None else draw(thumbnail.name)
    return {"url": url, "width": thumbnail.width, "height": thumbnail.height}


def _policy(file: ForeignFile) -> str:
    """The policy of pages, with pictures from the file's host too."""
    parts = urlsplit(file.url)
    if parts.scheme not in ("http", "https") or _HOST.fullmatch(parts.netloc) is None:
        return PAGE_POLICY
    return policy_with_files_of(f"{parts.scheme}://{parts.netloc}")
