"""Fetches from a network of the test's own: names, addresses and answers are scripted; no connection is opened."""

import gzip
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest

from mediawharf.upload.addresses import IPAddress
from mediawharf.upload.errors import FileTooLarge
from mediawharf.upload.fetch import Fetcher, FetchRules
from mediawharf.upload.fetch_connection import Endpoint
from mediawharf.upload.fetch_errors import (
    CopyUploadBadDomain,
    Fault,
    HttpBadStatus,
    HttpCurlError,
    HttpInvalidUrl,
    HttpTimedOut,
    TooManyRedirects,
)

PUBLIC, OTHER = "93.184.216.34", "2606:4700::1111"
OK = b"HTTP/1.1 200 OK\r\n"
MOST = 50_000


@dataclass
class Net:
    """What names stand for, and what is answered at addresses: one answer after the other, the last for ever."""

    names: dict[str, list[str]] = field(default_factory=lambda: {"example.org": [PUBLIC], "other.org": [OTHER]})
    answers: dict[str, list[bytes]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    connected: list[Endpoint] = field(default_factory=list)
    sockets: list[socket.socket] = field(default_factory=list)

    def resolve(self, host: str) -> list[IPAddress]:
        self.looked_up.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [ip_address(text) for text in self.names[host]]

    def connect(self, endpoint: Endpoint, timeout: Callable[[], float]) -> socket.socket:
        timeout()
        self.connected.append(endpoint)
        answers = self.answers.get(str(endpoint.address))
        if answers is None:
            raise ConnectionRefusedError
        near, far = socket.socketpair()
        self.sockets += [near, far]
        far.sendall(answers.pop(0) if len(answers) > 1 else answers[0])
        far.shutdown(socket.SHUT_WR)
        return near

    def requests(self) -> list[bytes]:
        return [far.recv(65536) for far in self.sockets[1::2]]

    def fetch(self, url: str, **rules: object) -> bytes:
        """The file's bytes."""
        return b"".join(self.pieces(url, lambda *_: None, **rules))

    def pieces(self, url: str, progress: Callable[[int, int | None], None], **rules: object) -> list[bytes]:
        taken: list[bytes] = []
        self.fetcher(**rules).fetch(url, lambda piece: taken.append(bytes(piece)), progress=progress)
        return taken

    def fetcher(self, **rules: object) -> Fetcher:
        made = FetchRules(**{"maximum_bytes": MOST, "user_agent": "Wharf", "idle_seconds": 5, **rules})
        return Fetcher(made, resolve=self.resolve, connect=self.connect)


@pytest.fixture
def net() -> Iterator[Net]:
    net = Net()
    net.answers[PUBLIC] = [OK + b"Content-Length: 4\r\n\r\nbody"]
    yield net
    for end in net.sockets:
        end.close()


def moved(to: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 4\r\n\r\nmove".encode()


def fault_of(net: Net, url: str, **rules: object) -> Fault:
    with pytest.raises(HttpCurlError) as refused:
        net.fetch(url, **rules)
    return refused.value.fault


def test_a_file_is_fetched_from_the_address_that_was_checked(net):
    assert net.fetch("http://example.org/a.png") == b"body"
    assert net.looked_up == ["example.org"]
    assert net.connected == [Endpoint(ip_address(PUBLIC), 80, None)]


def test_a_certificate_is_asked_of_the_host_and_not_of_the_address(net):
    assert net.fetch("https://EXAMPLE.org./a.png") == b"body"
    assert net.connected == [Endpoint(ip_address(PUBLIC), 443, "example.org")]
    assert b"Host: example.org\r\n" in net.requests()[0]


def test_progress_is_told_after_each_piece(net):
    told: list[tuple[int, int | None]] = []
    net.pieces("http://example.org/", lambda *sizes: told.append(sizes))
    assert told == [(4, 4)]


@pytest.mark.parametrize("framing", [b"", b"Content-Encoding: gzip\r\n"])
def test_progress_has_no_total_when_none_is_known(net, framing):
    body = gzip.compress(b"body") if framing else b"body"
    net.answers[PUBLIC] = [OK + framing + b"\r\n" + body]
    told: list[tuple[int, int | None]] = []
    net.pieces("http://example.org/", lambda *sizes: told.append(sizes))
    assert told == [(4, None)]


@pytest.mark.parametrize(
    "host",
    [
        "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "localhost.", "x.localhost", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fc00::1]", "169.254.169.254", "100.64.0.1",
        "10.0.0.1", "172.16.0.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1",
    ],
)  # fmt: skip
def test_no_spelling_of_a_private_host_is_connected_to(net, host):
    net.names |= {"localhost": [PUBLIC], "x.localhost": [PUBLIC]}
    assert fault_of(net, f"http://{host}/") is Fault.UNREACHABLE
    assert net.connected == []


@pytest.mark.parametrize("addresses", [[PUBLIC, "10.0.0.1"], ["::1", PUBLIC], ["169.254.169.254"], ["fe80::1%lo"]])
def test_one_private_answer_among_public_ones_is_enough_to_refuse(net, addresses):
    net.names["example.org"] = addresses
    assert fault_of(net, "http://example.org/") is Fault.UNREACHABLE
    assert net.connected == []


def test_a_name_that_changes_between_look_ups_is_not_looked_up_again(net):
    answers = iter([[ip_address(PUBLIC)], [ip_address("127.0.0.1")]])
    rules = FetchRules(maximum_bytes=MOST, user_agent="Wharf")
    fetcher = Fetcher(rules, resolve=lambda _: next(answers), connect=net.connect)
    fetcher.fetch("http://example.org/", bytes, progress=lambda *_: None)
    assert [str(endpoint.address) for endpoint in net.connected] == [PUBLIC]


@pytest.mark.parametrize("port", [22, 25, 8080, 6379])
def test_other_ports_are_not_connected_to(net, port):
    assert fault_of(net, f"http://example.org:{port}/") is Fault.UNREACHABLE
    assert net.connected == []


def test_other_ports_can_be_opened(net):
    assert net.fetch("http://example.org:8080/", ports=frozenset({8080})) == b"body"


def test_private_addresses_and_any_port_can_be_opened(net):
    net.answers["127.0.0.1"] = [OK + b"\r\nlocal"]
    assert net.fetch("http://127.0.0.1:45678/", allows_private=True) == b"local"


def test_blocked_and_unreachable_hosts_are_told_in_the_same_words(net):
    net.names |= {"inner.org": ["10.0.0.1"], "empty.org": [], "closed.org": ["93.184.216.35"]}
    told = []
    for host in ("inner.org", "empty.org", "closed.org", "nowhere.org", "127.0.0.1", "example.org:22", "localhost"):
        with pytest.raises(HttpCurlError) as refused:
            net.fetch(f"http://{host}/")
        told.append((refused.value.code, refused.value.message(), str(refused.value)))
    assert len(set(told)) == 1


def test_the_next_address_is_tried_when_one_does_not_answer(net):
    net.names["example.org"] = [OTHER, PUBLIC]
    assert net.fetch("http://example.org/") == b"body"
    assert [str(endpoint.address) for endpoint in net.connected] == [OTHER, PUBLIC]


def test_a_missing_answer_is_told_with_a_bad_status_beside_it():
    beside = [error.companions()[0] for error in (HttpCurlError(Fault.CUT_SHORT), HttpTimedOut("http://a/"))]
    assert [(error.code, error.status) for error in beside] == [("http-bad-status", 0)] * 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_its_own_body_dropped(net, status):
    net.answers[PUBLIC] = [moved("https://other.org/b", status)]
    net.answers[OTHER] = [OK + b"\r\nelsewhere"]
    assert net.fetch("http://example.org/a") == b"elsewhere"
    assert net.connected[1] == Endpoint(ip_address(OTHER), 443, "other.org")
    assert b"Referer" not in net.requests()[1]


@pytest.mark.parametrize("to", ["http://127.0.0.1/", "http://inner.org/", "//[::1]/", "http://0x7f.1/", "//a:22/"])
def test_a_redirect_into_the_private_network_is_not_followed(net, to):
    net.names["inner.org"] = ["10.0.0.1"]
    net.answers[PUBLIC] = [moved(to)]
    assert fault_of(net, "http://example.org/") is Fault.UNREACHABLE
    assert len(net.connected) == 1


def test_a_name_that_turns_private_at_the_second_hop_is_refused(net):
    answers = iter([[ip_address(PUBLIC)], [ip_address("127.0.0.1")]])
    net.answers[PUBLIC] = [moved("/again")]
    fetcher = Fetcher(FetchRules(MOST, "Wharf"), resolve=lambda _: next(answers), connect=net.connect)
    with pytest.raises(HttpCurlError):
        fetcher.fetch("http://example.org/", bytes, progress=lambda *_: None)
    assert len(net.connected) == 1


@pytest.mark.parametrize("to", ["ftp://example.org/", "file:///etc/passwd", "http://a@example.org/", "http://a\\b/"])
def test_a_redirect_to_no_fetchable_url_is_refused(net, to):
    net.answers[PUBLIC] = [moved(to)]
    with pytest.raises(HttpInvalidUrl):
        net.fetch("http://example.org/")


def test_five_redirects_are_followed(net):
    net.answers[PUBLIC] = [*[moved(f"/{n}") for n in range(5)], OK + b"\r\nbody"]
    assert net.fetch("http://example.org/") == b"body"


def test_six_redirects_are_too_many(net):
    net.answers[PUBLIC] = [moved("/loop")]
    with pytest.raises(TooManyRedirects):
        net.fetch("http://example.org/loop")
    assert len(net.connected) == 6


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nnobody", (404, "Not Found")),
        (b"HTTP/1.1 500\r\n\r\n", (500, "Internal Server Error")),
        (b"HTTP/1.1 302 Found\r\n\r\n", (302, "Found")),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", (304, "Not Modified")),
        (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\nx", (206, "Partial Content")),
    ],
)
def test_any_other_status_is_told_and_its_body_is_not_the_file(net, answer, status):
    net.answers[PUBLIC] = [answer]
    taken: list[memoryview] = []
    with pytest.raises(HttpBadStatus) as refused:
        net.fetcher().fetch("http://example.org/", taken.append, progress=lambda *_: None)
    assert (refused.value.status, refused.value.reason, taken) == (*status, [])


def test_only_listed_domains_are_asked_at_the_first_hop_and_at_every_other(net):
    net.answers[PUBLIC] = [moved("http://other.org/")]
    for allowed in ("other.org", "example.org"):
        with pytest.raises(CopyUploadBadDomain):
            net.fetch("http://example.org/", domains=(allowed,))
    assert [str(endpoint.address) for endpoint in net.connected] == [PUBLIC]


def test_a_domain_can_be_judged_before_anything_is_asked(net):
    fetcher = net.fetcher(domains=("*.example.org",))
    with pytest.raises(CopyUploadBadDomain):
        fetcher.require_allowed("http://example.org/")
    assert (fetcher.require_allowed("http://a.example.org/"), net.looked_up) == (None, [])


def test_a_file_that_tells_too_great_a_length_is_refused_unread(net):
    net.answers[PUBLIC] = [OK + b"Content-Length: 60000\r\n\r\nx"]
    with pytest.raises(FileTooLarge) as refused:
        net.fetch("http://example.org/")
    assert (refused.value.size, refused.value.maximum) == (60_000, MOST)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"\r\n" + bytes(MOST + 1),
        OK + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + bytes(0xFFFF) + b"\r\n0\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(200 * MOST)),
        OK + b"Content-Encoding: gzip\r\nContent-Length: 10207\r\n\r\n" + gzip.compress(bytes(210 * MOST)),
    ],
)
def test_no_more_is_taken_than_the_wiki_takes(net, answer):
    net.answers[PUBLIC] = [answer]
    taken: list[int] = []
    with pytest.raises(FileTooLarge):
        net.fetcher().fetch("http://example.org/", lambda piece: taken.append(len(piece)), progress=lambda *_: None)
    assert sum(taken) <= MOST


