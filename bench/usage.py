"""CPU time and peak memory of a server's processes, from ``/proc`` (Linux)."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its parent, its own CPU seconds with those of its ended children, and its peak memory in bytes."""

    pid: int
    parent: int
    name: str
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Processes and all that they have started."""

    roots: frozenset[int]

    def processes(self) -> list[Process]:
        """Those that live now."""
        known = {process.pid: process for process in _all_processes()}
        inside = {pid for pid in self.roots if pid in known}
        while more := {p.pid for p in known.values() if p.parent in inside} - inside:
            inside |= more
        return [known[pid] for pid in sorted(inside)]

    def cpu(self) -> float:
        """CPU seconds that they have used in all, in steps of the kernel's clock (10 ms)."""
        return sum(process.cpu for process in self.processes())

    def peak(self) -> int:
        """Bytes of the sum of their peaks (VmHWM)."""
        return sum(process.peak for process in self.processes())

    def settle(self, seconds: float = 20) -> float:
        """Waits until they have nothing left to do, ``seconds`` at most; gives the CPU seconds used by then."""
        deadline = time.monotonic() + seconds
        used = self.cpu()
        while time.monotonic() < deadline:
            time.sleep(0.25)
            before, used = used, self.cpu()
            if used - before <= 1.5 / _TICKS:
                break
        return used


def listeners(port: int) -> frozenset[int]:
    """The processes that hold a socket listening on the port, as far as we may see."""
    inodes = set()
    for table in ("tcp", "tcp6"):
        for line in (_PROC / "net" / table).read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and int(columns[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{columns[9]}]")
    return frozenset(pid for pid in _pids() if inodes & _open_files(pid))


def filesystem(folder: Path) -> str:
    """The type of the filesystem that the folder is on, such as ext4; on tmpfs a sync costs nothing."""
    mounts = [line.split()[1:3] for line in (_PROC / "mounts").read_text().splitlines()]
    above = [(len(point), kind) for point, kind in mounts if folder.resolve().is_relative_to(point)]
    return max(above)[1]


def _pids() -> list[int]:
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]


def _open_files(pid: int) -> set[str]:
    found = set()
    try:
        for entry in (_PROC / str(pid) / "fd").iterdir():
            found.add(str(entry.readlink()))
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return set()  # it ended, or is another user's
    return found


def _all_processes() -> list[Process]:
    found = []
    for pid in _pids():
        try:
            stat = (_PROC / str(pid) / "stat").read_text()
            status = (_PROC / str(pid) / "status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        name, _, rest = stat.partition("(")[2].rpartition(")")
        columns = rest.split()
        cpu = sum(int(column) for column in columns[11:15]) / _TICKS
        found.append(Process(pid, int(columns[1]), name, cpu, _peak(status)))
    return found


def _peak(status: str) -> int:
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0  # a kernel thread or one that has just ended
