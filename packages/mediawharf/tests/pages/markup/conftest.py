"""Texts parsed as a file's page, with the pages of a wiki that is a mapping."""

import re
from collections.abc import Callable, Mapping

import pytest

from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Document, PageLink, Picture, Site
from mediawharf.pages.markup.parser import Parser

PAGE = Title.parse("File:A b.png")
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:[^<>]*)>")
_VOID = {"br", "hr", "wbr", "img"}


def parsed(text: str, pages: Mapping[str, str] | None = None) -> Document:
    texts = {} if pages is None else pages
    return Parser(PAGE, Site("Wharf"), source=lambda title: texts.get(title.prefixed)).parse(text)


def html_of(document: Document) -> str:
    """The document with its holes as tags of their own."""
    parts = []
    for piece in document.pieces:
        match piece:
            case PageLink():
                parts.append(f'<a page="{piece.title.prefixed}{piece.fragment and "#" + piece.fragment}">')
            case Picture(frame="thumb" | "frame"):
                parts.append(f'<div file="{piece.title.text}"><div><div>')
            case Picture():
                parts.append(f'<img file="{piece.title.text}">')
            case str():
                parts.append(piece)
    return "".join(parts)


def open_tags(html: str) -> list[str]:
    """The tags that are left open, or closed out of turn, which a whole text has none of."""
    stack: list[str] = []
    for match in _TAG.finditer(html):
        name = match[2]
        if name in _VOID:
            continue
        if not match[1]:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return [f"/{name}"]
    return stack


@pytest.fixture
def html() -> Callable[..., str]:
    """The HTML of a text."""
    return lambda text, pages=None: html_of(parsed(text, pages))


@pytest.fixture
def document() -> Callable[..., Document]:
    """The document of a text."""
    return parsed
