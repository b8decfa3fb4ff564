"""Addresses below the upload path: files and their thumbnails.

They stand on a router of their own, so that a host that serves nothing but files can have them alone.
"""

from starlette.routing import Route, Router

from mediawharf.facilities import Facilities
from mediawharf.web.files import PublishedFiles
from mediawharf.web.foreign_files import ForeignFiles
from mediawharf.web.thumbnail_files import PublishedThumbnails

_CURRENT = "{first}/{second}/{name}"
_OLD = "archive/{first}/{second}/{archive_name}"


def file_router(facilities: Facilities) -> Router:
    """Serves ``/a/ab/NAME``, ``/archive/a/ab/TIME!NAME``, and the same below ``/thumb`` with a thumbnail's name."""
    files, thumbnails = PublishedFiles(facilities), PublishedThumbnails(facilities)
    routes = [
        Route("/foreign/{repo}/{name}", ForeignFiles(facilities)),
        Route(f"/{_CURRENT}", files),
        Route(f"/{_OLD}", files),
        Route(f"/thumb/{_CURRENT}/{{thumbnail}}", thumbnails),
        Route(f"/thumb/{_OLD}/{{thumbnail}}", thumbnails),
    ]
    return Router(routes, redirect_slashes=False, default=files)
