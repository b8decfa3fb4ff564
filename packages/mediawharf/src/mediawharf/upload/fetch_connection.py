"""Finds a host's addresses, and connects to one of them: nothing is looked up again in between."""

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TypeAlias

from mediawharf.upload.addresses import IPAddress


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a fetch must be over, in the seconds of a clock that never jumps."""

    ends: float
    seconds: Callable[[], float]

    def left(self, *, at_most: float) -> float:
        """Seconds that the next step may take; raises TimeoutError when none are left."""
        left = self.ends - self.seconds()
        if left <= 0:
            raise TimeoutError
        return min(left, at_most)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to connect to. ``server_name`` is the host that the certificate must be of; None: without TLS."""

    address: IPAddress
    port: int
    server_name: str | None


Resolve: TypeAlias = Callable[[str], Sequence[IPAddress]]
Connect: TypeAlias = Callable[[Endpoint, Callable[[], float]], socket.socket]


def resolve(host: str) -> tuple[IPAddress, ...]:
    """All addresses of a host, in the system resolver's order; raises OSError. Waits as long as the resolver does."""
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(str(place[0])) for *_, place in found))


class DirectConnector:
    """Connects straight to an address, whatever proxies the environment names."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls

    def connect(self, endpoint: Endpoint, timeout: Callable[[], float]) -> socket.socket:
        """A connection, with the certificate checked; raises OSError, of which ssl.SSLError is one.

        ``timeout`` tells how many seconds the next step may take.
        """
        family = socket.AF_INET if endpoint.address.version == 4 else socket.AF_INET6
        with ExitStack() as unless_done:
            plain = unless_done.enter_context(socket.socket(family, socket.SOCK_STREAM))
            plain.settimeout(timeout())
            plain.connect((str(endpoint.address), endpoint.port))
            if endpoint.server_name is None:
                unless_done.pop_all()
                return plain
            plain.settimeout(timeout())
            # The new socket takes the plain one's place, so that closing that one does nothing any more.
            # An end without TLS's own goodbye may be anybody's doing, and the file cut.
            return self._tls.wrap_socket(plain, server_hostname=endpoint.server_name, suppress_ragged_eofs=False)
