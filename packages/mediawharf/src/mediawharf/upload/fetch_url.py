r"""Reads the URL of a file to fetch, once: what is connected to, checked and asked for are all taken from here.

Two readers of one text who see different hosts are the danger. Whatever browsers, curl and RFC 3986 read differently
is refused: blanks, control characters, backslashes, ``user@``, zone ids. What they agree on is brought to one form.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Self
from urllib.parse import quote, urljoin

import idna

from mediawharf.upload.addresses import IPAddress, parse_ipv4
from mediawharf.upload.fetch_errors import HttpInvalidUrl

MOST_CHARACTERS = 8192
MOST_HOST_CHARACTERS = 253

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
_URL = re.compile(r"(https?)://([^/?#]+)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:@]+))(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_TARGET_SAFE = "%/:@!$&'()*+,;=?~-._[]|"

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class FetchUrl:
    """A URL in one form: lower-case ASCII host without a last dot, or the ``address`` that it spells."""

    scheme: str
    host: str
    address: IPAddress | None
    port: int
    target: str  # path and query, in printable ASCII

    @classmethod
    def parse(cls, text: str) -> Self:
        """The URL that the text spells; raises HttpInvalidUrl."""
        found = _URL.fullmatch(text)
        if found is None or len(text) > MOST_CHARACTERS or _FORBIDDEN.search(text) is not None:
            raise HttpInvalidUrl(text)
        scheme, authority, path, query = found[1].lower(), found[2], found[3], found[4] or ""
        parts = _AUTHORITY.fullmatch(authority)
        # Old readers look for the @ up to the first slash, and do not stop at # or ?.
        if parts is None or "@" in text.split("/")[2]:
            raise HttpInvalidUrl(text)
        try:
            host, address = _bracketed(parts[1]) if parts[1] is not None else _host(parts[2])
        except ValueError:
            raise HttpInvalidUrl(text) from None
        port = int(parts[3] or _DEFAULT_PORTS[scheme])
        if not 1 <= port <= 65535:
            raise HttpInvalidUrl(text)
        return cls(scheme, host, address, port, quote((path or "/") + query, safe=_TARGET_SAFE))

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them; the scheme's own port is left out."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def server_name(self) -> str | None:
        """The host that the certificate must be of; None without TLS."""
        return self.host if self.scheme == "https" else None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    def follow(self, location: str) -> "FetchUrl":
        """Where a redirect's Location leads from here; raises HttpInvalidUrl."""
        if _FORBIDDEN.search(location) is not None:  # urljoin would drop some of them unseen
            raise HttpInvalidUrl(location)
        try:
            return FetchUrl.parse(urljoin(str(self), location))
        except ValueError:  # urljoin's, of brackets
            raise HttpInvalidUrl(location) from None


def ascii_name(name: str) -> str:
    """A host name in lower-case ASCII, without a last dot; raises ValueError. Source: UTS 46, not transitional."""
    if len(name) > MOST_HOST_CHARACTERS + 1:
        raise ValueError(name)
    mapped = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    mapped = mapped.lower().removesuffix(".")
    labels = mapped.split(".")
    if len(mapped) > MOST_HOST_CHARACTERS or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(name)
    return mapped


def _host(text: str) -> tuple[str, IPAddress | None]:
    name = ascii_name(text)
    address = parse_ipv4(name)
    return (name, None) if address is None else (str(address), address)


def _bracketed(text: str) -> tuple[str, IPAddress]:
    address = IPv6Address(text)
    return str(address), address
