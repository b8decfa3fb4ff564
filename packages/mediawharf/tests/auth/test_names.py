import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.auth.names import MAX_NAME_BYTES, InvalidUserName, canonical_name, require_name


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("uploader", "Uploader"),
        (" a__b  c_", "A b c"),
        ("émile", "Émile"),
        ("e\u0301mile", "Émile"),
        ("ßeta", "ßeta"),
        ("Jörg (bot)", "Jörg (bot)"),
        ("山田", "山田"),
        ("100% sure", "100% sure"),
    ],
)
def test_a_name_has_one_spelling(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "_", ".", "..", "User@app", "a#b", "a<b", "a>b", "a[b", "a]b", "a|b", "a{b", "a}b", "a/b", "User:A",
        "127.0.0.1", "999.1.1.1", "1.2.3.xxx", "::1", "2001:db8::1", "a\x00b", "a\nb", "a\x7fb", "a\u200eb",
        "a\u202eb", "a\ue000b", "a\ufffdb", "a%41", "a&amp;b", "a~~~b", "Unknown user",
        "a" + chr(0xD800), "x" * (MAX_NAME_BYTES + 1),
    ],
)  # fmt: skip
def test_what_reads_as_something_else_is_no_name(name: str) -> None:
    with pytest.raises(InvalidUserName):
        require_name(name)


@given(st.text())
def test_a_canonical_name_stays_as_it_is(name: str) -> None:
    canonical = canonical_name(name)
    assert canonical is None or canonical_name(canonical) == canonical
