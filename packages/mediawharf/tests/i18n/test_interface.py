"""The words of the interface: all languages have the same, and pages ask for none that are not there."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from mediawharf.i18n.interface import Interface, read_sentences
from mediawharf.i18n.languages import TRANSLATED
from mediawharf.i18n.plural import places

FOLDER = Path(str(resources.files("mediawharf.i18n"))) / "interface"
WEB = Path(str(resources.files("mediawharf.web")))
AREAS = sorted(FOLDER.glob("*/*.json"))
OTHERS = sorted(set(TRANSLATED) - {"en"})
ASKED = re.compile(r"""\b(?:msg|text|Flash)\(\s*["']([a-z]+-[a-z0-9-]*[a-z0-9])["']""")
SOURCES = [path for pattern in ("**/*.html", "**/*.py") for path in sorted(WEB.glob(pattern))]

each_area = pytest.mark.parametrize("area", AREAS, ids=lambda path: f"{path.parent.name}/{path.stem}")


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_messages(language):
    assert read_sentences(language).keys() == read_sentences("en").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_messages_have_the_same_places_in_all_languages(language):
    english, other = read_sentences("en"), read_sentences(language)
    assert {key for key in english if places(english[key]) != places(other[key])} == set()


@each_area
def test_keys_begin_with_their_area_and_are_in_order(area):
    keys = list(json.loads(area.read_text("utf-8")))
    assert keys == sorted(keys)
    assert {key.partition("-")[0] for key in keys} == {area.stem}


@each_area
def test_sentences_hold_no_markup_and_no_broken_place(area):
    sentences = json.loads(area.read_text("utf-8"))
    leftover = {key: re.sub(r"\{\w+\}|\{\w+, plural, one \{.*?\} other \{.*?\}\}", "", sentence)
                for key, sentence in sentences.items()}  # fmt: skip
    assert [key for key, text in leftover.items() if set(text) & set("<>{}")] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(WEB)))
def test_messages_that_pages_ask_for_are_there(source):
    assert set(ASKED.findall(source.read_text("utf-8"))) - read_sentences("en").keys() == set()


def test_words_of_a_language_that_is_not_translated_are_english():
    words = Interface().words("ar")
    assert (words.language, words.direction) == ("en", "rtl")
    assert words.text("layout-log-in") == "Log in"


def test_unknown_key_is_shown_and_escaped():
    words = Interface().words("en")
    assert words.fill("<x>", {}, write=lambda value: str(value).replace("<", "&lt;")) == "⧼&lt;x>⧽"


def test_area_is_all_that_a_browser_gets():
    keys = Interface().words("fr").area("accounts").keys()
    assert keys
    assert {key.partition("-")[0] for key in keys} == {"accounts"}
