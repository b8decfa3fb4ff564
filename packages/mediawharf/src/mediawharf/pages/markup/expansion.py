"""Carries templates, parameters and functions out: from nodes to one text, within limits.

Pages of the wiki are used as templates first, then the built-in ones that describe files. A template that is
neither becomes a link to its page, as in MediaWiki.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mediawharf.model.namespaces import MAIN, TEMPLATE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.markup.document import Mentions, Site
from mediawharf.pages.markup.functions import Given, Surroundings, function_named, word_value
from mediawharf.pages.markup.preprocess import Argument, Call, Node, Part, Verbatim, divide, included
from mediawharf.pages.wikitext import redirect_target

# What one page may cost: characters that templates may add up to, templates carried out, and how deep.
MAX_CHARACTERS: Final = 1_000_000
MAX_CALLS: Final = 5_000
MAX_DEPTH: Final = 30

MARK: Final = "\x7f"  # stands around the number of a verbatim part; no text from outside keeps this character
_STARTS_BLOCK: Final = re.compile(r"\{\||[:;#*]")
_MODIFIER: Final = re.compile(r"(?:safesubst|subst|msgnw|msg|raw)\s*:", re.IGNORECASE)

_HOLDING_WIKITEXT: Final = ("gallery", "ref")

Source = Callable[[Title], str | None]
BuiltIn = Callable[[str, Mapping[str, str]], str | None]


@dataclass(slots=True)
class Frame:
    """One page's text being carried out: what it was called with, expanded where it is used."""

    title: Title
    arguments: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    parent: "Frame | None" = None
    depth: int = 0
    expanded: dict[str, str] = field(default_factory=dict)

    def is_within(self, title: Title) -> bool:
        """Whether this frame or one around it is of that page."""
        frame: Frame | None = self
        while frame is not None:
            if frame.title == title:
                return True
            frame = frame.parent
        return False


