import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.media.seeded import Seeded, SeededTable, in_any_case

TAG = re.compile(rb"<(?:ab|cd)\d", re.IGNORECASE)
SEEDS = [*in_any_case(b"<ab"), *in_any_case(b"<cd")]
PIECE = 1 << 16


LETTERS = st.sampled_from([b"<", b"a", b"B", b"c", b"D", b"1", b"\0", b"<ab1", b"<CD2"])


@given(st.lists(LETTERS, max_size=60).map(b"".join))
def test_finds_what_the_pattern_alone_finds(text: bytes) -> None:
    found = [match.span() for match in Seeded(TAG, SEEDS).finditer(text)]
    assert found == [match.span() for match in TAG.finditer(text)]


END = re.compile(rb"[aB]1|B\0")
NESTED = SeededTable([(Seeded(TAG, SEEDS), "tag"), (Seeded(END, (b"a1", b"B1", b"B\0")), "end")])


@given(st.lists(LETTERS, max_size=60).map(b"".join))
def test_seeds_that_begin_inside_others_are_seen(text: bytes) -> None:
    found = {(meaning, match.start()) for match, meaning in NESTED.finditer(text)}
    assert {at for meaning, at in found if meaning == "end"} == {match.start() for match in END.finditer(text)}
    assert {at for meaning, at in found if meaning == "tag"} == {match.start() for match in TAG.finditer(text)}


@pytest.mark.parametrize("at", [0, PIECE - 4, PIECE - 3, PIECE - 2, PIECE - 1, PIECE, 5 * PIECE + 7])
def test_match_is_found_where_pieces_meet(at: int) -> None:
    text = bytes(at) + b"<aB1" + bytes(3 * PIECE)
    found = Seeded(TAG, SEEDS).search(text)
    assert found is not None
    assert found.start() == at


def test_text_full_of_seeds_is_searched_to_its_end() -> None:
    text = b"<ab" * PIECE + b"<cd1" + b"<ab" * PIECE + b"<ab2"
    assert [match[0] for match in Seeded(TAG, SEEDS).finditer(text)] == [b"<cd1", b"<ab2"]


def test_chance_is_no_match() -> None:
    chance = random.Random(1).randbytes(1 << 22)  # noqa: S311 - no secret
    assert Seeded(re.compile(b"<abcdefgh"), SEEDS).search(chance) is None
