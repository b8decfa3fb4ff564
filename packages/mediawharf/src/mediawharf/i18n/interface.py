"""The words of the web interface, by language: ``interface/LANGUAGE/AREA.json``, read when they are first needed.

A message's key begins with its area, such as ``upload-drop-here`` in ``upload.json``, so that areas can be handed to
a browser one by one. The sentences have the form that ``plural`` tells of.
"""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources

from mediawharf.i18n.languages import FALLBACK, direction, spoken
from mediawharf.i18n.plural import fill
from mediawharf.i18n.quantities import date, number, size, time


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language. ``code`` is the one chosen, ``language`` that in which the words are."""

    code: str
    language: str
    sentences: Mapping[str, str]

    @property
    def direction(self) -> str:
        """Which way the chosen language is written."""
        return direction(self.code)

    def __contains__(self, key: str) -> bool:
        return key in self.sentences

    def text(self, key: str, **values: object) -> str:
        """The message with its values put in; a key that is not there is shown as ``⧼key⧽``."""
        return self.fill(key, values)

    def fill(self, key: str, values: Mapping[str, object], *, write: Callable[[object], str] = str) -> str:
        """The same, with words and values written by a function of the caller's, such as one that escapes them."""
        sentence = self.sentences.get(key)
        return write(f"⧼{key}⧽") if sentence is None else fill(sentence, values, self.language, write=write)

    def area(self, *names: str) -> dict[str, str]:
        """All messages of some areas, for a browser to fill in itself."""
        return {key: text for key, text in self.sentences.items() if key.partition("-")[0] in names}

    def number(self, value: float, *, digits: int = 0) -> str:
        """A number as the language writes it."""
        return number(value, self.language, digits=digits)

    def size(self, octets: int) -> str:
        """A size in bytes, in the unit that suits it."""
        return size(octets, self.language)

    def date(self, timestamp: int) -> str:
        """A day, in UTC."""
        return date(timestamp, self.language)

    def time(self, timestamp: int) -> str:
        """A day and a minute, in UTC."""
        return time(timestamp, self.language)


class Interface:
    """The words of all languages; each language is read once in a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: dict[str, Mapping[str, str]] = {}

    def words(self, code: str) -> Words:
        """The interface in the language of a code; what is not translated is in English."""
        language = spoken(code)
        with self._lock:
            if language not in self._read:
                self._read[language] = read_sentences(FALLBACK) | read_sentences(language)
            return Words(code, language, self._read[language])


def read_sentences(language: str) -> dict[str, str]:
    """All sentences of one language, without a fallback; areas in the order of their names."""
    folder = resources.files("mediawharf.i18n") / "interface" / language
    sentences: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        sentences |= json.loads(file.read_text("utf-8"))
    return sentences
