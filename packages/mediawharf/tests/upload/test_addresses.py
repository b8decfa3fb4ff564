from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.upload.addresses import is_local_name, is_public, parse_ipv4

EMBEDDING = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "2002::/16")))
PRIVATE = (
    "0.0.0.0",
    "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
    "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.0.170",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::2", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2001::1",
    "2001:0:7f00:1::", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "fe80::1", "febf::1", "fec0::1",
    "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "100::1", "5f00::1", "4000::1", "fe80::1%lo",
)  # fmt: skip

PUBLIC = (
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888",
    "2a02:ec80:300:ed1a::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
)  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_private_reserved_and_local_addresses_are_not_public(text):
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_addresses_of_the_internet_are_public(text):
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_as_public_as_itself(address: IPv4Address):
    mapped, nat64 = int(IPv6Address("::ffff:0:0")), int(IPv6Address("64:ff9b::"))
    six_to_four = (0x2002 << 112) + (int(address) << 80) + 1
    embedded = {is_public(IPv6Address(value)) for value in (mapped + int(address), nat64 + int(address), six_to_four)}
    assert embedded == {is_public(address)}


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address):
    # Those that hold an IPv4 address are as public as that one; Python's versions differ about them.
    embeds = isinstance(address, IPv6Address) and any(address in network for network in EMBEDDING)
    assert embeds or not (is_public(address) and address.is_private)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0X7F000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("0x", "0.0.0.0"),
        ("10.65535", "10.0.255.255"),
        ("4294967295", "255.255.255.255"),
    ],
)
def test_every_spelling_of_an_ipv4_address_is_read(host, address):
    assert parse_ipv4(host) == IPv4Address(address)


@pytest.mark.parametrize(
    "host", ["256.0.0.1", "1.2.3.4.5", "4294967296", "127.0.0.08", "1.2.3.256", "1..2", "a.1", "foo.0x4", "1.0xg.2"]
)
def test_what_ends_in_a_number_and_is_no_address_is_refused(host):
    with pytest.raises(ValueError):  # noqa: PT011 - int's and our own: the caller tells the URL
        parse_ipv4(host)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "1.2.3.4a", "0xg", "a", "½"])
def test_a_name_is_no_address(host):
    assert parse_ipv4(host) is None


@given(st.ip_addresses(v=4), st.integers(1, 4), st.lists(st.sampled_from(["{:d}", "0{:o}", "0x{:x}"]), min_size=4))
def test_an_address_is_read_whatever_its_bases_and_parts(address: IPv4Address, parts: int, bases: list[str]):
    octets = list(address.packed)
    values = [*octets[: parts - 1], int.from_bytes(octets[parts - 1 :])]
    spelled = ".".join(base.format(value) for base, value in zip(bases, values, strict=False))
    assert parse_ipv4(spelled) == address


@pytest.mark.parametrize(("host", "is_local"), [("localhost", True), ("a.localhost", True), ("localhost.org", False)])
def test_localhost_and_what_is_under_it_are_local(host, is_local):
    assert is_local_name(host) is is_local
