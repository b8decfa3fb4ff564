from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.bodies.urlencoded import MalformedForm, UrlencodedLimits, parse_urlencoded

LIMITS = UrlencodedLimits(fields=3, total_bytes=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", []),
        (b"action=upload&format=json", [("action", "upload"), ("format", "json")]),
        (b"a=1&a=2", [("a", "1"), ("a", "2")]),
        (b"text=a+b%2Bc%20d", [("text", "a b+c d")]),
        (b"ignorewarnings&stash=", [("ignorewarnings", ""), ("stash", "")]),
        (b"token=abc%2B%5C&x=a=b", [("token", "abc+\\"), ("x", "a=b")]),
        (b"&&a=1&=nameless", [("a", "1")]),
        (b"a=1;b=2", [("a", "1;b=2")]),
        (b"a=%C3%A9&b=\xc3\xa9", [("a", "é"), ("b", "é")]),
        (b"a=%FF&b=\xfe", [("a", "\ufffd"), ("b", "\ufffd")]),
        (b"a=100%&b=%zz", [("a", "100%"), ("b", "%zz")]),
        (b"titles=%1Fa%1Fb", [("titles", "\x1fa\x1fb")]),
    ],
)
def test_fields_are_read(body: bytes, fields: list[tuple[str, str]]) -> None:
    assert parse_urlencoded(body, UrlencodedLimits()) == fields


def test_form_at_its_limits_passes() -> None:
    assert len(parse_urlencoded(b"a=1&b=2&c=" + b"x" * 10, LIMITS)) == 3


@pytest.mark.parametrize(("body", "reason"), [(b"a&b&c&d", "too-many-fields"), (b"a=" + b"x" * 19, "form-too-long")])
def test_form_beyond_a_limit_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(MalformedForm) as refused:
        parse_urlencoded(body, LIMITS)
    assert refused.value.reason == reason


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=20))
def test_encoded_fields_come_back(fields: list[tuple[str, str]]) -> None:
    assert parse_urlencoded(urlencode(fields).encode(), UrlencodedLimits()) == fields


@given(st.text(st.characters(max_codepoint=127)).filter(lambda form: not form.startswith("=") and "&=" not in form))
def test_any_ascii_form_is_read_as_the_standard_library_reads_it(form: str) -> None:
    assert parse_urlencoded(form.encode(), UrlencodedLimits()) == parse_qsl(form, keep_blank_values=True)
