"""The pictures that stand for files without one of their own."""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from mediawharf.repo.urls import ICONS
from mediawharf.web.headers import FILE_HEADERS, PUBLIC
from mediawharf.web.refusals import refusal

_FOLDER: Final = Path(__file__).parent / "icons"
_HEADERS: Final = MappingProxyType({**FILE_HEADERS, **PUBLIC, "Cache-Control": "public, max-age=86400"})


async def file_icon(request: Request) -> Response:
    """The icon of that name."""
    name = request.path_params["name"]
    if name not in ICONS:
        return refusal(404, "No such icon.", PUBLIC)
    return FileResponse(_FOLDER / name, headers=_HEADERS)
