import pytest

from mediawharf.media.scripts import find_script


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"GIF89a<script>alert(1)", "<script"),
        (b"x<SCRIPT src=y>", "<script"),
        (b"..<html>", "<html"),
        (b"..<body/onload=x>", "<body"),
        (b"..<head\n", "<head"),
        (b"..<?php echo", "<?php"),
        (b"<!DocType  HTML>", "<!doctype  html"),
        ("<script>".encode("utf-16-le"), "<script"),
        (b"x" + "<script>".encode("utf-16-be"), "<script"),
    ],
)
def test_active_markup_is_found(head, found):
    assert find_script(head) == found


@pytest.mark.parametrize(
    "head", [b"", b"\x89PNG", b"<header>", b"a < script", b'See <a href="https://example.org/">', b"<edited>"]
)
def test_harmless_text_is_left_alone(head):
    assert find_script(head) is None
