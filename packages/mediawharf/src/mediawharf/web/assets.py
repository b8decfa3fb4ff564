"""The interface's own style sheets, scripts and pictures: small, kept in memory, and cached by browsers for good.

Their addresses hold a version made of all their bytes. Scripts import each other by relative addresses, so one version
before the path serves them all; a new version of anything is a new address of everything.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from mediawharf.web.uncommented import uncommented

TYPES = MappingProxyType({
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
})  # fmt: skip
_PACKED = frozenset({"css", "js", "json", "mjs", "svg", "txt", "wasm", "webmanifest"})

# A worker runs under the policy of its own script: hashing needs WebAssembly there, and pages do without.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'none'"
)
_HEADERS = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file, as it is and packed."""

    body: bytes
    suffix: str

    @cached_property
    def packed(self) -> bytes | None:
        """The bytes under gzip; None where that saves nothing."""
        packed = gzip.compress(self.body, 9, mtime=0) if self.suffix in _PACKED else self.body
        return packed if len(packed) < len(self.body) else None


class Assets:
    """All files below ``static/`` of known types, read once by whoever makes this."""

    def __init__(self, prefix: str, root: Traversable | None = None) -> None:
        self._prefix = prefix
        self._assets = dict(_files(root or resources.files("mediawharf.web") / "static"))
        digest = hashlib.sha256()
        for path, asset in sorted(self._assets.items()):
            digest.update(f"{path}\0{len(asset.body)}\0".encode() + asset.body)
        self.version = digest.hexdigest()[:12]

    @property
    def base(self) -> str:
        """The address that all paths are below, with a slash at its end."""
        return f"{self._prefix}/{self.version}/"

    @property
    def paths(self) -> tuple[str, ...]:
        """What there is."""
        return tuple(sorted(self._assets))

    def address(self, path: str) -> str:
        """Where a file is; KeyError when there is none, which is a page's mistake."""
        if path not in self._assets:
            raise KeyError(path)
        return self.base + path

    def read(self, path: str) -> Asset:
        """A file; KeyError when there is none."""
        return self._assets[path]

    async def serve(self, request: Request) -> Response:
        """Answers a request for ``VERSION/PATH``.

        An older version's address gets today's bytes, which no cache may keep: pages of a server that is being
        replaced ask for them.
        """
        path, version = request.path_params["path"], request.path_params["version"]
        asset = self._assets.get(path)
        if asset is None:
            return PlainTextResponse("No such file.\n", 404, headers=_HEADERS)
        keeping = _FOR_GOOD if version == self.version else "no-cache"
        headers = {**_HEADERS, "Cache-Control": keeping, "Content-Type": TYPES[asset.suffix], "Vary": "Accept-Encoding"}
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        if takes_gzip and asset.packed is not None:
            return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"})
        return Response(asset.body, headers=headers)


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Asset]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
            continue
        suffix = entry.name.rpartition(".")[2]
        if suffix in TYPES:
            yield prefix + entry.name, Asset(_served(entry, suffix), suffix)


def _served(entry: Traversable, suffix: str) -> bytes:
    return uncommented(entry.read_text("utf-8")).encode() if suffix == "js" else entry.read_bytes()
