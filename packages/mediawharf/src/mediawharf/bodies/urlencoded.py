"""Fields of application/x-www-form-urlencoded bodies and of query strings."""

from dataclasses import dataclass
from urllib.parse import unquote_to_bytes


class MalformedForm(Exception):
    """The form is over a limit: `reason` is a short fixed word, `text` is for people."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason, text)
        self.reason = reason
        self.text = text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class UrlencodedLimits:
    """How much a form may hold; a page text of 2 MiB takes up to three times as much when it is encoded."""

    fields: int = 1000
    total_bytes: int = 8 * 1024 * 1024


def parse_urlencoded(body: bytes, limits: UrlencodedLimits) -> list[tuple[str, str]]:
    """Names and values in the order sent, repeated names included; raises MalformedForm over a limit.

    A field without "=" has an empty value; one without a name is dropped, as PHP does. Bytes that are not UTF-8
    become U+FFFD. Broken percent escapes stay as they are.
    """
    if len(body) > limits.total_bytes:
        raise MalformedForm("form-too-long", f"The form is longer than {limits.total_bytes} bytes")
    # Counted before anything is built, so that a flood of fields costs one pass over the bytes.
    if body.count(b"&") >= limits.fields:
        raise MalformedForm("too-many-fields", f"The form has more than {limits.fields} fields")
    pairs = [_pair(item) for item in body.split(b"&")]
    return [pair for pair in pairs if pair[0]]


def broken_names(body: bytes) -> set[str]:
    """The names of the fields whose last value is not UTF-8."""
    pairs = (item.partition(b"=") for item in body.split(b"&"))
    last = {_decoded(name): _unquoted(value) for name, _, value in pairs if name}
    return {name for name, value in last.items() if not is_utf8(value)}


def is_utf8(value: bytes | bytearray) -> bool:
    """Whether the bytes are a text."""
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pair(item: bytes) -> tuple[str, str]:
    if b"%" in item or b"+" in item:
        name, _, value = item.partition(b"=")
        return _decoded(name), _decoded(value)
    plain, _, rest = item.decode("utf-8", "replace").partition("=")
    return plain, rest


def _decoded(text: bytes) -> str:
    return _unquoted(text).decode("utf-8", "replace")


def _unquoted(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))
