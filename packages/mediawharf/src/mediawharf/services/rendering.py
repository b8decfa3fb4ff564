"""Builds what renders pages."""

from mediawharf.pages.markup.document import Site
from mediawharf.rendering.renderer import Renderer
from mediawharf.repo.urls import Urls
from mediawharf.repo.visible import VisibleFiles
from mediawharf.settings import Settings
from mediawharf.upload.publish import Books


def build_renderer(settings: Settings, books: Books) -> Renderer:
    """Renders the wiki's pages."""
    urls = urls_of(settings)
    return Renderer(
        books.pages, VisibleFiles(books.repo, urls, books.foreign), urls, site_of(settings), settings.thumbnail_steps
    )


def site_of(settings: Settings) -> Site:
    """What texts may ask of the wiki."""
    return Site(settings.sitename, settings.server, settings.script_path, settings.language_code)


def urls_of(settings: Settings) -> Urls:
    """Makes the wiki's addresses."""
    return Urls(
        settings.server, settings.script_path, settings.article_path, settings.upload_path, settings.upload_server
    )
