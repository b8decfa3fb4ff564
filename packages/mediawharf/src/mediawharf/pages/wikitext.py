"""What wikitext says without being rendered: its categories, where it redirects to, and links in comments.

Source: MediaWiki 1.39's answers for ``parsedcomment``, ``prop=categories`` and ``redirects``.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from mediawharf.model.namespaces import CATEGORY, FILE, MEDIA
from mediawharf.model.title import InvalidTitle, Title

_REDIRECT: Final = re.compile(r"\s*#redirect\s*:?\s*\[\[([^\[\]|\n]*)(?:\|[^\[\]\n]*)?\]\]", re.IGNORECASE)
_LINK: Final = re.compile(r"\[\[([^\[\]|\n]+)(?:\|[^\[\]]*)?\]\]")
_VERBATIM: Final = re.compile(r"<!--|<(?P<tag>nowiki|pre|gallery|indicator|langconvert)\b[^<>]*>", re.IGNORECASE)

_COMMENT_LINK: Final = re.compile(r"\[\[\s*+:?([^\[\]|]+)(?:\|((?:\]?[^\]])*+))?\]\]([a-z]*)")
_LABEL_END: Final = re.compile(r".*\]\][a-z]*", re.DOTALL)
_SECTION: Final = re.compile(r"/\*\s*+((?:[^*]|\*(?!/))*+)\*/(?=(.)?)")
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]+);")
# A title in a path keeps what MediaWiki's own URLs keep.
_PATH_SAFE: Final = "/:;@$!*(),~"


def redirect_target(text: str) -> Title | None:
    """The page that a text redirects to; None if it is no redirect, or to what cannot be a title."""
    match = _REDIRECT.match(text)
    return None if match is None else _title(match[1])


def categories(text: str) -> list[str]:
    """The names, without the namespace, of the categories that a text puts its page into, in order."""
    names: dict[str, None] = {}
    spoken = "".join(text[start:end] for start, end in _spoken(text))
    for match in _LINK.finditer(spoken):
        title = None if match[1].lstrip().startswith(":") else _title(match[1])
        if title is not None and title.namespace == CATEGORY:
            names[title.text] = None
    return list(names)


def replace_outside_verbatim(text: str, replace: Callable[[str], str]) -> str:
    """The text with a replacement made wherever it is neither a comment nor within ``<nowiki>`` and the like."""
    parts, position = [], 0
    for start, end in _verbatim(text):
        parts += [replace(text[position:start]), text[start:end]]
        position = end
    return "".join([*parts, replace(text[position:])])


def comment_titles(comment: str) -> list[Title]:
    """The titles that a comment links to, so that a caller can look them all up at once."""
    escaped = _escaped(comment)
    titles = (_link_title(match) for match in _COMMENT_LINK.finditer(escaped, 0, _end_of_links(escaped)))
    return [title for title in titles if title is not None]


def comment_html(comment: str, article_path: str, exists: Callable[[Title], bool], *, page: Title | None = None) -> str:
    """A comment as HTML that is safe to put into a page: escaped, with its links and ``/* section */`` marks.

    ``article_path`` is where pages are, with ``$1`` for the title. ``page`` is the page that sections and
    ``[[#fragment]]`` links belong to; without one, sections are told but not linked.
    """
    linker = _Linker(article_path, exists, page)
    marked, spans = _with_sections(_escaped(comment), linker)
    end = _end_of_links(marked)
    return _COMMENT_LINK.sub(linker.link, marked[:end]) + marked[end:] + "</span>" * spans


@dataclass(frozen=True, slots=True)
class _Linker:
    article_path: str
    exists: Callable[[Title], bool]
    page: Title | None

    def section(self, match: re.Match[str]) -> str:
        """An autocomment; brackets in it must not become links afterwards."""
        name, follows = match[1].rstrip(), match[2] is not None
        label = name
        plain = html.unescape(re.sub(r"\[\[:?|\]\]", "", name))
        if self.page is not None and plain:
            label = self._anchor(self.page, "→\u200e" + name, fragment=plain)
        label += ": " if follows else ""
        if not label:
            return ""
        span = f'<span dir="auto"><span class="autocomment">{label}</span>'
        return span.replace("[", "&#91;").replace("]", "&#93;")

    def link(self, match: re.Match[str]) -> str:
        """A link, or the text as it stands if its target cannot be a title."""
        target = _decoded(match[1])
        label = (match[2] or _escape(html.unescape(target))) + match[3]
        page_name, _, fragment = html.unescape(target).partition("#")
        title = self.page if not page_name.strip() and fragment else _title(target)
        if title is None:
            return match[0]
        return self._anchor(title, label, fragment=fragment)

    def _anchor(self, title: Title, label: str, *, fragment: str = "") -> str:
        if title.namespace == MEDIA:
            title = Title(FILE, title.dbkey)
        path = self.article_path.replace("$1", quote(title.prefixed_dbkey, safe=_PATH_SAFE))
        known = title.namespace < 0 or title == self.page or self.exists(title)
        if not known:
            path += ("&" if "?" in path else "?") + "action=edit&redlink=1"
        elif fragment:
            path += "#" + re.sub(r"\s+", "_", fragment.strip())
        mark = "" if known else ' class="new"'
        return f'<a href="{_escape(path)}"{mark} title="{_escape(title.prefixed)}">{label}</a>'


def _with_sections(text: str, linker: _Linker) -> tuple[str, int]:
    """The text with its autocomments, and how many of them are open."""
    # Behind the last end no beginning needs to be looked at: many of them would take the square of their number.
    end = text.rfind("*/") + 3 if "*/" in text else 0
    head = text[:end]
    spans = sum(bool(match[1].strip() or match[2]) for match in _SECTION.finditer(head))
    return _SECTION.sub(linker.section, head) + text[end:], spans


def _end_of_links(text: str) -> int:
    """Where the last link may end; behind it none begins, however many seem to."""
    match = _LABEL_END.match(text)
    return 0 if match is None else match.end()


def _spoken(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in _verbatim(text):
        yield position, start
        position = end
    yield position, len(text)


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    # A tag that is never closed is plain text, a comment runs to the end. Each tag's missing end is looked for
    # once only: texts of nothing but opening tags must not take the square of their length.
    position, unclosed = 0, set[str]()
    while match := _VERBATIM.search(text, position):
        position = match.end()
        if match["tag"] is None:
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + 3
            yield match.start(), position
        elif not match[0].endswith("/>") and (tag := match["tag"].lower()) not in unclosed:
            closing = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, position)
            if closing is None:
                unclosed.add(tag)
            else:
                position = closing.end()
                yield match.start(), position


def _title(target: str) -> Title | None:
    # A leading colon keeps "[[:Category:X]]" from being more than a link; it is no part of the name.
    try:
        return Title.parse(_decoded(target).strip().removeprefix(":"))
    except InvalidTitle:
        return None


def _link_title(match: re.Match[str]) -> Title | None:
    return _title(match[1])


def _decoded(target: str) -> str:
    return unquote(target) if "%" in target else target


def _escaped(comment: str) -> str:
    # References that are in the comment already stay what they are.
    line = comment.replace("\n", " ").replace("\x1b", " ")
    return _escape(_REFERENCE.sub(lambda match: html.unescape(match[0]), line))


def _escape(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "&#039;")
