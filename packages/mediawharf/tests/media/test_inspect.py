import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.media.facts import MediaFacts
from mediawharf.media.inspect import inspect

FIXTURES = Path(__file__).parent / "fixtures"
SEEN = json.loads((FIXTURES / "seen.json").read_text("utf-8"))  # what a real MediaWiki 1.39 said of them
WHOLE = sorted(path.name for path in (FIXTURES / "whole").iterdir())
DAMAGED = sorted(path.name for path in (FIXTURES / "damaged").iterdir())
SMALL = sorted(path for path in FIXTURES.glob("*/*.*") if path.stat().st_size < 3000)


@pytest.mark.parametrize("name", sorted(SEEN))
def test_facts_are_those_that_mediawiki_shows(name, look, listed, sort_rows):
    facts = look((FIXTURES / "seen" / name).read_bytes())
    assert {
        "mime": facts.mime,
        "mediatype": facts.media_type,
        "width": facts.width,
        "height": facts.height,
        "bitdepth": facts.bits,
        "pagecount": facts.page_count,
        "duration": facts.duration,
        "metadata": listed(facts.metadata),
        "commonmetadata": listed(facts.common_metadata),
    } == {key: sort_rows(value) for key, value in SEEN[name].items()}


@pytest.mark.parametrize("name", sorted(SEEN))
def test_facts_can_be_stored_as_json(name, look):
    facts = look((FIXTURES / "seen" / name).read_bytes())
    assert json.loads(json.dumps(facts.metadata)) == facts.metadata


@pytest.mark.parametrize("name", WHOLE)
def test_whole_file_has_no_damage(name, look):
    facts = look((FIXTURES / "whole" / name).read_bytes())
    assert facts.damage is None
    assert facts.mime != "application/octet-stream"


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_told(name, look):
    assert look((FIXTURES / "damaged" / name).read_bytes()).damage


@pytest.mark.parametrize(
    "name", ["plain.png", "anim.gif", "exif.jpg", "plain.webp", "plain.tiff", "plain.djvu", "plain.svg"]
)
def test_half_a_picture_is_damaged(name, look):
    data = (FIXTURES / "seen" / name).read_bytes()
    facts = look(data[: len(data) // 2])
    assert facts.mime == SEEN[name]["mime"]
    assert facts.damage is not None


def test_size_of_a_cut_picture_is_still_known(look):
    facts = look((FIXTURES / "seen" / "plain.png").read_bytes()[:400])
    assert (facts.width, facts.height) == (320, 200)
    assert facts.metadata == {"_error": "0"}


def test_gif_without_its_trailer_is_whole(look):
    facts = look((FIXTURES / "whole" / "gif-no-trailer.gif").read_bytes())
    assert (facts.width, facts.height, facts.damage) == (8, 8, None)


def test_empty_file_has_no_type(look):
    assert look(b"") == MediaFacts(mime="application/octet-stream", media_type="UNKNOWN")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    path=st.sampled_from(SMALL),
    cut=st.floats(0, 1),
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_no_broken_file_raises(path, cut, edits):
    data = bytearray(path.read_bytes())
    for place, patch in edits:
        at = int(place * len(data))
        data[at : at + len(patch)] = patch
    data = data[: int(cut * len(data)) + 1]
    facts = inspect(io.BytesIO(bytes(data)), size=len(data))
    assert json.dumps([facts.metadata, facts.common_metadata])


class _CountingFile(io.BytesIO):
    bytes_read = 0

    def read(self, size=-1):
        block = super().read(size)
        self.bytes_read += len(block)
        return block


def test_pixels_are_stepped_over_not_read():
    data = (FIXTURES / "seen" / "plain.png").read_bytes()
    padding = (20_000_000).to_bytes(4) + b"IDAT" + bytes(20_000_004)
    file = _CountingFile(data[:33] + padding + data[33:])
    facts = inspect(file, size=len(file.getbuffer()))
    assert facts.damage is None
    assert file.bytes_read < 200_000
