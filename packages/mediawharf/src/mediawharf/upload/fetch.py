"""Fetches a file from its URL, from public hosts only, within limits of size and time."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mediawharf.upload.addresses import IPAddress, is_local_name, is_public
from mediawharf.upload.errors import FileTooLarge
from mediawharf.upload.fetch_connection import Connect, Deadline, Endpoint, Resolve
from mediawharf.upload.fetch_domains import AllowedDomains
from mediawharf.upload.fetch_errors import Fault, HttpBadStatus, HttpCurlError, TooManyRedirects
from mediawharf.upload.fetch_exchange import Exchange, Head
from mediawharf.upload.fetch_inflate import Inflater
from mediawharf.upload.fetch_url import FetchUrl

MOST_REDIRECTS = 5
MOST_ADDRESSES = 8
FRAMING_BYTES = 1024 * 1024

_REDIRECTS = (301, 302, 303, 307, 308)
_PARTIAL = 206  # nobody asked for a part


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What may be fetched, and how long it may take. ``user_agent`` tells other servers who asks.

    ``allows_private`` opens every address and port: for tests on one machine only.
    """

    maximum_bytes: int
    user_agent: str
    domains: tuple[str, ...] = ()
    allows_private: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    total_seconds: float = 60
    idle_seconds: float = 30
    connect_seconds: float = 10


class Fetcher:
    """Fetches files. Synchronous: it keeps its thread until the file is there."""

    def __init__(
        self, rules: FetchRules, *, resolve: Resolve, connect: Connect, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._rules = rules
        self._domains = AllowedDomains(rules.domains)
        self._resolve = resolve
        self._connect = connect
        self._seconds = seconds

    def require_allowed(self, url: str) -> None:
        """Raises CopyUploadBadDomain when the wiki does not fetch from the URL's host. Asks nobody."""
        self._domains.require_text(url)

    def fetch(
        self, url: str, write: Callable[[memoryview], object], *, progress: Callable[[int, int | None], object]
    ) -> None:
        """Hands the file's bytes to write as they come in.

        After each piece, progress is told how many bytes there are, and how many there will be if that is known.
        Raises HttpInvalidUrl, CopyUploadBadDomain, HttpCurlError, HttpTimedOut, HttpBadStatus, TooManyRedirects and
        FileTooLarge; write may have got some bytes then.
        """
        deadline = Deadline(self._seconds() + self._rules.total_seconds, self._seconds)
        at = FetchUrl.parse(url)
        for _ in range(MOST_REDIRECTS + 1):
            with self._open(at, deadline) as connection:
                exchange = self._exchange(connection, at, deadline)
                head = exchange.ask(user_agent=self._rules.user_agent)
                if head.status not in _REDIRECTS or head.location is None:
                    self._take(exchange, head, write, progress)
                    return
            at = at.follow(head.location)
        raise TooManyRedirects

    @contextmanager
    def _open(self, url: FetchUrl, deadline: Deadline) -> Iterator[socket.socket]:
        """A connection to one of the host's addresses, each of which was checked; it is closed on leaving."""
        self._domains.require(url)
        with self._connected(url, deadline) as connection:
            yield connection

    def _connected(self, url: FetchUrl, deadline: Deadline) -> socket.socket:
        fault = Fault.UNREACHABLE
        for address in self._addresses(url)[:MOST_ADDRESSES]:
            try:
                return self._connect(
                    Endpoint(address, url.port, url.server_name),
                    lambda: deadline.left(at_most=self._rules.connect_seconds),
                )
            except ssl.SSLError:
                fault = Fault.INSECURE
            except OSError:
                continue
        raise HttpCurlError(fault)

    def _addresses(self, url: FetchUrl) -> tuple[IPAddress, ...]:
        """Where the host is found; raises HttpCurlError, the same for what is not there and what may not be asked."""
        try:
            found = (url.address,) if url.address is not None else tuple(self._resolve(url.host))
        except OSError as error:
            raise HttpCurlError(Fault.UNREACHABLE) from error
        if not (self._rules.allows_private or self._is_open(url, found)):
            raise HttpCurlError(Fault.UNREACHABLE)
        return found

    def _is_open(self, url: FetchUrl, addresses: tuple[IPAddress, ...]) -> bool:
        """Whether all of the addresses may be asked: one private answer among public ones gives a rebinding away."""
        return url.port in self._rules.ports and not is_local_name(url.host) and all(map(is_public, addresses))

    def _exchange(self, connection: socket.socket, url: FetchUrl, deadline: Deadline) -> Exchange:
        return Exchange(
            connection,
            url,
            deadline=deadline,
            idle_seconds=self._rules.idle_seconds,
            most_bytes=2 * self._rules.maximum_bytes + FRAMING_BYTES,
        )

    def _take(
        self,
        exchange: Exchange,
        head: Head,
        write: Callable[[memoryview], object],
        progress: Callable[[int, int | None], object],
    ) -> None:
        """Hands on the body, while it is no larger than the wiki takes."""
        if not 200 <= head.status < 300 or head.status == _PARTIAL:
            raise HttpBadStatus(head.status, head.reason)
        inflater, maximum, size = Inflater(head.codings), self._rules.maximum_bytes, 0
        total = head.length if inflater.is_plain else None
        if total is not None and total > maximum:
            raise FileTooLarge(total, maximum)
        for piece in exchange.body():
            for plain in inflater.feed(piece):
                size += len(plain)
                if size > maximum:
                    raise FileTooLarge(size, maximum)
                write(memoryview(plain))
                progress(size, total)
        inflater.finish()
