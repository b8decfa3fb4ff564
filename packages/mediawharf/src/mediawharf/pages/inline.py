"""Short wikitext, such as an author's name, as HTML that is safe to put into a page.

Templates are not carried out: of those that wrap a text the text is kept, the others leave nothing.
"""

import html
import re
from typing import Final
from urllib.parse import quote

from mediawharf.model.namespaces import CATEGORY, FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.templates import Template, outer_templates

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_WRAPPERS: Final = {
    "u", "user", "creator", "nowrap", "according to exif data", "taken on", "original upload date", "date", "isodate",
    "iso date", "author", "small", "big",
}  # fmt: skip
_WORDS: Final = {
    "own": "Own work", "self-photographed": "Self-photographed", "self-made": "Own work", "anonymous": "Anonymous",
    "unknown": "Unknown", "unknown|author": "Unknown author",
}  # fmt: skip
_MARKUP: Final = re.compile(
    r"\[\[\s*:?(?P<target>[^\[\]|\n]+)(?:\|(?P<label>[^\[\]]*))?\]\]"
    r"|\[(?P<address>https?://[^\s\[\]<>\"]+)(?:[ \t]+(?P<text>[^\[\]\n]*))?\]"
    r"|(?P<bare>https?://[^\s\[\]<>\"|{}']+[^\s\[\]<>\"|{}'.,;:!?)])"
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_PATH_SAFE: Final = "/:;@$!*(),~"


def is_language(template: Template) -> bool:
    """Whether the template marks a text as being in a language: ``{{en|1=…}}``."""
    return _LANGUAGE.fullmatch(template.name) is not None and bool(template.params.get("1"))


def without_templates(text: str) -> str:
    """The text with its templates resolved as far as can be without carrying them out."""
    parts, position = [], 0
    for template in outer_templates(text):
        parts += [text[position : template.start], _meaning(template)]
        position = template.end
    return "".join([*parts, text[position:]]).strip()


def inline_html(text: str, page_path: str) -> str:
    """The text as HTML; ``page_path`` is where pages are, with ``$1`` for the title."""
    text = _TAG.sub("", without_templates(text))
    parts, position = [], 0
    for match in _MARKUP.finditer(text):
        parts += [_styled(text[position : match.start()]), _anchor(match, page_path)]
        position = match.end()
    parts.append(_styled(text[position:]))
    return " ".join("".join(parts).split())


def _meaning(template: Template) -> str:
    if is_language(template) or template.name in _WRAPPERS:
        return without_templates(template.params.get("1", ""))
    of_kind = _WORDS.get(f"{template.name}|{template.params.get('1', '')}")
    return of_kind or _WORDS.get(template.name, "")


def _styled(text: str) -> str:
    escaped = html.escape(html.unescape(text), quote=True)
    # Apostrophes are escaped by now; those of bold and italic text come in threes and twos.
    escaped = re.sub(r"(?:&#x27;){3}(.+?)(?:&#x27;){3}", r"<b>\1</b>", escaped)
    escaped = re.sub(r"(?:&#x27;){2}(.+?)(?:&#x27;){2}", r"<i>\1</i>", escaped)
    return escaped.replace("&#x27;", "&#039;")


def _anchor(match: re.Match[str], page_path: str) -> str:
    address = match["address"] or match["bare"]
    if address is not None:
        label = _styled(match["text"] or address)
        return f'<a rel="nofollow" class="external text" href="{html.escape(address)}">{label}</a>'
    try:
        title = Title.parse(match["target"])
    except InvalidTitle:
        return _styled(match[0])
    is_shown_elsewhere = title.namespace in (FILE, CATEGORY) and not match[0].lstrip("[ ").startswith(":")
    if is_shown_elsewhere:
        return ""
    path = page_path.replace("$1", quote(title.prefixed_dbkey, safe=_PATH_SAFE))
    label = _styled(match["label"] or match["target"].strip())
    return f'<a href="{html.escape(path)}" title="{html.escape(title.prefixed)}">{label}</a>'
