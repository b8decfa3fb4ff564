import io
from pathlib import Path

import pytest

from mediawharf.media.limits import MediaLimits
from mediawharf.model.filename import ExtensionRules
from mediawharf.upload.errors import VerificationError
from mediawharf.upload.verify import VerificationRules, verify

MEDIA = Path(__file__).parents[1] / "media" / "fixtures"
EXTENSIONS = ExtensionRules(("gif", "jpg", "png"), frozenset(), is_strict=True)
RULES = VerificationRules(EXTENSIONS, 1 << 20)


def refusal(data: bytes, name: str, rules: VerificationRules = RULES) -> VerificationError:
    with pytest.raises(VerificationError) as caught:
        verify(io.BytesIO(data), name, size=len(data), sha1="0" * 40, rules=rules)
    return caught.value


def test_what_hides_behind_the_head_is_refused():
    data = (MEDIA / "corpus" / "poly-pnghtml-tail-late.png").read_bytes()
    assert refusal(data, "A.png").reason == "uploadscripted"


def test_reason_comes_with_its_facts():
    data = (MEDIA / "corpus" / "poly-gifar-tail.gif").read_bytes()
    assert refusal(data, "A.gif").data() == {"details": ["filetype-badmime", "application/java"]}


def test_bytes_under_too_long_a_name_are_looked_at_all_the_same():
    data = (MEDIA / "corpus" / "poly-pnghtml-tail-late.png").read_bytes()
    assert refusal(data, "A" * 250 + ".png").reason == "uploadscripted"


def test_program_is_refused():
    data = (MEDIA / "corpus" / "mime-elf-as-png.png").read_bytes()
    assert refusal(data, "A.png").reason == "filetype-bad-ie-mime"


def test_limits_are_those_of_the_rules():
    data = (MEDIA / "whole" / "jpg-baseline.jpg").read_bytes()
    rules = VerificationRules(EXTENSIONS, 1 << 20, MediaLimits(greatest_area=100))
    assert refusal(data, "A.jpg", rules).reason == "image-too-large"


def test_damage_is_told_and_not_refused():
    data = (MEDIA / "damaged" / "png-half.png").read_bytes()
    found = verify(io.BytesIO(data), "A.png", size=len(data), sha1="0" * 40, rules=RULES)
    assert found.facts.damage is not None
