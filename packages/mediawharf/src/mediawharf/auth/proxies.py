"""Whom a request comes from when proxies stand in between."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network


class TrustedProxies:
    """The proxies whose word on a client's address is taken; networks as ``10.0.0.0/8``, or single addresses."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(map(ip_network, networks))

    def __bool__(self) -> bool:
        return bool(self._networks)

    def client(self, peer: str, forwarded: Iterable[str]) -> str:
        """The address of the nearest host that is no trusted proxy.

        ``peer`` is whom the connection comes from; ``forwarded`` are the values of X-Forwarded-For in their order.
        Each proxy appends whom it was asked by, so the list is believed from its end, as far as proxies are trusted.
        """
        hops = [hop.strip() for value in forwarded for hop in value.split(",")]
        client = peer
        while hops and self._are_trusted(client):
            hop = _address(hops.pop())
            if hop is None:
                break  # what a trusted proxy does not know
            client = str(hop)
        return client

    def _are_trusted(self, address: str) -> bool:
        found = _address(address)
        return found is not None and any(found in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.removeprefix("[").partition("]")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return found if mapped is None else mapped
