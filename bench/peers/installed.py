"""Installs the servers that are measured beside ours, as far as this machine lets us, below ``.bench``.

    python -m bench.peers.installed

Nothing of them is part of the product. What is missing afterwards is told, and left out of the comparison.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from bench.servers import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / ".bench"
PYTHON = FOLDER / "venv/bin/python"
NODE = FOLDER / "node"
MEDIAWIKI = Path("/usr/share/mediawiki")

DEBIAN = (
    "mediawiki", "php-fpm", "php-cli", "php-mysql", "php-apcu", "php-intl", "php-gd", "php-mbstring", "php-xml",
    "nginx-light", "mariadb-server", "imagemagick",
)  # fmt: skip
_NO_DAEMONS = Path("/usr/sbin/policy-rc.d")


class Missing(Exception):
    """A peer cannot be measured; the sentence says why."""


def python_peers() -> Path:
    """The interpreter of the environment that holds the peers from PyPI; raises Missing."""
    if not PYTHON.exists():
        venv.create(FOLDER / "venv", with_pip=True)
    _run(str(PYTHON), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt"))
    return PYTHON


def node_peers() -> Path:
    """The folder of the peer for Node; raises Missing."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        raise Missing("node and npm are not installed")
    NODE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "server.mjs"):
        shutil.copy(HERE / "node" / name, NODE / name)
    _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(NODE))
    return NODE


def debian_peers() -> Path:
    """The folder of Debian's MediaWiki, with nginx, PHP and MariaDB beside it; raises Missing."""
    missing = [name for name in DEBIAN if not _is_installed(name)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get") is not None:
        _apt_get(missing)
        missing = [name for name in DEBIAN if not _is_installed(name)]
    if missing:
        raise Missing("Debian packages are not installed: " + " ".join(missing))
    return MEDIAWIKI


def nginx() -> str:
    """The web server; raises Missing."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise Missing("nginx is not installed")
    return found


def _apt_get(names: list[str]) -> None:
    # A package's own daemon would stay behind after the measurement: Debian asks this file before it starts one.
    is_ours = not _NO_DAEMONS.exists()
    if is_ours:
        _NO_DAEMONS.write_text("#!/bin/sh\nexit 101\n")
        _NO_DAEMONS.chmod(0o755)
    try:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "--no-install-recommends", *names)
    finally:
        if is_ours:
            _NO_DAEMONS.unlink()


def _is_installed(name: str) -> bool:
    asked = (
        subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False)
        if shutil.which("dpkg-query")
        else None
    )
    return asked is not None and asked.stdout.endswith("ok installed")


def _run(*command: str) -> None:
    """Runs an installer; raises Missing with the end of what it said."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise Missing(f"{' '.join(command[:3])} failed: {(done.stderr or done.stdout).strip()[-300:]}")


def main() -> int:
    """Installs all; 1 if something is missing."""
    rc = 0
    for peer in (python_peers, node_peers, debian_peers, nginx):
        try:
            print(f"{peer.__name__}: {peer()}")
        except Missing as reason:
            print(f"{peer.__name__}: {reason}", file=sys.stderr)
            rc = 1
    return rc


if __name__ == "__main__":
    raise SystemExit(main())
