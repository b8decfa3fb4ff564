import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.web.headers import content_disposition, content_type

FORM = re.compile(
    r"(inline|attachment); filename=\"([ !#-$&-\[\]-~]*)\"; filename\*=UTF-8''([\w%!#$&+.^`|~-]*)", re.ASCII
)


@given(st.text(st.characters(codec="utf-8")))
def test_any_name_is_told_whole_in_harmless_ascii(name):
    match = FORM.fullmatch(content_disposition(name, "image/png"))
    assert match is not None
    assert unquote(match[3]) == name


def test_letters_beyond_ascii_have_a_plain_stand_in():
    told = content_disposition('É"1%.png', "image/png")
    assert told == "inline; filename=\"__1_.png\"; filename*=UTF-8''%C3%89%221%25.png"


@pytest.mark.parametrize(
    "mime", ["image/png", "image/svg+xml", "audio/flac", "video/webm", "application/ogg", "application/pdf"]
)
def test_media_are_shown(mime):
    assert content_disposition("x", mime).startswith("inline;")


@pytest.mark.parametrize("mime", ["text/html", "text/plain", "application/sla", "application/xml", "unknown/unknown"])
def test_all_else_is_only_saved(mime):
    assert content_disposition("x", mime).startswith("attachment;")


@pytest.mark.parametrize("mime", ["", "image", "image/png\r\nX: y", "text/html; charset=x"])
def test_what_is_no_type_goes_out_as_bytes_of_any_kind(mime):
    assert content_type(mime) == "application/octet-stream"
