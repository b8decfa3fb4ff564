"""Wikitext as plain words: for a line beneath a title, not for reading whole."""

import re
from typing import Final

from mediawharf.pages.description import Description, describe
from mediawharf.pages.inline import without_templates
from mediawharf.pages.templates import spoken

_LINK: Final = re.compile(r"\[\[\s*:?(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<label>[^\[\]]{0,300}))?\]\]")
_OUTSIDE: Final = re.compile(r"\[(?:https?:)?//[^\s\[\]]{1,2000}(?: (?P<text>[^\[\]\n]{0,300}))?\]")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_MARK: Final = re.compile(r"'{2,5}|^=+|=+\s*$|^[*#:;]+", re.MULTILINE)
_HIDDEN: Final = re.compile(r"\s*(?:category|file|image)\s*:", re.IGNORECASE)


def summary(page_text: str, language: str, *, longest: int) -> str:
    """What a page says of its file, in a language if it is said in that one; cut to so many letters."""
    said = describe(page_text)
    text = plain(_description(said, language) or without_templates(spoken(page_text)))
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(",;:. ") + "…"


def plain(text: str) -> str:
    """The words of a short wikitext, on one line."""
    text = _TAG.sub(" ", without_templates(text))
    text = _OUTSIDE.sub(lambda match: match["text"] or "", _LINK.sub(_label, text))
    return " ".join(_MARK.sub("", text).split())


def _label(match: re.Match[str]) -> str:
    if _HIDDEN.match(match["target"]):
        return ""
    return match["label"] or match["target"]


def _description(said: Description, language: str) -> str:
    texts = said.texts
    return texts.get(language) or texts.get("en") or next((text for text in texts.values() if text), "")
