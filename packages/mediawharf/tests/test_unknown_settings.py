"""Variables of the environment that are named as settings are and are none: told of, and in nobody's way."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediawharf.cli.main import app


def listing(folder: Path, **variables: str) -> Result:
    """What `user list` says with these variables; it must succeed."""
    result = CliRunner().invoke(app, ["user", "list", "--data", str(folder / "data")], env=variables)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("MEDIAWHARF_SITENME", "there is no such setting; is MEDIAWHARF_SITENAME meant?"),
        ("MEDIAWHARF_MAX_UPLOADSIZE", "there is no such setting; is MEDIAWHARF_MAX_UPLOAD_SIZE meant?"),
        ("mediawharf_thread", "there is no such setting; is MEDIAWHARF_THREADS meant?"),
        ("MEDIAWHARF_0", "there is no such setting"),
        ("MEDIAWHARF_", "there is no such setting"),
    ],
)
def test_a_variable_that_is_no_setting_is_told_of_on_stderr(tmp_path: Path, variable: str, told: str) -> None:
    result = listing(tmp_path, **{variable: "x"})
    assert result.stderr == f"mediawharf: {variable} is ignored: {told}\n"
    assert variable not in result.stdout


@pytest.mark.parametrize("variable", ["MEDIAWHARF_SITENAME", "mediawharf_sitename", "MEDIAWHARFS_SITENME", "SITENME"])
def test_nothing_is_said_of_settings_and_of_other_variables(tmp_path: Path, variable: str) -> None:
    assert listing(tmp_path, **{variable: "x"}).stderr == ""


def test_all_are_told_of_also_where_a_setting_is_wrong(tmp_path: Path) -> None:
    variables = {"MEDIAWHARF_THREADS": "many", "MEDIAWHARF_B": "1", "MEDIAWHARF_A": "1"}
    result = CliRunner().invoke(app, ["settings", "--data", str(tmp_path)], env=variables)
    a, b, *refusal = result.stderr.splitlines()
    assert ("MEDIAWHARF_A" in a, "MEDIAWHARF_B" in b) == (True, True)
    assert refusal[-1] == "  threads: must be a whole number"
