import pytest

from mediawharf.auth.proxies import TrustedProxies

PROXIES = TrustedProxies(["127.0.0.1", "10.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.9, 192.0.2.1, 10.1.2.3"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.9", "192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("fd00::1", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("::ffff:127.0.0.1", ["::ffff:192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["10.0.0.1"], "10.0.0.1"),
        ("127.0.0.1", [], "127.0.0.1"),
    ],
)
def test_client_is_the_nearest_that_is_no_proxy(peer: str, forwarded: list[str], client: str) -> None:
    assert PROXIES.client(peer, forwarded) == client


def test_strangers_are_not_believed() -> None:
    assert PROXIES.client("203.0.113.5", ["192.0.2.1"]) == "203.0.113.5"


@pytest.mark.parametrize("forwarded", ["unknown", "", "192.0.2.1, <script>"])
def test_what_a_proxy_does_not_know_is_left_out(forwarded: str) -> None:
    assert PROXIES.client("127.0.0.1", [forwarded]) == "127.0.0.1"