def test_a_file_of_just_the_greatest_size_is_taken(net):
    net.answers[PUBLIC] = [OK + b"\r\n" + bytes(MOST)]
    assert net.fetch("http://example.org/") == bytes(MOST)


def test_a_server_that_insists_on_gzip_is_understood(net):
    net.answers[PUBLIC] = [OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"body")]
    assert net.fetch("http://example.org/") == b"body"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (OK + b"Content-Length: 5\r\n\r\nbody", Fault.CUT_SHORT),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"body")[:-1], Fault.CUT_SHORT),
        (OK + b"Content-Encoding: br\r\n\r\nbody", Fault.UNKNOWN_CODING),
        (b"hello\r\n\r\n", Fault.NOT_HTTP),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(net, answer, fault):
    net.answers[PUBLIC] = [answer]
    assert fault_of(net, "http://example.org/") is fault


def test_the_time_is_one_for_all_hops(net):
    ticks = iter(range(1000))
    net.answers[PUBLIC] = [moved("/loop")]
    rules = FetchRules(MOST, "Wharf", total_seconds=8)
    fetcher = Fetcher(rules, resolve=net.resolve, connect=net.connect, seconds=lambda: next(ticks))
    with pytest.raises((HttpTimedOut, HttpCurlError)):
        fetcher.fetch("http://example.org/", bytes, progress=lambda *_: None)
    assert len(net.connected) < 6


def test_an_empty_file_is_nobodys_error_here(net):
    net.answers[PUBLIC] = [b"HTTP/1.1 204 No Content\r\n\r\n"]
    assert net.fetch("http://example.org/") == b""


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://example.org/", "http://good@127.0.0.1/", "http://a b/"])
def test_what_is_no_url_asks_nobody(net, url):
    with pytest.raises(HttpInvalidUrl):
        net.fetch(url)
    assert (net.looked_up, net.connected) == ([], [])


def test_an_error_of_the_taker_is_not_taken_for_the_senders(net):
    def full(_: memoryview) -> None:
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        net.fetcher().fetch("http://example.org/", full, progress=lambda *_: None)
    assert net.sockets[0].fileno() == -1
