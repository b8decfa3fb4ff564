import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.media.filetypes import EXTENSIONS, matches
from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits
from mediawharf.media.sniff import sniff_file

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS = FIXTURES / "corpus"
FINDINGS = json.loads((CORPUS / "findings.json").read_text("utf-8"))
RUNS_A_SCRIPT = "packed-objects.pdf"
LEGAL = sorted(path for folder in ("whole", "seen") for path in (FIXTURES / folder).iterdir())
LEGAL = [path for path in LEGAL if path.name != RUNS_A_SCRIPT]
LEGAL += sorted(CORPUS.glob("ok-*"))
DAMAGED = sorted((FIXTURES / "damaged").iterdir())
REFUSED_BY_TYPE = sorted(
    path.name for path in CORPUS.glob("[mp]*-*.*") if path.name not in FINDINGS and path.suffix != ".json"
)
SMALL = sorted(path for path in FIXTURES.glob("*/*.*") if path.stat().st_size < 3000 and path.suffix != ".json")
BAD_TYPES = {"application/java", "application/x-php", "text/html", "application/xml"}


def find(data: bytes, mime: str | None = None) -> Finding | None:
    file = io.BytesIO(data)
    return find_hostile(file, mime=mime or sniff_file(file, size=len(data)), size=len(data), limits=MediaLimits())


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_hostile_file_is_found(name):
    found = find((CORPUS / name).read_bytes())
    assert found is not None
    assert found.key == FINDINGS[name]


@pytest.mark.parametrize("name", REFUSED_BY_TYPE)
def test_file_of_another_type_is_told_by_its_type(name):
    path = CORPUS / name
    mime = sniff_file(io.BytesIO(path.read_bytes()), size=path.stat().st_size)
    assert mime in BAD_TYPES or not matches(mime, path.suffix[1:])


@pytest.mark.parametrize("path", LEGAL, ids=lambda path: path.name)
def test_legal_file_passes(path):
    assert find(path.read_bytes()) is None


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.name)
def test_damage_alone_is_no_reason(path):
    found = find(path.read_bytes())
    assert found is None or path.name == "png-neg-dim.png"


@pytest.mark.parametrize("path", LEGAL, ids=lambda path: path.name)
def test_half_a_legal_file_passes(path):
    data = path.read_bytes()
    assert find(data[: len(data) // 2]) is None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SMALL), st.data())
def test_mutated_file_raises_nothing(path, data):
    content = bytearray(path.read_bytes())
    mime = sniff_file(io.BytesIO(bytes(content)), size=len(content))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=8))
    found = find(bytes(content) or b"x", mime)
    assert found is None or found.key


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(EXTENSIONS)), st.binary(max_size=300))
def test_noise_of_any_type_raises_nothing(mime, content):
    found = find(content, mime)
    assert found is None or found.key


@pytest.mark.parametrize("left", range(5))
def test_picture_cut_inside_its_size_is_no_reason(left: int) -> None:
    content = b"\xff\xd8\xff\xc0\0\x0b" + b"\x08\0\x08\0\x08"[:left]
    assert find_hostile(io.BytesIO(content), mime="image/jpeg", size=len(content), limits=MediaLimits()) is None
