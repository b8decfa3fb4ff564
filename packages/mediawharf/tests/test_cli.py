"""The commands that look after accounts, on a real data folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediawharf.cli.main import app
from mediawharf.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on one and the same data folder."""

    def running(*words: str, said: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--data", str(tmp_path / "data")], input=said)

    return running


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    assert all(command in shown.output for command in ("serve", "settings", "user", "botpassword"))


def test_an_added_account_is_listed_with_its_groups(run: Run) -> None:
    run("user", "add", "ada", "--group", "sysop")
    assert "Ada\tsysop" in run("user", "list").output


def test_a_made_up_password_is_shown_once(run: Run) -> None:
    assert "password: " in run("user", "add", "Ada").output
    assert "password: " not in run("user", "list").output


def test_a_password_from_standard_input_is_not_shown(run: Run) -> None:
    added = run("user", "add", "Ada", "--stdin", said="correct horse\n")
    assert added.exit_code == 0
    assert "horse" not in added.output


def test_a_short_password_is_refused_with_a_sentence(run: Run) -> None:
    refused = run("user", "add", "Ada", "--stdin", said="short\n")
    assert refused.exit_code == 1
    assert "8" in refused.output
    assert "Traceback" not in refused.output


def test_a_taken_name_is_refused(run: Run) -> None:
    run("user", "add", "Ada")
    assert run("user", "add", "ada").exit_code == 1


def test_an_unknown_group_is_refused_before_the_account_is_made(run: Run) -> None:
    assert run("user", "add", "Ada", "--group", "sysops").exit_code == 1
    assert "Ada" not in run("user", "list").output


def test_an_unknown_account_is_refused(run: Run) -> None:
    refused = run("user", "password", "Nobody")
    assert refused.exit_code == 1
    assert "no account" in refused.output


def test_a_new_password_is_shown(run: Run) -> None:
    run("user", "add", "Ada")
    assert "password: " in run("user", "password", "Ada").output


def test_groups_are_changed_and_shown(run: Run) -> None:
    run("user", "add", "Ada", "--group", "bot")
    assert run("user", "groups", "Ada", "--add", "sysop", "--remove", "bot").output == "sysop\n"


def test_a_block_is_listed_until_it_is_lifted(run: Run) -> None:
    for name in ("Admin", "Ada"):
        run("user", "add", name)
    assert run("user", "block", "Ada", "--reason", "tests", "--expiry", "3 days").exit_code == 0
    assert "Ada\t-\tblocked" in run("user", "list").output
    assert run("user", "unblock", "Ada").exit_code == 0
    assert "blocked" not in run("user", "list").output


def test_a_block_that_ends_never_or_in_the_past_is_told_apart(run: Run) -> None:
    run("user", "add", "Admin")
    assert run("user", "block", "Admin", "--expiry", "2001-01-01").exit_code == 1
    assert run("user", "block", "Admin").exit_code == 0


def test_unblocking_someone_who_is_not_blocked_fails(run: Run) -> None:
    run("user", "add", "Ada")
    assert run("user", "unblock", "Ada").exit_code == 1


def test_a_bot_password_is_shown_listed_and_revoked(run: Run) -> None:
    run("user", "add", "Ada")
    assert "user: Ada@tool\npassword: " in run("botpassword", "add", "Ada", "tool", "--grant", "editpage").output
    assert run("botpassword", "list", "Ada").output == "Ada@tool\tbasic, editpage\n"
    assert run("botpassword", "revoke", "Ada", "tool").exit_code == 0
    assert run("botpassword", "list", "Ada").output == ""
    assert run("botpassword", "revoke", "Ada", "tool").exit_code == 1


def test_an_unknown_grant_is_refused_by_name(run: Run) -> None:
    run("user", "add", "Ada")
    refused = run("botpassword", "add", "Ada", "tool", "--grant", "everything")
    assert refused.exit_code == 1
    assert "'everything'" in refused.output


def test_settings_are_all_shown_with_their_descriptions(run: Run) -> None:
    shown = run("settings").output
    assert all(f"\n{name} = " in f"\n{shown}" for name in Settings.model_fields)
    assert all(str(field.description) in shown for field in Settings.model_fields.values())


def test_a_configuration_file_is_heeded(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "wharf.toml"
    config.write_text('sitename = "Quay"')
    assert "sitename = 'Quay'" in run("settings", "--config", str(config)).output


@pytest.mark.parametrize("text", ["sitename = ", 'threads = "many"', "no_such_setting = 1"])
def test_a_wrong_configuration_file_is_refused_with_a_sentence(run: Run, tmp_path: Path, text: str) -> None:
    config = tmp_path / "wharf.toml"
    config.write_text(text)
    refused = run("settings", "--config", str(config))
    assert refused.exit_code == 1
    assert refused.output.startswith("mediawharf: ")
