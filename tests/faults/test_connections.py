"""Connections that are cut, stall, or send more than memory should hold."""

import hashlib
import socket
import time
from pathlib import Path
from typing import Any

from mediawharf.testing.wharf import png

MIB = 1024 * 1024


def multipart(fields: dict[str, str], name: str, content: bytes) -> bytes:
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="x"\r\n\r\n'.encode()
    return b"".join(parts) + head + content + b"\r\n--b--\r\n"


def send_half(server: Any, client: Any, body: bytes) -> None:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.http.cookies)
    head = (
        f"POST /w/api.php HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head.encode() + body[: len(body) // 2])


def test_a_connection_cut_in_a_chunk_does_not_move_the_offset(server: Any, client: Any) -> None:
    content = png(b"cut", padding=3 * MIB)
    half = len(content) // 2
    first = client.upload(part=("chunk", content[:half]), filename="Cut.png", filesize=len(content), offset=0, stash=1)
    common = {"filename": "Cut.png", "filesize": len(content), "offset": half, "filekey": first["filekey"], "stash": 1}
    fields = {"action": "upload", "format": "json", "token": client.token, **{k: str(v) for k, v in common.items()}}
    send_half(server, client, multipart(fields, "chunk", content[half:]))
    time.sleep(0.3)
    status = client.upload(filekey=first["filekey"], checkstatus=1)
    assert status["offset"] == half
    last = client.upload(part=("chunk", content[half:]), **common)
    assert last["imageinfo"]["sha1"] == hashlib.sha1(content).hexdigest()


def test_a_connection_cut_in_a_file_leaves_no_bytes(server: Any, client: Any) -> None:
    fields = {"action": "upload", "format": "json", "token": client.token, "filename": "Cut.png"}
    send_half(server, client, multipart(fields, "file", png(b"cut", padding=3 * MIB)))
    deadline = time.monotonic() + 10
    while files(server.data) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert files(server.data) == []


def test_what_follows_a_body_of_two_lengths_is_no_request(server: Any) -> None:
    # By Content-Length the body is 4 bytes; by Transfer-Encoding the rest is a request of its own.
    smuggled = b"GET /w/api.php?action=query&format=json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = b"POST /w/api.php HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(head + b"0\r\n\r\n" + smuggled)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer.lower()


def files(data: Path) -> list[Path]:
    return [path for path in (data / "files").rglob("*") if path.is_file()]


def test_memory_stays_flat_whatever_the_size(server: Any, client: Any) -> None:
    client.upload(part=("file", png(b"small", padding=5 * MIB)), filename="Small.png", ignorewarnings=1)
    before = memory(server)
    client.upload(part=("file", png(b"large", padding=200 * MIB)), filename="Large.png", ignorewarnings=1)
    assert memory(server) - before < 32 * MIB


def memory(server: Any) -> int:
    for line in Path(f"/proc/{server.worker()}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
