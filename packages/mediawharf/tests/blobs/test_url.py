from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.blobs.url import InMemory, LocalFiles, UnknownBlobUrl, parse_blob_url


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("file:///srv/blobs", "/srv/blobs"),
        ("file:/srv/blobs", "/srv/blobs"),
        ("FILE://localhost/srv/blobs/", "/srv/blobs"),
        ("file:///srv/my%20blobs%3F", "/srv/my blobs?"),
        ("file:///srv/b%C3%A4r", "/srv/bär"),
    ],
)
def test_file_url_names_a_directory(url: str, root: str) -> None:
    assert parse_blob_url(url) == LocalFiles(Path(root))


def test_memory_url_names_memory() -> None:
    assert parse_blob_url("memory:") == parse_blob_url("memory://") == InMemory()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/srv/blobs",
        "file:",
        "file:blobs",
        "file://blobs/files",
        "file:///srv?mode=1",
        "file:///srv#1",
        "file:///srv%00",
        "file://[/srv",
        "memory:x",
        "memory://host",
        "swift://x",
    ],
)
def test_any_other_url_is_refused_with_the_known_forms(url: str) -> None:
    with pytest.raises(UnknownBlobUrl, match=r"file:///absolute/path, memory:"):
        parse_blob_url(url)


def test_refusal_tells_the_scheme_and_no_password() -> None:
    with pytest.raises(UnknownBlobUrl) as refused:
        parse_blob_url("swift://name:secret@host/bucket")
    assert refused.value.scheme == "swift"
    assert "secret" not in str(refused.value)


@given(names=st.lists(st.from_regex(r"[\w -]+", fullmatch=True), min_size=1))
def test_any_absolute_path_comes_back_from_its_own_url(names: list[str]) -> None:
    root = Path("/", *names)
    assert parse_blob_url(root.as_uri()) == LocalFiles(root)
