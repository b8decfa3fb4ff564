import pytest

from mediawharf.bodies.body import check_head
from mediawharf.bodies.stream import Refused


def test_body_without_a_length_is_read():
    check_head([(b"content-type", b"text/plain")], 10)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"content-length", b"11")], 413),
        ([(b"content-length", b"1"), (b"content-length", b"11")], 413),
        ([(b"content-length", b"-1")], 400),
        ([(b"content-length", b"")], 400),
        ([(b"content-type", b"a/b"), (b"content-type", b"c/d")], 400),
    ],
)
def test_bodies_are_refused_by_what_their_heads_say(headers, status):
    with pytest.raises(Refused) as refused:
        check_head(headers, 10)
    assert refused.value.status == status
