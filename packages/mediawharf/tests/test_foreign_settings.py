"""The setting foreign_file_repos."""

import pytest
from pydantic import ValidationError

from mediawharf.settings import ForeignFileRepo, Settings


@pytest.mark.parametrize(
    "values",
    [
        {"name": "a", "kind": "folder"},
        {"name": "a", "kind": "api", "url": "https://a.example/"},
        {"name": "a/b", "kind": "folder", "path": "/srv/a"},
        {"name": "a", "kind": "ftp", "path": "/srv/a"},
        {"name": "a", "kind": "folder", "path": "/srv/a", "nope": 1},
    ],
)
def test_a_repository_that_lacks_something_is_refused(values):
    with pytest.raises(ValidationError):
        ForeignFileRepo.model_validate(values)


def test_the_environment_names_repositories_as_json(monkeypatch):
    monkeypatch.setenv("MEDIAWHARF_FOREIGN_FILE_REPOS", '[{"name": "a", "kind": "folder", "path": "/srv/a"}]')
    [repo] = Settings().foreign_file_repos
    assert (repo.name, repo.timeout) == ("a", 5)
