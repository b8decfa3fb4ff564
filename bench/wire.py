"""A client as cheap as Python allows: blocking sockets, kept alive, and bodies sent from memory without a copy."""

import json
import secrets
import select
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Self
from urllib.parse import urlencode, urlsplit

_FORM = "application/x-www-form-urlencoded"
Buffer = bytes | memoryview


class Unexpected(Exception):
    """The server answered something else than the measurement needs."""


class HungUp(Unexpected):
    """The connection ended before there was a whole reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply, whole.

    Header names are in lower case; of a repeated one the last. A cookie that is taken back is empty.
    """

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes


class Connection:
    """One kept-alive HTTP/1.1 connection to host:port; opened again when the server has closed it."""

    def __init__(self, host: str, port: int, *, timeout: float = 600) -> None:
        self._address = (host, port)
        self._timeout = timeout
        self._socket: socket.socket | None = None

    def request(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: Sequence[Buffer] = ()
    ) -> Reply:
        """The reply to a request whose body is the buffers, one after the other; raises HungUp."""
        try:
            reply = self._exchanged(method, target, headers or {}, body)
        except (ConnectionError, HungUp) as error:
            self.close()
            raise HungUp(str(error)) from error
        if reply.headers.get("connection", "").lower() == "close":
            self.close()
        return reply

    def _exchanged(self, method: str, target: str, headers: Mapping[str, str], body: Sequence[Buffer]) -> Reply:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self._address[0]}:{self._address[1]}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {sum(map(len, body))}", "", ""]
        connection = self._connected()
        first = b"" if not body or isinstance(body[0], memoryview) else body[0]
        connection.sendall("\r\n".join(lines).encode() + first)
        for buffer in body[1:] if first else body:
            connection.sendall(buffer)
        return _read_reply(connection)

    def close(self) -> None:
        """Closes the connection, if it is open."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> socket.socket:
        if self._socket is not None and select.select([self._socket], [], [], 0)[0]:
            self.close()  # readable without a question asked: the server has hung up
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def _read_reply(connection: socket.socket) -> Reply:
    with connection.makefile("rb") as stream:
        status = stream.readline().split()
        if len(status) < 2:
            raise HungUp("the server closed the connection without a reply")
        headers: dict[str, str] = {}
        cookies: dict[str, str] = {}
        while (line := _line(stream).strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _, content = value.strip().partition(";")[0].partition("=")
                cookies[cookie] = "" if "max-age=0" in value.lower() else content
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = bytearray()
            while (length := int(stream.readline().split(b";")[0], 16)) > 0:
                body += stream.read(length)
                stream.readline()
            stream.readline()
        else:
            length = int(headers.get("content-length", "0"))
            body = bytearray(stream.read(length))
            if len(body) < length:
                raise HungUp(f"{length - len(body)} bytes short of {length}")
    return Reply(int(status[1]), headers, cookies, bytes(body))


def _line(stream: BinaryIO) -> str:
    line = stream.readline()
    if not line:
        raise HungUp("the headers were cut short")
    return line.decode("latin-1")


@dataclass(slots=True)
class Session:
    """An account logged in to the API. Sessions made by ``again`` share the login, each on its own connection."""

    api: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        url = urlsplit(self.api)
        self.connection = Connection(url.hostname or "127.0.0.1", url.port or 80)

    @classmethod
    def log_in(cls, api: str, *, name: str, password: str) -> Self:
        """A session of the account, by bot password, with its CSRF token; raises Unexpected."""
        session = cls(api)
        token = session.post(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        answer = session.post(action="login", lgname=name, lgpassword=password, lgtoken=token)
        if answer["login"]["result"] != "Success":
            raise Unexpected(answer)
        session.token = session.post(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return session

    def again(self) -> "Session":
        """The same login on a connection of its own, for another thread."""
        return Session(self.api, self.cookies, self.token)

    def post(self, **fields: str) -> Any:
        """The API's reply to ordinary fields."""
        return self._send(_FORM, [urlencode(self._framed(fields)).encode()])

    def send_file(self, part: str, content: Buffer, **fields: str) -> Any:
        """The API's ``upload`` reply to the fields and one file part; raises Unexpected where there is none."""
        boundary = "bench-" + secrets.token_hex(12)
        text = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self._framed(fields | {"action": "upload", "token": self.token}).items()
        )
        text += f'--{boundary}\r\nContent-Disposition: form-data; name="{part}"; filename="bench"\r\n'
        text += "Content-Type: application/octet-stream\r\n\r\n"
        body = [text.encode(), content, f"\r\n--{boundary}--\r\n".encode()]
        return _upload_of(self._send(f"multipart/form-data; boundary={boundary}", body))

    def publish(self, **fields: str) -> Any:
        """The API's ``upload`` reply to fields without a file."""
        return _upload_of(self.post(action="upload", token=self.token, **fields))

    def _framed(self, fields: dict[str, str]) -> dict[str, str]:
        return fields | {"format": "json", "formatversion": "2"}

    def _send(self, content_type: str, body: Sequence[Buffer]) -> Any:
        headers = {"Content-Type": content_type, "User-Agent": "mediawharf-bench"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        reply = self.connection.request("POST", urlsplit(self.api).path, headers=headers, body=body)
        for name, value in reply.cookies.items():
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        if reply.status != 200:
            raise Unexpected(reply.status, reply.body[:500])
        return json.loads(reply.body)


def _upload_of(answer: Any) -> Any:
    if "upload" not in answer:
        raise Unexpected(answer)
    return answer["upload"]
