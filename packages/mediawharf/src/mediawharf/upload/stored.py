"""Requests and refusals as JSON, for jobs and for those who ask later what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.upload.request import FromStash, FromUrl, UploadRequest, Watch


def request_to_json(request: UploadRequest) -> dict[str, Json]:
    """A request whose bytes are elsewhere: in the stash or at a URL."""
    match request.source:
        case FromStash(filekey):
            source: dict[str, Json] = {"filekey": filekey}
        case FromUrl(url):
            source = {"url": url}
        case _:
            raise TypeError(f"{type(request.source).__name__} holds bytes of a request that has ended")
    return {
        **source,
        "filename": request.filename,
        "comment": request.comment,
        "text": request.text,
        "tags": list(request.tags),
        "watch": request.watch.value,
        "watch_expiry": request.watch_expiry,
        "ignore_warnings": request.ignore_warnings,
        "stash": request.stash,
    }


def request_of_json(stored: Mapping[str, Any]) -> UploadRequest:
    """The request that ``request_to_json`` stored."""
    return UploadRequest(
        source=FromUrl(stored["url"]) if "url" in stored else FromStash(stored["filekey"]),
        filename=stored["filename"],
        comment=stored["comment"],
        text=stored["text"],
        tags=tuple(stored["tags"]),
        watch=Watch(stored["watch"]),
        watch_expiry=stored["watch_expiry"],
        ignore_warnings=stored["ignore_warnings"],
        stash=stored["stash"],
    )


def refusal_to_json(refusal: WharfError) -> dict[str, Json]:
    """What is needed to tell of the refusal later."""
    return {
        "code": refusal.code,
        "message": _message_to_json(refusal.message()),
        "data": refusal.data(),
        "companions": [refusal_to_json(companion) for companion in refusal.companions()],
    }


def _message_to_json(message: Message) -> list[Json]:
    params = [_message_to_json(p) if isinstance(p, Message) else p for p in message.params]
    return [message.key, [{"message": p} if isinstance(p, list) else p for p in params]]


@dataclass(eq=False)
class StoredRefusal(WharfError):
    """A refusal that a job met with."""

    stored: Mapping[str, Any]

    def __post_init__(self) -> None:
        self.code = self.stored["code"]  # type: ignore[misc]
        self.key = self.stored["message"][0]  # type: ignore[misc]

    def message(self) -> Message:
        """What the job was told."""
        return _message_of_json(self.stored["message"])

    def data(self) -> dict[str, Json]:
        """What else it was told."""
        return dict(self.stored["data"])

    def companions(self) -> tuple[WharfError, ...]:
        """What it was told beside."""
        return tuple(StoredRefusal(companion) for companion in self.stored["companions"])


def _message_of_json(stored: Any) -> Message:
    key, params = stored
    return Message(key, tuple(_param(param) for param in params))


def _param(stored: Any) -> Any:
    if isinstance(stored, dict):
        return _message_of_json(stored["message"])
    return tuple(stored) if isinstance(stored, list) else stored
