"""One test per real client that expected.json lists: the unmodified program does all its steps against the server."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CLIENTS = HERE / "clients"
LONGEST_DRIVER = 240  # seconds
RESOURCES = "usr/share/mediawiki/resources"
NEEDS = {
    "samples": (),
    "php_samples": ("php", "ss"),
    "node_samples": ("node", "request"),
    "pywikibot": ("venv",),
    "mwclient": ("venv",),
    "python_apis": ("venv",),
    "node_bots": ("node", "mwn"),
    "mwjs": ("node", "playwright-core", "chromium", "resources"),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "driver" in metafunc.fixturenames:
        metafunc.parametrize("driver", json.loads((HERE / "expected.json").read_text())["client_drivers"])


def test_client_does_every_step(driver: str, creds: Path, tmp_path: Path) -> None:
    _require_tools(driver)
    base = json.loads(creds.read_text())["base"]
    command = ["bash", str(CLIENTS / "all.sh"), base, str(creds), driver]
    run = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=LONGEST_DRIVER, env=_environment(tmp_path)
    )
    log = (tmp_path / f"{driver}.log").read_text(errors="replace")
    assert run.returncode == 0, f"{run.stdout}{run.stderr}{log}"
    assert ", 0 failed, 0 skipped" in log, log


def _environment(out: Path) -> dict[str, str]:
    lab = _lab()
    python = lab / "venv/bin/python"
    return os.environ | {
        "DRV_LAB": str(lab),
        "DRV_PYTHON": str(python) if python.exists() else sys.executable,
        "DRV_TIMEOUT": str(LONGEST_DRIVER - 20),
        "MWJS_TRUSTED_ORIGIN": "http://allowed.example",
        "OUT": str(out),
        "TMPDIR": str(out),
    }


def _require_tools(driver: str) -> None:
    """Skips without the driver's tools; in CI, where clients/setup.sh has run, their absence is a failure."""
    missing = [tool for tool in NEEDS[driver] if not _is_present(tool, _lab())]
    if not missing:
        return
    reason = f"{driver} needs {', '.join(missing)}: run tests/contract/clients/setup.sh"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _lab() -> Path:
    """Where clients/setup.sh puts what it installs."""
    return Path(os.environ.get("DRV_LAB", HERE.parents[1] / ".clients"))


def _is_present(tool: str, lab: Path) -> bool:
    match tool:
        case "php":
            return shutil.which("php") is not None and _has_php_curl()
        case "request" | "playwright-core" | "mwn":
            return (lab / "npm/node_modules" / tool).is_dir()
        case "venv":
            return (lab / "venv/bin/python").exists()
        case "resources":
            return any((root / RESOURCES).is_dir() for root in (Path("/"), lab / "mwres"))
        case _:
            return shutil.which(tool) is not None


def _has_php_curl() -> bool:
    modules = subprocess.run(["php", "-m"], check=False, capture_output=True, text=True).stdout
    return "curl" in modules.splitlines()
