"""Which internet addresses anybody may reach, and which belong to this machine, its network or nobody."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias

IPAddress: TypeAlias = IPv4Address | IPv6Address

# Source: IANA's special-purpose registries. They are written out because the ipaddress module's own answers differ
# between Python's versions, and because it takes anycast relays and multicast for global.
_CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # looks public, but is the host that every Azure machine finds its secrets on
    )
)  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols; Teredo is in it
        "2001:db8::/32", "3fff::/20",  # documentation
    )
)  # fmt: skip

# Where an IPv6 address holds an IPv4 one: the network, and how many bits stand behind the IPv4 address.
_EMBEDDING = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
    (IPv6Network("::/96"), 0),  # compatible; the unspecified and the loopback address are in it too
)


def is_public(address: IPAddress) -> bool:
    """Whether the address is one of the public internet; one that holds an IPv4 address is as public as that."""
    if isinstance(address, IPv6Address):
        embedded = next(_embedded(address), None)
        if embedded is not None:
            return is_public(embedded)
        return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)
    return not any(address in network for network in _CLOSED_4)


def is_local_name(host: str) -> bool:
    """Whether the name stands for this machine, whatever a resolver says of it. Source: RFC 6761, 6.3."""
    return host == "localhost" or host.endswith(".localhost")


def parse_ipv4(host: str) -> IPv4Address | None:
    """The address that a host in any of inet_aton's spellings means: ``127.1``, ``0x7f.1``, ``2130706433``.

    None when the host is a name: its last label is no number. Raises ValueError when it is one, but the whole is no
    address. Source: WHATWG URL, "IPv4 parser"; other readers of the same URL must not see another host.
    """
    labels = host.split(".")
    if not _is_number(labels[-1]):
        return None
    if len(labels) > 4:
        raise ValueError(host)
    *heads, last = (_number(label) for label in labels)
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        raise ValueError(host)
    return IPv4Address(sum(head << (24 - 8 * place) for place, head in enumerate(heads)) + last)


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    for network, behind in _EMBEDDING:
        if address in network:
            yield IPv4Address((int(address) >> behind) & 0xFFFFFFFF)


def _is_number(label: str) -> bool:
    if label.isascii() and label.isdigit():
        return True
    return label[:2] in ("0x", "0X") and all(digit in "0123456789abcdefABCDEF" for digit in label[2:])


def _number(label: str) -> int:
    """What a label is worth, by its base; raises ValueError."""
    if not _is_number(label):
        raise ValueError(label)
    if label[:2] in ("0x", "0X"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") else 10)
