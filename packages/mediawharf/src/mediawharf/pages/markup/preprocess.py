"""Divides wikitext into texts, templates, parameters and what stands verbatim; nothing is carried out here.

One pass, in linear time: each brace and bracket is looked at once, and what is nested too deep is plain text.
"""

import re
from dataclasses import dataclass, field
from typing import Final

MAX_DEPTH: Final = 40

_EXTENSIONS: Final = "nowiki|pre|gallery|syntaxhighlight|source|ref|references|templatestyles|section"
_MARK: Final = re.compile(
    r"(?P<comment><!--)"
    rf"|<(?P<tag>{_EXTENSIONS})\b(?P<attributes>[^<>]*)>"
    r"|(?P<open>\{{2,}|\[\[)|(?P<close>\}{2,}|\]\])|[|=]",
    re.IGNORECASE,
)
_TAGS_OF_INCLUSION: Final = re.compile(r"</?(?:includeonly|noinclude|onlyinclude)\s*/?>", re.IGNORECASE)
_WHOLE_LINE: Final = re.compile(r"[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A tag whose content is not wikitext, or not yet: ``<nowiki>``, ``<pre>``, ``<gallery>``."""

    tag: str
    attributes: str
    body: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two bars; ``equals`` is the place of the first equals sign among the nodes."""

    nodes: tuple["Node", ...]
    equals: int | None = None

    @property
    def name(self) -> tuple["Node", ...] | None:
        """What stands before the equals sign; None without one."""
        return None if self.equals is None else self.nodes[: self.equals]

    @property
    def value(self) -> tuple["Node", ...]:
        """What stands after the equals sign, or all."""
        return self.nodes if self.equals is None else self.nodes[self.equals + 1 :]


@dataclass(frozen=True, slots=True)
class Call:
    """``{{name|…}}``: a template, a word for a fact, or a function."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """``{{{name|default}}}``: what the page was called with."""

    parts: tuple[Part, ...]


Node = str | Verbatim | Call | Argument


@dataclass(slots=True)
class _Part:
    nodes: list[Node] = field(default_factory=list)
    equals: int | None = None


@dataclass(slots=True)
class _Open:
    """Braces or brackets whose end is not seen yet."""

    mark: str
    count: int
    parts: list[_Part] = field(default_factory=lambda: [_Part()])

    @property
    def nodes(self) -> list[Node]:
        return self.parts[-1].nodes


def divide(text: str) -> tuple[Node, ...]:
    """The nodes of a text, in order."""
    return _Divider(text).divide()


def included(text: str) -> str:
    """What other pages get of a page: without ``<noinclude>``, or what is in ``<onlyinclude>`` alone."""
    if "<" not in text:
        return text
    _, only = _between(text, "onlyinclude")
    outside, _ = _between(text, "noinclude")
    return _TAGS_OF_INCLUSION.sub("", "".join(only or outside))


def shown(text: str) -> str:
    """What the page itself shows: without ``<includeonly>``."""
    outside, _ = _between(text, "includeonly")
    return _TAGS_OF_INCLUSION.sub("", "".join(outside))


class _Divider:
    def __init__(self, text: str) -> None:
        self._text = text
        self._root = _Open("", 0)
        self._open: list[_Open] = []
        self._unclosed: set[str] = set()

    def divide(self) -> tuple[Node, ...]:
        position = 0
        while match := _MARK.search(self._text, position):
            self._add(self._text[position : match.start()])
            position = self._take(match)
        self._add(self._text[position:])
        return tuple(self._flattened())

    @property
    def _top(self) -> _Open:
        return self._open[-1] if self._open else self._root

    def _add(self, node: Node) -> None:
        if node:
            self._top.nodes.append(node)

    def _take(self, match: re.Match[str]) -> int:
        mark = match[0]
        if match["comment"]:
            return self._after_comment(match)
        if match["tag"]:
            return self._after_tag(match)
        if match["open"]:
            if len(self._open) < MAX_DEPTH:
                self._open.append(_Open(mark[0], len(mark)))
            else:
                self._add(mark)
        elif mark[0] == "}":
            self._close_braces(len(mark))
        elif mark == "]]":
            self._close_link()
        elif mark in "|=":
            self._mark_part(mark)
        return match.end()

    def _after_comment(self, match: re.Match[str]) -> int:
        end = self._text.find("-->", match.end())
        after = len(self._text) if end < 0 else end + 3
        # A comment that has a line to itself takes the line with it.
        starts_line = match.start() == 0 or self._text[match.start() - 1] == "\n"
        if starts_line and (rest := _WHOLE_LINE.match(self._text, after)):
            return rest.end()
        return after

    def _after_tag(self, match: re.Match[str]) -> int:
        tag, attributes = match["tag"].lower(), match["attributes"]
        if attributes.endswith("/"):
            self._add(Verbatim(tag, attributes[:-1], ""))
            return match.end()
        end = None
        if tag not in self._unclosed:
            end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(self._text, match.end())
        if end is None:
            self._unclosed.add(tag)
            self._add(match[0])
            return match.end()
        self._add(Verbatim(tag, attributes, self._text[match.end() : end.start()]))
        return end.end()

    def _mark_part(self, mark: str) -> None:
        top = self._top
        if top.mark != "{":
            self._add(mark)
        elif mark == "|":
            top.parts.append(_Part())
        else:
            part = top.parts[-1]
            if part.equals is None:
                part.equals = len(part.nodes)
            part.nodes.append(mark)

    def _close_link(self) -> None:
        if self._top.mark == "[":
            nodes = _literal(self._open.pop())
            for node in nodes:
                self._add(node)
        self._add("]]")

    def _close_braces(self, count: int) -> None:
        while count >= 2:
            self._drop_links()
            top = self._top
            if top.mark != "{":
                break
            taken = 3 if min(count, top.count) >= 3 else 2
            parts = tuple(Part(tuple(part.nodes), part.equals) for part in top.parts)
            node: Node = Argument(parts) if taken == 3 else Call(parts)
            count -= taken
            top.count -= taken
            self._open.pop()
            if top.count >= 2:
                self._open.append(_Open("{", top.count))
            elif top.count == 1:
                self._add("{")
            self._add(node)
        self._add("}" * count)

    def _drop_links(self) -> None:
        # A link that was never closed must not keep the template around it from being one.
        if any(each.mark == "{" for each in self._open):
            while self._top.mark == "[":
                nodes = _literal(self._open.pop())
                self._top.nodes.extend(nodes)

    def _flattened(self) -> list[Node]:
        nodes = self._root.nodes
        for each in self._open:
            nodes.extend(_literal(each))
        return nodes


def _literal(opened: _Open) -> list[Node]:
    """What was opened and is not closed, as the text that it is."""
    nodes: list[Node] = [opened.mark * opened.count]
    for number, part in enumerate(opened.parts):
        if number:
            nodes.append("|")
        nodes.extend(part.nodes)
    return nodes


def _between(text: str, tag: str) -> tuple[list[str], list[str]]:
    """What stands outside of a tag's elements and what in them; one that is never closed reaches to the end."""
    outside, inside, position = [], [], 0
    opening, closing = re.compile(rf"<{tag}\s*>", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    while match := opening.search(text, position):
        outside.append(text[position : match.start()])
        end = closing.search(text, match.end())
        inside.append(text[match.end() :] if end is None else text[match.end() : end.start()])
        position = len(text) if end is None else end.end()
    return [*outside, text[position:]], inside
