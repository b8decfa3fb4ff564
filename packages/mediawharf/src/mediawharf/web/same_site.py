"""Whether a form was sent from a page of this site: by the headers that browsers set and pages cannot.

The token proves the same for whoever is logged in. Who is not has no secret to prove anything with, and this guards
them too. Programs that set neither header are not browsers, and nobody can make them send a form unawares.
Source: the Fetch standard (Origin) and Fetch Metadata.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_from_here(headers: Mapping[str, str], *, server: str) -> bool:
    """Whether headers, names in lower case, allow a write; ``server`` is the wiki's scheme and host."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin == server or urlsplit(origin).netloc == headers.get("host")
