"""What a process gives up before it looks at somebody's file: memory, time, files and the network."""

import ctypes
import os
import resource
import struct
import sys
from pathlib import Path
from typing import Final

from mediawharf.media import landlock
from mediawharf.media.sandbox_wire import Limits

_NEW_USERS: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_CAPABILITIES_VERSION: Final = 0x20080522

# What an interpreter, libraries and fonts are read from, beside Python's own folders.
_SYSTEM: Final = (
    "/usr", "/bin", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/dev/null", "/dev/urandom",
)  # fmt: skip


def confine(limits: Limits) -> None:
    """Leaves this process the limits, no network, and no sight of files but those of programs.

    To be called before it starts threads. Where the system has no Landlock, or lets nobody leave the network, the
    limits alone hold.
    """
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.address_space),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        resource.setrlimit(kind, (most, most))
    if sys.platform == "linux":
        _leave_network()
        _drop_capabilities()
        landlock.restrict([*map(Path, _SYSTEM), *map(Path, {sys.prefix, sys.base_prefix, *filter(None, sys.path)})])


def grant_cpu(limits: Limits) -> None:
    """From now on this process may use so much processor time as one task gets; more kills it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _leave_network() -> None:
    """An empty network of its own; who is not root gets one along with a name space of users."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USERS | _NEW_NETWORK)


def _drop_capabilities() -> None:
    """Even root has no more than an owner's rights afterwards."""
    header = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, bytes(24)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def peak_memory() -> int:
    """The most bytes that this process had in memory."""
    # Not the kernel's ru_maxrss, which on Linux counts what the parent had when it started this process.
    with Path("/proc/self/status").open("rb") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(b"VmHWM:"))
