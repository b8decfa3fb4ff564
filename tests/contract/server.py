"""Starts the server that the contract tests judge: one process for each address, all on the same data.

    server.py --data DIR --creds FILE [--port N] [--antivirus]

Prints ``ready`` when all addresses answer; SIGTERM stops them all, with exit code 0 if each of them stopped cleanly.
Started again on the same data it keeps accounts and files and gives out new passwords.
--antivirus, or CONTRACT_ANTIVIRUS=1, scans uploads by a clamd of its own that knows the scanners' common test file.
"""

import argparse
import ctypes
import json
import multiprocessing
import os
import resource
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from mediawharf.auth.accounts import Accounts
from mediawharf.auth.grants import GRANTS
from mediawharf.cli.serving import Listening, listen, run_server
from mediawharf.facilities import Facilities
from mediawharf.services import build, open_backends
from mediawharf.settings import Settings

TAG = "peer-tag"
SHARED_FILE = "Wharf common file.png"
BLOCK_REASON = "Conformance: a block without end"
PR_SET_PDEATHSIG = 1
SIGNATURES = Path(__file__).parent / "antivirus" / "test-file.ndb"
MAX_ADDRESS_SPACE = 6 * 2**30  # bytes of one process: an endless loop must not take the machine's memory


@dataclass(frozen=True, slots=True)
class Account:
    """An account that the cases log in with; bot passwords by app id, with their grants."""

    key: str
    groups: tuple[str, ...] = ()
    is_blocked: bool = False

    @property
    def name(self) -> str:
        """The user name that the goldens know."""
        return self.key.capitalize()


ACCOUNTS = (
    Account("admin", groups=("sysop", "bureaucrat")),
    Account("uploader"),
    Account("other"),
    Account("blocked", is_blocked=True),
    Account("noupload", groups=("noupload",)),
)


def main() -> int:
    """Runs until SIGTERM; 1 if a server process ended by itself or did not stop cleanly."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    for name in [name for name in os.environ if name.startswith("MEDIAWHARF_")]:
        del os.environ[name]  # what this shell has set must not change the results
    data = arguments.data.resolve()
    variants = _variants(data)
    ports = _free_ports(len(variants) + 1, first=arguments.port)
    bases = [f"http://127.0.0.1:{port}/w/api.php" for port in ports]
    common = _settings(data, server=f"http://127.0.0.1:{ports[0]}")
    if arguments.antivirus:
        common["antivirus"] = f"unix:{_clamd_socket(data)}"
    settings = [Settings.model_validate(common | changes) for changes in ({}, *variants.values())]
    users = _prepare(settings[0], data)
    told = {
        "base": bases[0],
        "users": users,
        "variants": dict(zip(variants, bases[1:], strict=True)),
        "tag": TAG,
        "shared_file": SHARED_FILE,
    }
    _write_secret(arguments.creds, json.dumps(told, indent=2))
    with _scanning(data) if arguments.antivirus else nullcontext():
        return _serve(dict(zip(ports, settings, strict=True)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the database and files")
    parser.add_argument("--creds", type=Path, required=True, help="where to write addresses and accounts")
    parser.add_argument("--port", type=int, default=0, help="port of the first address; 0: a free one")
    is_asked = os.environ.get("CONTRACT_ANTIVIRUS") == "1"
    parser.add_argument("--antivirus", action="store_true", default=is_asked, help="scan uploads; needs Debian's clamd")
    return parser.parse_args()


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    _ignore_signals()
    raise SystemExit(0)


def _ignore_signals() -> None:
    """From here on nothing cuts the clean stop short."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def _settings(data: Path, *, server: str) -> dict[str, object]:
    """What all addresses have in common."""
    return {
        "data": str(data),
        "server": server,
        "sitename": "Wharf",
        "rate_limits": False,
        "min_upload_chunk_size": 1024,
        "cross_site_ajax_domains": ["allowed.example"],
        "copy_uploads_private_networks": True,
        "copy_upload_timeout": 10,
        "revoke_permissions": {"noupload": ["upload"]},
        "rights_url": "https://creativecommons.org/licenses/by-sa/4.0/",
        "rights_text": "Creative Commons Attribution-ShareAlike",
        "threads": 8,
    }


def _variants(data: Path) -> dict[str, dict[str, object]]:
    """The settings that differ at the other addresses."""
    return {
        "nocopy": {"allow_copy_uploads": False},
        "domains": {"copy_uploads_domains": ["*.example.org"]},
        "noupload": {"enable_uploads": False},
        "loose": {
            "strict_file_extensions": False,
            "upload_size_warning": 5000,
            "group_permissions": {"user": {"reupload-shared": False}, "sysop": {"reupload-shared": True}},
            "foreign_file_folder": str(data / "shared"),
        },
        "smallmax": {"max_upload_size": 20000},
    }


