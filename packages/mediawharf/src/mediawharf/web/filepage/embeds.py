"""Lines to paste elsewhere that show a file: in a wiki, a web page, Markdown, or as a bare address."""

import html
import re
from dataclasses import dataclass
from typing import Final

from mediawharf.web.filepage.preview import Picture, Player, Preview, ShownFile, preview_of

_IN_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>()#!|])")
_IN_WIKITEXT: Final = re.compile(r"[\[\]{}|<>]")


@dataclass(frozen=True, slots=True)
class Embeds:
    """The lines; addresses in them are whole ones, with scheme and host."""

    wikitext: str
    html: str
    markdown: str
    url: str


def embeds_of(file: ShownFile, page: str, *, caption: str) -> Embeds:
    """The lines for a file and the address of its page; ``caption`` is plain text that says what it shows."""
    preview = preview_of(file)
    told = " ".join(caption.split())
    return Embeds(
        wikitext=f"[[{file.title.prefixed}|thumb|{_IN_WIKITEXT.sub('', told)}]]",
        html=_html(preview, file.url, page, told),
        markdown=_markdown(preview, page, told),
        url=file.url,
    )


def _html(preview: Preview, url: str, page: str, caption: str) -> str:
    match preview:
        case Picture(shown=shown):
            size = f'width="{shown.width}" height="{shown.height}"'
            picture = f'<img src="{html.escape(shown.url)}" alt="{html.escape(caption)}" {size}>'
            return f'<a href="{html.escape(page)}">{picture}</a>'
        case Player(is_video=is_video):
            tag = "video" if is_video else "audio"
            return f'<{tag} src="{html.escape(url)}" controls preload="metadata"></{tag}>'
        case _:
            return f'<a href="{html.escape(page)}">{html.escape(caption)}</a>'


def _markdown(preview: Preview, page: str, caption: str) -> str:
    told = _IN_MARKDOWN.sub(r"\\\1", caption)
    if isinstance(preview, Picture):
        return f"[![{told}]({_bracketed(preview.shown.url)})]({_bracketed(page)})"
    return f"[{told}]({_bracketed(page)})"


def _bracketed(url: str) -> str:
    # Parentheses would end Markdown's address.
    return url.replace("(", "%28").replace(")", "%29")
