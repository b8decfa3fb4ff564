"""Turns errors and warnings into the form that ``errorformat`` asks for."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.blockinfo import block_info
from mediawharf.api.result import Star, Tagged
from mediawharf.i18n.messages import Messages
from mediawharf.model.errors import Blocked, Message, WharfError

FORMATS = ("bc", "plaintext", "wikitext", "html", "raw", "none")


@dataclass(frozen=True, slots=True)
class ApiWarning:
    """Something that the client should know though the request went on."""

    module: str
    code: str
    message: Message
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ErrorFormat:
    """One request's way of telling errors. ``docref`` points to the documentation."""

    name: str
    messages: Messages
    docref: str

    def text(self, message: Message) -> str:
        """A message as plain text."""
        return self.messages.text(message)

    def error(self, error: WharfError, module: str) -> dict[str, Any]:
        """The reply's part that tells an error."""
        message = error.message()
        if self.name == "bc":
            return {"error": {"code": error.code, "info": self.text(message), **_data(error), **self._docref()}}
        told_all = [self._one(one.code, one.message(), _data(one), module) for one in (error, *error.companions())]
        return {"errors": Tagged(told_all, "error"), **self._docref()}

    def message(self, message: Message, code: str) -> dict[str, Any]:
        """A message as an object of its own, such as the reason of a failed log-in."""
        return {"code": code, **self._words(message)}

    def warnings(self, warnings: Sequence[ApiWarning]) -> Any:
        """The reply's ``warnings``."""
        if self.name != "bc":
            return Tagged([self._one(w.code, w.message, w.data, w.module) for w in warnings], "warning")
        by_module: dict[str, list[str]] = {}
        for warning in warnings:
            lines = by_module.setdefault(warning.module.rsplit("+", 1)[-1], [])
            lines.append(self.text(warning.message))
        # As on the wire, a module that warned later stands before those that did so earlier.
        return {module: {"warnings": Star("\n".join(by_module[module]))} for module in reversed(by_module)}

    def _docref(self) -> dict[str, Any]:
        return {"docref": Star(self.docref)}

    def _one(self, code: str, message: Message, data: Mapping[str, Any], module: str) -> dict[str, Any]:
        one: dict[str, Any] = {"code": code}
        if self.name == "raw":
            one |= self._words(message)
        if data:
            one["data"] = dict(data)
        one["module"] = module
        # A text that is the object's content comes last.
        return one | self._words(message)

    def _words(self, message: Message) -> dict[str, Any]:
        match self.name:
            case "none":
                return {}
            case "raw":
                return {"key": message.key, "params": Tagged(_raw_params(message), "param")}
            case "html":
                return {"html": Star(html.escape(self.text(message), quote=False))}
            case _:
                return {"text": Star(self.text(message))}


def _raw_params(message: Message) -> list[Any]:
    out: list[Any] = []
    for param in message.params:
        if isinstance(param, Message):
            out.append({"key": param.key, "params": Tagged(_raw_params(param), "param")})
        elif isinstance(param, tuple):
            out.append({"list": list(param), "type": "comma"})
        else:
            out.append(param)
    return out


def _data(error: WharfError) -> Mapping[str, Any]:
    """The error's facts; its details are elements of their own name in XML."""
    if isinstance(error, Blocked):
        return {**error.data(), "blockinfo": block_info(error.block)}
    data: dict[str, Any] = dict(error.data())
    if isinstance(details := data.get("details"), list):
        data["details"] = Tagged(details, "detail")
    return data
