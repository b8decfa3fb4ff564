"""The JavaScript of the web interface: its unit tests under Node.js, its types, and its weight."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import mediawharf
from mediawharf.i18n.interface import read_sentences
from mediawharf.pages.information import escaped
from mediawharf.web.uncommented import uncommented

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


@needs_tsc
def test_scripts_without_their_comments_are_the_same_code(tmp_path: Path) -> None:
    sources = sorted(STATIC.rglob("*.js"))
    pairs = [(source, tmp_path / f"{number}.js") for number, source in enumerate(sources)]
    for source, served in pairs:
        served.write_text(uncommented(source.read_text("utf-8")), "utf-8")
    done = _run("node", HERE / "same_code.mjs", *(path for pair in pairs for path in pair))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("script", ["a = 1;\n/** b\n * c\n */\nd = 2;\n", "// x\n  // y\nz;\n"])
def test_lines_of_served_scripts_are_those_of_the_source(script: str) -> None:
    assert uncommented(script).count("\n") == script.count("\n")


def test_all_javascript_together_is_light() -> None:
    scripts = [uncommented(path.read_text("utf-8")) for path in STATIC.rglob("*.js")]
    weights = [len(gzip.compress(script.encode(), 9)) for script in scripts]
    assert 0 < sum(weights) <= MOST_BYTES


ASKED = re.compile(r"['\"](upload-[a-z0-9]+(?:-[a-z0-9]+)*)['\"]")
OF_PAGE = re.compile(r"id=\"(upload-[a-z-]+)\"")


@pytest.mark.parametrize("script", sorted((STATIC / "js" / "upload").glob("*.js")), ids=lambda path: path.name)
def test_messages_that_scripts_ask_for_are_there(script: Path) -> None:
    templates = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates" / "upload").glob("*.html"))
    known = read_sentences("en").keys() | set(OF_PAGE.findall(templates))
    assert set(ASKED.findall(script.read_text("utf-8"))) - known == set()


@needs_node
def test_browser_and_server_write_descriptions_alike() -> None:
    texts = ["a|b", "[[A|b]] {{c|d}} | e", "}} x|", "<b>[", "{{a}} [[b", "{{{a}}}", "[[a}}", " x "]
    done = _run("node", HERE / "upload" / "escapes.mjs", stdin=json.dumps(texts))
    assert json.loads(done.stdout) == [escaped(text) for text in texts]


def _run(*command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)
