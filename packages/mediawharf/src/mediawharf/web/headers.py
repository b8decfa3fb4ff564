"""The headers under which files and pages go out: what browsers must not do with them. Source: RFC 6266, RFC 9110."""

import re
from types import MappingProxyType
from urllib.parse import quote

# A file is looked at by itself, as somebody's of whom nothing is known: it runs no script and loads nothing.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
# Pages run our own scripts and load what is on this host; blobs and data are previews of files before they are sent.
# Descriptions style their elements: what those attributes may hold is checked where descriptions are rendered.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

FILE_HEADERS = MappingProxyType({"X-Content-Type-Options": "nosniff", "Content-Security-Policy": FILE_POLICY})


def policy_with_files_of(origin: str) -> str:
    """The policy of pages that show files of another host too; ``origin`` is its scheme and host."""
    with_pictures = PAGE_POLICY.replace("img-src 'self'", f"img-src 'self' {origin}")
    return with_pictures.replace("media-src 'self'", f"media-src 'self' {origin}")


PAGE_HEADERS = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "origin-when-cross-origin",
        "Content-Security-Policy": PAGE_POLICY,
        "Cache-Control": "private, must-revalidate, max-age=0",
    }
)

# Everybody's files: viewers on other sites may read them, and caches keep them but ask each time, since a name's
# bytes can change and go at any moment.
PUBLIC = MappingProxyType(
    {
        "Cache-Control": "public, no-cache",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, Date, ETag, Last-Modified",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
# The files of a wiki that only its users may read.
MEMBERS_ONLY = MappingProxyType(
    {
        "Cache-Control": "private, no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Cookie",
    }
)
# One user's own.
OWNERS_ONLY = MappingProxyType(
    {
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Cookie",
    }
)

_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_SHOWN = ("image/", "audio/", "video/")
_SHOWN_TOO = frozenset({"application/pdf", "application/ogg"})
_NOT_PLAIN = re.compile(r"[^ !#-$&-\[\]-~]")  # printable ASCII without the quote, the backslash and the percent sign
_ATTRIBUTE = "!#$&+-.^_`|~"  # RFC 8187's attr-char beside letters and digits


def content_type(mime: str) -> str:
    """The stored type as a header; for what is none, the type of bytes of any kind."""
    return mime if _TYPE.fullmatch(mime) else "application/octet-stream"


def content_disposition(filename: str, mime: str) -> str:
    """Whether a browser shows the file or only saves it, and under which name.

    Shown are raster images, audio, video, SVG and PDF.
    """
    is_shown = mime.startswith(_SHOWN) or mime in _SHOWN_TOO
    plain = _NOT_PLAIN.sub("_", filename)
    kind = "inline" if is_shown else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe=_ATTRIBUTE)}"