class Expansion:
    """Expands the texts of one page. ``source`` gives the text of a page of the wiki, None if there is none."""

    def __init__(self, page: Title, site: Site, mentions: Mentions, *, source: Source, built_in: BuiltIn) -> None:
        self.verbatim: list[Verbatim] = []  # by the numbers in their marks
        self.warnings: dict[str, None] = {}
        self._mentions = mentions
        self._page_title = page
        self._around = Surroundings(site, mentions, self._exists, self.seal)
        self._source = source
        self._built_in = built_in
        self._divided: dict[Title, tuple[Node, ...] | None] = {}
        self._characters = 0
        self._calls = 0

    def whole(self, text: str) -> str:
        """The page's own text, expanded."""
        return self.nodes(divide(text.replace(MARK, "\ufffd")), Frame(self._page_title))

    def nodes(self, nodes: Sequence[Node], frame: Frame) -> str:
        """Nodes, expanded."""
        if all(isinstance(node, str) for node in nodes):
            return "".join(node for node in nodes if isinstance(node, str))
        parts: list[str] = []
        for node in nodes:
            match node:
                case str():
                    parts.append(node)
                case Verbatim():
                    parts.append(self._verbatim(node, frame))
                case Argument():
                    parts.append(self._argument(node, frame))
                case Call():
                    made = self._call(node, frame)
                    is_line_start = not parts or not parts[-1] or parts[-1].endswith("\n")
                    parts.append("\n" + made if _STARTS_BLOCK.match(made) and not is_line_start else made)
        return "".join(parts)

    def seal(self, part: Verbatim) -> str:
        """The mark that stands for a verbatim part in the text."""
        self.verbatim.append(part)
        return f"{MARK}{len(self.verbatim) - 1}{MARK}"

    def _verbatim(self, node: Verbatim, frame: Frame) -> str:
        if node.tag in _HOLDING_WIKITEXT and "{{" in node.body and frame.depth < MAX_DEPTH:
            node = Verbatim(node.tag, node.attributes, self._counted(self.nodes(divide(node.body), frame)))
        return self.seal(node)

    def _argument(self, node: Argument, frame: Frame) -> str:
        name = self.nodes(node.parts[0].nodes, frame).strip()
        if name in frame.arguments:
            value = frame.expanded.get(name)
            if value is None:
                assert frame.parent is not None, "only a frame with a parent has arguments"
                value = frame.expanded[name] = self.nodes(frame.arguments[name], frame.parent)
            return self._counted(value)
        if len(node.parts) > 1:
            return self.nodes(node.parts[1].nodes, frame)
        return "{{{" + name + "}}}"

    def _call(self, node: Call, frame: Frame) -> str:
        if frame.depth >= MAX_DEPTH or self._calls >= MAX_CALLS or self._characters >= MAX_CHARACTERS:
            return self._left_out()
        self._calls += 1
        head = self.nodes(node.parts[0].nodes, frame)
        name = _MODIFIER.sub("", head.strip(), count=1).strip()
        function = function_named(name)
        if function is not None:
            run, first = function
            given = Given(first.strip(), node.parts[1:], lambda nodes: self.nodes(nodes, frame), self._around)
            return self._counted(run(given))
        if len(node.parts) == 1 and (word := word_value(name, self._page_title, self._around.site)) is not None:
            return word
        return self._counted(self._template(name, node.parts[1:], frame))

    def _template(self, name: str, parts: Sequence[Part], frame: Frame) -> str:
        title = _title_of(name)
        if title is None:
            return "{{" + "|".join([name, *(self.nodes(part.nodes, frame) for part in parts)]) + "}}"
        self._mentions.templates[title] = None
        arguments = self._arguments(parts, frame)
        nodes = self._page(title)
        if nodes is not None:
            if frame.is_within(title):
                return f'<span class="error">Template loop: [[:{title.prefixed}]]</span>'
            return self.nodes(nodes, Frame(title, arguments, frame, frame.depth + 1))
        if title.namespace == TEMPLATE:
            values = {key: self.nodes(value, frame).strip() for key, value in arguments.items()}
            made = self._built_in(title.text, values)
            if made is not None:
                # What a built-in template writes may use others: a licence tag within {{self}}, say.
                return self.nodes(divide(made), Frame(title, {}, frame, frame.depth + 1))
        return f"[[:{title.prefixed}]]"

    def _arguments(self, parts: Sequence[Part], frame: Frame) -> dict[str, tuple[Node, ...]]:
        arguments: dict[str, tuple[Node, ...]] = {}
        count = 0
        for part in parts:
            if part.name is None:
                count += 1
                arguments[str(count)] = part.nodes
            else:
                arguments[self.nodes(part.name, frame).strip()] = _trimmed(part.value)
        return arguments

    def _page(self, title: Title) -> tuple[Node, ...] | None:
        if title not in self._divided:
            text = self._source(title)
            target = None if text is None else redirect_target(text)
            if target is not None:
                self._mentions.templates[target] = None
                text = self._source(target)
            if text is not None:
                self._characters += len(text)
            self._divided[title] = None if text is None else divide(included(text.replace(MARK, "\ufffd")))
        return self._divided[title]

    def _exists(self, name: str) -> bool:
        title = _title_of(":" + name)
        return title is not None and (title == self._page_title or self._source(title) is not None)

    def _counted(self, text: str) -> str:
        """The text, as long as there is room for it."""
        self._characters += len(text)
        return self._left_out() if self._characters > MAX_CHARACTERS else text

    def _left_out(self) -> str:
        self.warnings["Some templates were left out: the page uses too many."] = None
        return ""


def _title_of(name: str) -> Title | None:
    if not name or MARK in name or "\n" in name:
        return None
    try:
        return Title.parse(name, default_namespace=MAIN if name.startswith(":") else TEMPLATE)
    except InvalidTitle:
        return None


def _trimmed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes of a named parameter, without blanks around them."""
    if not nodes:
        return nodes
    first, last = nodes[0], nodes[-1]
    if isinstance(first, str):
        nodes = (first.lstrip(), *nodes[1:])
    last = nodes[-1]
    return (*nodes[:-1], last.rstrip()) if isinstance(last, str) else nodes
