"""Real connections, to this machine's loopback addresses only."""

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Self

import pytest

from mediawharf.upload.fetch import Fetcher, FetchRules
from mediawharf.upload.fetch_connection import Deadline, DirectConnector, Endpoint, resolve
from mediawharf.upload.fetch_errors import Fault, HttpCurlError

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


@dataclass
class TlsServer:
    """Answers each connection with one and the same answer. ``names`` are those that clients asked for."""

    folder: Path
    answer: bytes = ANSWER
    says_goodbye: bool = True
    names: list[str | None] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(self.folder / "certificate", self.folder / "key")
        self.tls.sni_callback = lambda _, name, __: self.names.append(name)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            connection.settimeout(5)
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        try:
            with self.tls.wrap_socket(connection, server_side=True) as secured:
                secured.recv(65536)
                secured.sendall(self.answer)
                if self.says_goodbye:
                    secured.unwrap()
        except OSError:
            return  # the client hung up, which some tests are about


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a self-signed certificate of files.example and its key."""
    folder: Path = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", "/CN=files.example", "-addext", "subjectAltName=DNS:files.example", "-days", "2"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run([*command, *names, *files], check=True, capture_output=True, timeout=30)
    return folder


@pytest.fixture
def server(certificate: Path) -> Iterator[TlsServer]:
    with TlsServer(certificate) as server:
        yield server


def fetched(url: str, *, trusting: Path | None) -> bytes:
    """The file at the URL, whose host is found on the loopback address."""
    tls = ssl.create_default_context(cafile=None if trusting is None else trusting / "certificate")
    rules = FetchRules(1000, "Wharf", allows_private=True, total_seconds=5)
    connect = DirectConnector(tls).connect
    fetcher = Fetcher(rules, resolve=lambda _: [ip_address("127.0.0.1")], connect=connect)
    taken = bytearray()
    fetcher.fetch(url, taken.extend, progress=lambda *_: None)
    return bytes(taken)


def test_the_certificate_is_checked_against_the_host_of_the_url(server, certificate):
    assert fetched(f"https://files.example:{server.port}/", trusting=certificate) == b"body"
    assert server.names == ["files.example"]


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_certificate_of_another_host_is_refused(server, certificate, host):
    with pytest.raises(HttpCurlError) as refused:
        fetched(f"https://{host}:{server.port}/", trusting=certificate)
    assert refused.value.fault is Fault.INSECURE


def test_a_certificate_that_nobody_signed_is_refused(server):
    with pytest.raises(HttpCurlError) as refused:
        fetched(f"https://files.example:{server.port}/", trusting=None)
    assert refused.value.fault is Fault.INSECURE


@pytest.mark.parametrize(("says_goodbye", "is_whole"), [(True, True), (False, False)])
def test_a_file_without_a_length_ends_with_a_goodbye(certificate, says_goodbye, is_whole):
    answer = b"HTTP/1.1 200 OK\r\n\r\nbody"
    with TlsServer(certificate, answer, says_goodbye=says_goodbye) as server:
        try:
            whole = fetched(f"https://files.example:{server.port}/", trusting=certificate) == b"body"
        except HttpCurlError as refused:
            whole = refused.fault is not Fault.CUT_SHORT
    assert whole is is_whole


def test_a_server_that_never_greets_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = Endpoint(ip_address("127.0.0.1"), silent.getsockname()[1], "files.example")
        deadline = Deadline(time.monotonic() + 0.2, time.monotonic)
        with pytest.raises(TimeoutError):
            DirectConnector(ssl.create_default_context()).connect(endpoint, lambda: deadline.left(at_most=0.1))


def test_proxies_of_the_environment_are_not_asked(server, certificate, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetched(f"https://files.example:{server.port}/", trusting=certificate) == b"body"


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_both_kinds_of_addresses_are_connected_to(family, address):
    with socket.create_server((address, 0), family=family) as listening:
        endpoint = Endpoint(ip_address(address), listening.getsockname()[1], None)
        with DirectConnector(ssl.create_default_context()).connect(endpoint, lambda: 5.0) as connection:
            assert connection.getpeername()[:2] == (address, endpoint.port)


def test_a_closed_port_is_an_error_of_the_system():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        DirectConnector(ssl.create_default_context()).connect(
            Endpoint(ip_address("127.0.0.1"), port, None), lambda: 5.0
        )


def test_localhost_is_found_at_loopback_addresses():
    assert all(address.is_loopback for address in resolve("localhost"))


def test_nothing_is_left_of_a_deadline_that_is_over():
    with pytest.raises(TimeoutError):
        Deadline(10.0, lambda: 10.0).left(at_most=5)
