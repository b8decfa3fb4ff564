"""Encrypted documents that open without a password are looked into like open ones.

The files were written by qpdf with every kind of encryption there is: "script" and "attachment" hide their object in
an object stream, "script-link" in an encrypted string.
"""

import io
from pathlib import Path

import pytest

from mediawharf.media.hostile import find_hostile
from mediawharf.media.inspect import inspect
from mediawharf.media.limits import MediaLimits

FILES = Path(__file__).parent / "fixtures" / "encrypted"
KINDS = ("rc4-40", "rc4-128", "rc4-filter", "aes-128", "aes-256-old", "aes-256")


def key(content: bytes) -> str | None:
    found = find_hostile(io.BytesIO(content), mime="application/pdf", size=len(content), limits=MediaLimits())
    return None if found is None else found.key


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hostile", ["script", "attachment", "script-link"])
def test_what_encryption_hides_is_found(hostile: str, kind: str) -> None:
    assert key((FILES / f"{hostile}-{kind}.pdf").read_bytes()) == "uploadscripted"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("legal", ["link", "form"])
def test_encrypted_document_passes_and_is_whole(legal: str, kind: str) -> None:
    content = (FILES / f"{legal}-{kind}.pdf").read_bytes()
    assert key(content) is None
    facts = inspect(io.BytesIO(content), size=len(content))
    assert (facts.damage, facts.page_count) == (None, 1)


def test_document_with_a_password_passes_unless_it_hides_objects() -> None:
    found = {path.stem: key(path.read_bytes()) for path in FILES.glob("locked-*.pdf")}
    assert found == {
        "locked-plain-open": None,
        "locked-script-open": "uploadscripted",
        "locked-plain-packed": "media-locked",
        "locked-script-packed": "media-locked",
    }


@pytest.mark.parametrize("change", [(b"/Standard", b"/Elsewise"), (b"/AESV3", b"/AESV9"), (b"/V 5", b"/V 6")])
def test_packed_objects_behind_an_unknown_encryption_are_refused(change: tuple[bytes, bytes]) -> None:
    content = (FILES / "link-aes-256.pdf").read_bytes()
    assert change[0] in content
    assert key(content.replace(*change)) == "media-locked"


def test_packed_objects_that_the_key_does_not_open_are_refused() -> None:
    content = (FILES / "script-aes-128.pdf").read_bytes()
    start = content.index(b"stream\n", content.index(b"/ObjStm")) + len(b"stream\n")
    assert key(content[:start] + bytes(48) + content[start + 48 :]) == "media-locked"
