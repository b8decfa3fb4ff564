"""The sentences for people, by MediaWiki's message keys, in our words."""

import json
import re
from functools import cached_property
from importlib import resources

from mediawharf.model.errors import Message

_PLACEHOLDER = re.compile(r"\$([1-9])")
_PLURAL = re.compile(r"\{\{PLURAL:\$([1-9])\|([^|}]*)\|([^}]*)\}\}")


class Messages:
    """The messages of one language; a key that is not there is shown as ``⧼key⧽``."""

    def __init__(self, language: str = "en") -> None:
        self._language = language

    @cached_property
    def _sentences(self) -> dict[str, str]:
        path = resources.files("mediawharf.i18n") / f"{self._language}.json"
        sentences: dict[str, str] = json.loads(path.read_text("utf-8"))
        return sentences

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def text(self, message: Message) -> str:
        """The sentence, with its parameters put in."""
        sentence = self._sentences.get(message.key)
        if sentence is None:
            return f"⧼{message.key}⧽"
        params = [self._param(param) for param in message.params]
        sentence = _PLURAL.sub(lambda m: m[2] if _at(params, m[1]) == "1" else m[3], sentence)
        return _PLACEHOLDER.sub(lambda m: _at(params, m[1]), sentence)

    def _param(self, param: "str | int | tuple[str, ...] | Message") -> str:
        if isinstance(param, Message):
            return self.text(param)
        if isinstance(param, tuple):
            return ", ".join(param)
        return str(param)


def _at(params: list[str], number: str) -> str:
    index = int(number) - 1
    return params[index] if index < len(params) else f"${number}"
