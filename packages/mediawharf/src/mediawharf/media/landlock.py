"""Takes from a process the sight of files and of the network, by Linux's Landlock.

What is lost cannot be won back, not by programs it starts either. Descriptors that are open stay open.
Source: the kernel's ``Documentation/userspace-api/landlock.rst``.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Numbers of the system calls are the same on every architecture that has Landlock.
_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_PR_SET_NO_NEW_PRIVS: Final = 38

_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_LOOK: Final = _EXECUTE | _READ_FILE | _READ_DIR
_OF_FILES: Final = _EXECUTE | _READ_FILE
# How many rights on files each version of the interface knows.
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_FILE_RIGHTS: Final = 16
_NETWORK_SINCE: Final = 4
_BIND_AND_CONNECT: Final = 0b11
_SCOPES_SINCE: Final = 6
_SOCKETS_AND_SIGNALS: Final = 0b11


def restrict(readable: Iterable[Path]) -> bool:
    """Lets this process read and run what lies below the paths and nothing else, write nothing, connect to nothing.

    False where the kernel has no Landlock: then nothing has changed. Raises OSError when it has and refuses.
    """
    version = interface_version()
    if version == 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    ruleset = _checked(libc.syscall(_CREATE_RULESET, *_handled(version), 0))
    try:
        for path in readable:
            _allow(libc, ruleset, path)
        _checked(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return True


def interface_version() -> int:
    """Which version of Landlock the kernel has; 0 for none."""
    version: int = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    return max(0, version)


def _handled(version: int) -> tuple[bytes, int]:
    """The kinds of access that are taken away, as the kernel reads them, and their length."""
    files = (1 << _FILE_RIGHTS.get(version, _MOST_FILE_RIGHTS)) - 1
    network = _BIND_AND_CONNECT if version >= _NETWORK_SINCE else None
    scopes = _SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else None
    words = [word for word in (files, network, scopes) if word is not None]
    attributes = struct.pack(f"={len(words)}Q", *words)
    return attributes, len(attributes)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        allowed = _LOOK if path.is_dir() else _OF_FILES
        rule = struct.pack("=Qi", allowed, descriptor)
        _checked(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0))
    finally:
        os.close(descriptor)


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
