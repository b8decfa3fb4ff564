"""Reads a request's body as it streams in: fields into memory, within limits, and files into the stash.

The bytes of a file are written and hashed right here, on the event loop: a hand-over for each buffer costs more
than the work (see the decisions on the receive path). Everything slow waits for a thread.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

from mediawharf.bodies.held import HeldPart, HeldRoom
from mediawharf.bodies.multipart import MultipartLimits, MultipartScanner, PartBegin, PartData, PartEnd, boundary_of
from mediawharf.bodies.multipart_headers import MalformedMultipart
from mediawharf.bodies.stream import BodyStream, Receive, Refused
from mediawharf.bodies.urlencoded import MalformedForm, UrlencodedLimits, broken_names, is_utf8, parse_urlencoded

FORM_BYTES = 8 * 1024 * 1024
OVERHEAD_BYTES = 16 * 1024 * 1024  # what a body may hold beside the largest file


def check_head(headers: Collection[tuple[bytes, bytes]], maximum: int) -> None:
    """Raises Refused if the headers, names in lower case, announce a body that must not be read."""
    lengths = [value for name, value in headers if name == b"content-length"]
    for length in lengths:
        if not length.isdigit():
            raise Refused(400, "Content-Length is no number.")
        if int(length) > maximum:
            raise Refused(413, f"The body is larger than {maximum} bytes.")
    if sum(name == b"content-type" for name, _ in headers) > 1:
        raise Refused(400, "There are two Content-Type headers.")


class Sink(Protocol):
    """Takes the bytes of one file part."""

    def write(self, data: memoryview, /) -> None:
        """Takes in more bytes; they are gone from the view afterwards."""

    def discard(self) -> None:
        """Drops what was taken in."""


OpenSink = Callable[[str, dict[str, str]], Awaitable[Sink]]
PlaceHeld = Callable[[str, HeldPart], Sink]


@dataclass(slots=True)
class Body:
    """A body's fields, the last of each name, and its files; ``broken`` are the names of fields that were not UTF-8.

    ``held`` are the files that are in memory still; they join the others by ``place``.
    """

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, Sink] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    held: dict[str, HeldPart] = field(default_factory=dict)

    def place(self, place_held: PlaceHeld) -> None:
        """Gives each file that is in memory the place that ``place_held`` has for it."""
        for name, part in self.held.items():
            self.files[name] = place_held(name, part)

    def discard(self) -> None:
        """Drops the files' bytes."""
        for sink in self.files.values():
            sink.discard()
        for part in self.held.values():
            part.discard()

    def drop(self, name: str) -> None:
        """Drops the bytes of the file of that name, if there is one."""
        if name in self.files:
            self.files.pop(name).discard()
        if name in self.held:
            self.held.pop(name).discard()


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads bodies of at most so many bytes, giving up after so many seconds without one.

    Small files stay in memory, if there is ``room``; for others ``open_sink`` is called.
    """

    maximum: int
    idle_seconds: float
    open_sink: OpenSink
    room: HeldRoom

    async def read(self, content_type: str, receive: Receive) -> Body:
        """The body's fields and files; raises Refused or Disconnected, and then keeps nothing."""
        stream = BodyStream(receive, self.maximum, self.idle_seconds)
        try:
            async with stream:
                boundary = boundary_of(content_type)
                if boundary is not None:
                    return await self._multipart(boundary, stream)
                return await self._form(content_type, stream)
        except (MalformedMultipart, MalformedForm) as malformed:
            raise Refused(400, str(malformed)) from malformed

    async def _form(self, content_type: str, stream: BodyStream) -> Body:
        is_form = content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"
        whole = bytearray()
        async for piece in stream:
            if is_form:
                whole += piece
            if len(whole) > FORM_BYTES or stream.size > FORM_BYTES:
                raise Refused(413, "the form is larger than 8 MiB; files are sent as multipart/form-data")
        limits = UrlencodedLimits(total_bytes=FORM_BYTES)
        if not is_form:
            return Body()
        fields = dict(parse_urlencoded(bytes(whole), limits))
        # What was no text holds U+FFFD by now, which hardly any text does.
        is_suspect = any("\ufffd" in value for value in fields.values())
        return Body(fields, broken=broken_names(bytes(whole)) if is_suspect else set())

    async def _multipart(self, boundary: bytes, stream: BodyStream) -> Body:
        parts = _Parts(self.open_sink, self.room)
        scanner = MultipartScanner(boundary, MultipartLimits())
        is_whole = False
        try:
            async for piece in stream:
                for event in scanner.feed(piece):
                    match event:
                        case PartData(data):
                            if not parts.add(data):
                                await parts.open()
                                parts.add(data)
                        case PartBegin():
                            parts.begin(event)
                        case PartEnd():
                            parts.end()
            scanner.finish()
            is_whole = True
        finally:
            if not is_whole:
                parts.body.discard()
        return parts.body


class _Parts:
    """Puts the parts of a multipart body where they belong."""

    def __init__(self, open_sink: OpenSink, room: HeldRoom) -> None:
        self.body = Body()
        self._open_sink = open_sink
        self._room = room
        self._name = ""
        self._text: bytearray | None = None
        self._sink: Sink | None = None
        self._held: HeldPart | None = None

    def begin(self, part: PartBegin) -> None:
        self._name, self._sink, self._held, self._text = part.name, None, None, None
        if part.filename is None:
            self._text = bytearray()
            return
        self.body.drop(part.name)
        self._held = HeldPart(self._room)
        self.body.held[part.name] = self._held

    def add(self, data: memoryview) -> bool:
        """Whether the bytes were taken in; if not, the part must be opened first."""
        if self._held is not None:
            return self._held.add(data)
        if self._sink is not None:
            self._sink.write(data)
        elif self._text is not None:
            self._text += data
        return True

    async def open(self) -> None:
        """Moves the part from memory to a place of its own."""
        held, self._held = self._held, None
        assert held is not None, "what is open takes everything"
        self._sink = self.body.files[self._name] = await self._open_sink(self._name, self.body.fields)
        held.pour(self._sink.write)
        self.body.held.pop(self._name).discard()

    def end(self) -> None:
        if self._text is not None:
            text = self._text.decode("utf-8", "replace")
            self.body.fields[self._name] = text
            self.body.broken.discard(self._name)
            if "\ufffd" in text and not is_utf8(self._text):
                self.body.broken.add(self._name)
