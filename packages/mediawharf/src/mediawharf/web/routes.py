"""Addresses beside those of the API and of files, which `app.py` answers past the framework."""

from starlette.routing import BaseRoute, Route

from mediawharf.facilities import Facilities
from mediawharf.repo.urls import ICON_FOLDER
from mediawharf.web.assets import Assets
from mediawharf.web.file_icons import file_icon
from mediawharf.web.pages import PageAnswers
from mediawharf.web.thumbnail_script import ThumbnailScript


def routes(facilities: Facilities) -> list[BaseRoute]:
    """All pages, and what they need; what matches none of the other addresses may be a page's, so they come last."""
    settings = facilities.settings
    assets = Assets(f"{settings.script_path}/static")
    pages = PageAnswers(facilities, assets)
    index = f"{settings.script_path}/index.php"
    return [
        Route(f"{settings.script_path}/api.php/{{rest:path}}", pages.api, methods=["GET", "POST"]),
        Route(f"{settings.script_path}/static/{{version}}/{{path:path}}", assets.serve),
        Route(f"{settings.script_path}/thumb.php", ThumbnailScript(facilities)),
        Route(f"{settings.script_path}{ICON_FOLDER}/{{name}}", file_icon),
        Route(index, pages),
        Route(f"{index}/{{title:path}}", pages),
        Route("/", pages),
        Route(f"{settings.script_path}/", pages),
        *_article_routes(settings.article_path, pages),
    ]


def _article_routes(article_path: str, pages: PageAnswers) -> list[BaseRoute]:
    """None where titles go in the query string: those addresses are index.php's."""
    if "?" in article_path:
        return []
    before, _, after = article_path.partition("$1")
    folder = [Route(before.rstrip("/"), pages)] if before.rstrip("/") else []
    return [*folder, Route(f"{before}{{title:path}}{after}", pages)]
