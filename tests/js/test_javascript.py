"""The JavaScript of the web interface: its unit tests under Node.js, its types, and its weight."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

import mediawharf

HERE = Path(__file__).parent
STATIC = Path(mediawharf.__file__).parent / "web" / "static"
TSC = HERE / "node_modules" / ".bin" / "tsc"
MOST_BYTES = 45_000

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
needs_tsc = pytest.mark.skipif(not TSC.exists(), reason="run npm install in tests/js")


@needs_node
def test_the_unit_tests_of_the_modules_pass() -> None:
    tests = sorted(str(path) for path in HERE.rglob("*.test.mjs"))
    done = _run("node", "--test", *tests)
    assert done.returncode == 0, done.stdout


@needs_tsc
def test_the_types_in_the_comments_hold() -> None:
    done = _run(TSC, "-p", HERE)
    assert done.returncode == 0, done.stdout


def test_all_javascript_together_is_light() -> None:
    weights = [len(gzip.compress(path.read_bytes(), 9)) for path in STATIC.rglob("*.js")]
    assert 0 < sum(weights) <= MOST_BYTES


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
