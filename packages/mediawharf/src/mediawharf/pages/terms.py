"""What a page can be found by: its words, its categories and its licence, as terms of one kind."""

import re
import unicodedata
from typing import Final

from mediawharf.model.title import Title
from mediawharf.pages.description import describe
from mediawharf.pages.templates import spoken

MOST_TERMS: Final = 500  # of one page
LONGEST_WORD: Final = 40

# Scripts that put no spaces between words: each character is a word. All else that is letter or digit makes words.
_TOGETHER: Final = "\u3040-\u30ff\u3400-\u9fff"
_WORD: Final = re.compile(f"[{_TOGETHER}]|[^\\W_{_TOGETHER}]+")
_NOT_SHOWN: Final = re.compile(r"<[^<>]{0,200}>|https?://\S{0,500}")


def words(text: str) -> list[str]:
    """The words of a text in their order, without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in _WORD.findall(bare)]


def category_term(name: str) -> str:
    """The term of all pages of a category; its name is without the namespace."""
    return f"c={name.replace(' ', '_')}"[:255]


def licence_term(licence_id: str) -> str:
    """The term of all pages with a licence, by its short id such as ``cc-by-sa-4.0``."""
    return f"l={licence_id}"[:255]


def terms_of(title: Title, text: str) -> frozenset[str]:
    """All terms of a page; of a long text the first words count."""
    said = describe(text)
    kept = dict.fromkeys(category_term(name) for name in said.categories)
    if said.licence is not None:
        kept[licence_term(said.licence.id)] = None
    for word in (*words(title.text), *words(_NOT_SHOWN.sub(" ", spoken(text)))):
        if len(kept) >= MOST_TERMS:
            break
        kept[word] = None
    return frozenset(kept)
