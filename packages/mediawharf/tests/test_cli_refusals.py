"""What the command line says when settings or data cannot be used: a sentence, and never a traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mediawharf.cli.main import app

OPEN_FILES = Path("/proc/self/fd")
LIST_ON_A_TINY_DISK = 'mount -t tmpfs -o size=100k tmpfs "$1" && exec "$2" -m mediawharf user list --data "$1"'


def said(tmp_path: Path, setting: str = "", *, folder: str = "data") -> str:
    """What `user list` says on a data folder, with one line of settings; it must fail with exit code 1."""
    config = tmp_path / "settings.toml"
    config.write_text(setting)
    result = CliRunner().invoke(app, ["user", "list", "--data", str(tmp_path / folder), "--config", str(config)])
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    return result.output


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('sitenme = "x"', "sitenme: there is no such setting; is sitename meant?"),
        ('server = "media"', "server: must be like https://"),
        ('upload_server = "https://files.example.org/"', "upload_server: must be like https://"),
        ('article_path = "/wiki/"', "article_path: must have $1"),
        ('script_path = "w"', "script_path: must begin with a slash"),
        ('trusted_proxies = "127.0.0.1"', "trusted_proxies: must be a list"),
        ("rate_limit_table = {upload = 3}", "rate_limit_table.upload: must be a table"),
        ("foreign_file_repos = [{}]", "foreign_file_repos.0.kind: is needed"),
        ("thumbnail_steps = [0]", "thumbnail_steps.0: must be greater than 0"),
        ('max_upload_size = "6 GB"', "max_upload_size: must be a whole number"),
        ("rate_limits = 3", "rate_limits: must be true or false"),
        ('antivirus = "clamd"', "antivirus = 'clamd' names no scanner"),
        ('antivirus = "tcp://localhost:many"', "names no scanner"),
        ('blob_url = "s3://bucket"', "blob_url: cannot keep blobs at this s3 URL"),
        ('database_url = "nothing://x"', "database_url: this kind of database cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, setting: str, told: str) -> None:
    assert told in said(tmp_path, setting)


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="the system does not list a process's open files")
@pytest.mark.parametrize("setting", ['antivirus = "clamd"', 'blob_url = "s3://bucket"'])
def test_no_database_stays_open_after_a_refusal(tmp_path: Path, setting: str) -> None:
    said(tmp_path, setting)
    assert [file for file in map(os.path.realpath, OPEN_FILES.iterdir()) if file.startswith(str(tmp_path))] == []


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    CliRunner().invoke(app, ["user", "list", "--data", str(folder)])
    with sqlite3.connect(folder / "mediawharf.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version of Mediawharf (schema 9999" in said(tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mediawharf.db").write_text("hello")
    assert "mediawharf.db cannot be used: file is not a database" in said(tmp_path)


def test_a_database_whose_disk_is_full_is_named(tmp_path: Path) -> None:
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], check=False).returncode != 0:
        pytest.skip("no mount namespaces for this user: no tiny disk to fill")
    command = [*unshare, "sh", "-c", LIST_ON_A_TINY_DISK, "sh", str(tmp_path), sys.executable]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.endswith("mediawharf.db cannot be used: its disk is full\n")
    assert "Traceback" not in ended.stderr


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert "`--data FOLDER` names another folder" in said(tmp_path, folder="taken/data")
