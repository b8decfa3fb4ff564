"""Whether work grows with the length of a text and no faster, for texts of one piece again and again.

    python -m bench.proportion [--length N] [--times N]

Prints, for each reader, the pieces whose longer text costs most beside the shorter one.
"""

import argparse
import io
import time
from collections.abc import Callable, Mapping

from mediawharf.media.svg_safety import find_hostile
from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Site
from mediawharf.pages.markup.parser import Parser
from mediawharf.pages.wikitext import categories, comment_html

MARKUP = (
    "{{", "}}", "{{{", "{{{{", "[[", "]]", "[[a|", "[[ ", "[[a, ", "[[File:a|", "'''", "''a", "|", "=", "<", "<div>",
    "</div>", "<b>", "<nowiki>", "<pre>", "<pre", "<gallery>", "<ref>", "<ref>a</ref>", "<!--", "<onlyinclude>", "\n*",
    "*", "\n{|\n|", "\n{|", "\n|", "||", "\n== a ==", "[http://a ", "http://a", "&", "\n ", ";a:", "{{a|", "{{#if:",
    "{{{1|", "\n", "<table><tr><td>", "[[a]]", "[[Category:a]]", "{{en|1=a}}", '<span style="a:b;', "{{a}}", "/*",
)  # fmt: skip
STYLES = ("(", "/*", "\\66", '"\n', "url(data:;a=b", "9", ".a{fill:url(#b)}", "\\", "@import ", "url( ")
SHOWN = 5


def _parse(text: str) -> None:
    Parser(Title.parse("File:A.png"), Site("Wharf"), source=lambda _title: None).parse(text)


def _comment(text: str) -> None:
    comment_html(text, "/wiki/$1", lambda _title: False)


def _style(text: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[{text}]]></style></svg>'.encode()
    find_hostile(io.BytesIO(data), size=len(data))


READERS: Mapping[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "wikitext": (_parse, MARKUP),
    "categories": (categories, MARKUP),
    "comments": (_comment, MARKUP),
    "style sheets": (_style, STYLES),
}


def seconds(read: Callable[[str], object], piece: str, length: int) -> float:
    """CPU seconds, the better of two."""
    return min(_once(read, piece * (length // len(piece))) for _ in range(2))


def _once(read: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    read(text)
    return time.process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser(description="Whether work grows no faster than the length of a text.")
    parser.add_argument("--length", type=int, default=20_000, help="characters of the shorter text")
    parser.add_argument("--times", type=int, default=8, help="how many times as long the longer one is")
    options = parser.parse_args()
    for name, (read, pieces) in READERS.items():
        short = {piece: seconds(read, piece, options.length) for piece in pieces}
        long = {piece: seconds(read, piece, options.length * options.times) for piece in pieces}
        dearest = sorted(pieces, key=lambda piece: long[piece] / max(short[piece], 1e-4), reverse=True)[:SHOWN]
        print(f"\n{name:24}{'shorter ms':>12}{'longer ms':>12}{'times':>8}")
        for piece in dearest:
            factor = long[piece] / max(short[piece], 1e-4)
            print(f"{piece!r:24}{short[piece] * 1000:12.2f}{long[piece] * 1000:12.2f}{factor:8.1f}", flush=True)


if __name__ == "__main__":
    main()
