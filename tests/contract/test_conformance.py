"""One test per conformance case that expected.json names as done; all cases run in one process, two at a time."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CONFORMANCE = HERE / "conformance"
LONGEST_RUN = 300  # seconds
VERDICT = re.compile(r"(PASS|FAIL|SKIP) (\w+)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        done = re.compile("|".join(_done()))
        metafunc.parametrize("case", [case for case in _cases() if done.search(case)])
    if "pattern" in metafunc.fixturenames:
        metafunc.parametrize("pattern", _done())


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest, creds: Path) -> dict[str, str]:
    """Gives what the harness printed about each selected case; the first word is the verdict."""
    selected = [
        str(item.callspec.params["case"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.path == request.path and "case" in item.fixturenames
    ]
    command = [
        sys.executable,
        str(CONFORMANCE / "run.py"),
        "--creds",
        str(creds),
        "--check",
        str(CONFORMANCE / "goldens"),
        "-v",
        "-j",
        "2",
        "-k",
        f"^({'|'.join(selected)})$",
    ]
    run = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LONGEST_RUN
    )
    return _reports_by_case(run.stdout)


def test_answers_as_mediawiki_does(case: str, reports: dict[str, str]) -> None:
    report = reports.get(case, f"no verdict; the harness said:\n{reports['']}")
    assert report.startswith("PASS"), report


def test_every_done_pattern_names_a_case(pattern: str) -> None:
    assert any(re.search(pattern, case) for case in _cases())


def test_every_case_has_a_golden_and_every_golden_a_case() -> None:
    assert sorted(_cases()) == sorted(golden.stem for golden in (CONFORMANCE / "goldens").glob("*/*.json"))


def _done() -> list[str]:
    patterns: list[str] = json.loads((HERE / "expected.json").read_text())["conformance_done"]
    return patterns


def _cases() -> list[str]:
    """The functions marked with `case(…)`, read without importing: the harness wants its folder on sys.path."""
    functions = (
        node
        for file in sorted(CONFORMANCE.glob("cases_*.py"))
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef)
    )
    return [function.name for function in functions if function.decorator_list]


def _reports_by_case(output: str) -> dict[str, str]:
    """The harness's lines by the case they follow; "" holds those that belong to none."""
    found: dict[str, list[str]] = {"": []}
    case = ""
    for line in output.splitlines():
        if (verdict := VERDICT.match(line)) is not None:
            case = verdict[2]
        elif not line.startswith(" "):
            case = ""
        found.setdefault(case, []).append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}