def _free_ports(number: int, *, first: int) -> list[int]:
    """Ports of the loopback that nobody listens on; all are held until all are found."""
    with ExitStack() as held:
        ports = [first] if first != 0 else []
        while len(ports) < number:
            port = held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            if port != first:
                ports.append(port)
        return ports


def _prepare(settings: Settings, data: Path) -> dict[str, dict[str, str]]:
    """Makes what the cases need, as far as it is not there, and gives the accounts with new passwords."""
    facilities = build(settings, open_backends(settings))
    try:
        users = {account.key: _account(facilities.accounts, account) for account in ACCOUNTS}
        users["basic"] = users["uploader"] | _bot_password(facilities.accounts, "Uploader", "basic", grants=("basic",))
        _block(facilities)
        with facilities.database.write() as connection:
            facilities.tags.define(connection, TAG)
    finally:
        facilities.threads.shutdown()
        facilities.database.close()
    shared = data / "shared" / SHARED_FILE.replace(" ", "_")
    shared.parent.mkdir(exist_ok=True)
    shared.write_bytes(_png())
    return users


def _account(accounts: Accounts, wanted: Account) -> dict[str, str]:
    password = secrets.token_urlsafe(16)
    user = accounts.find(wanted.name)
    if user is None:
        accounts.create(wanted.name, password, groups=wanted.groups)
    else:
        accounts.set_password(user, password)
    bot = _bot_password(accounts, wanted.name, "bot", grants=tuple(GRANTS))
    return {"user": wanted.name, "password": password} | bot


def _bot_password(accounts: Accounts, name: str, app_id: str, *, grants: tuple[str, ...]) -> dict[str, str]:
    user = accounts.find(name)
    assert user is not None
    accounts.revoke_bot_password(user, app_id)
    return {"bot": f"{name}@{app_id}", "botpassword": accounts.add_bot_password(user, app_id, grants=grants)}


def _block(facilities: Facilities) -> None:
    accounts = facilities.accounts
    admin = accounts.find("Admin")
    assert admin is not None
    for wanted in ACCOUNTS:
        user = accounts.find(wanted.name)
        if wanted.is_blocked and user is not None and user.block is None:
            accounts.block(user, by=admin, reason=BLOCK_REASON)


def _png() -> bytes:
    """A picture of 4 by 3 grey pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes((40 * row, 60, 80, 100)) for row in range(3))
    header = struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _clamd_socket(data: Path) -> Path:
    return data / "clamav" / "clamd"


@contextmanager
def _scanning(data: Path, seconds: float = 60) -> Iterator[None]:
    """A clamd that runs within, and knows one signature."""
    path = _clamd_socket(data)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    shutil.copy(SIGNATURES, path.parent)
    lines = [f"DatabaseDirectory {path.parent}", f"LocalSocket {path}", f"TemporaryDirectory {path.parent}"]
    configuration = path.parent / "clamd.conf"
    configuration.write_text("\n".join([*lines, "Foreground yes", ""]))
    with subprocess.Popen(["clamd", "--config-file", str(configuration)]) as process:
        try:
            deadline = time.monotonic() + seconds
            while not path.exists():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("clamd did not become ready")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def _serve(settings_by_port: Mapping[int, Settings]) -> int:
    children: list[Child] = []
    with _stopping(children):
        for port, settings in settings_by_port.items():
            children.append(Child(settings, port))
        for child in children:
            _wait_until_ready(child)
        print("ready", flush=True)
        while all(child.process.is_alive() for child in children):
            time.sleep(0.2)
        print("a server process ended by itself", flush=True)
        return 1


class Child:
    """A process that serves one address; forked, so that the program is loaded once for all of them."""

    def __init__(self, settings: Settings, port: int) -> None:
        context = multiprocessing.get_context("fork")
        self.ready = context.Event()
        self.process = context.Process(target=self._run, args=(settings, port, os.getpid()))
        self.process.start()

    def _run(self, settings: Settings, port: int, parent: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE, MAX_ADDRESS_SPACE))
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)  # when the parent is gone, in whatever way
        if os.getppid() == parent:
            run_server(settings, Listening("127.0.0.1", listen("127.0.0.1", port), drain=10), when_ready=self.ready.set)


def _wait_until_ready(child: Child, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not child.ready.wait(0.05):
        if time.monotonic() > deadline or not child.process.is_alive():
            raise SystemExit("a server process did not become ready")


@contextmanager
def _stopping(children: list[Child], seconds: float = 15) -> Iterator[None]:
    """Ends the children that were started within; SystemExit(1) if one of them does not stop cleanly."""
    try:
        yield
    finally:
        _ignore_signals()
        for child in children:
            child.process.terminate()
        deadline = time.monotonic() + seconds
        codes = [_end(child, deadline) for child in children]
    if any(codes):
        raise SystemExit(1)


def _end(child: Child, deadline: float) -> int | None:
    child.process.join(max(0.0, deadline - time.monotonic()))
    if child.process.is_alive():
        child.process.kill()
        child.process.join()
    return child.process.exitcode


if __name__ == "__main__":
    raise SystemExit(main())
