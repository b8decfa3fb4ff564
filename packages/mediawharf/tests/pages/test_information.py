import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.pages.description import describe
from mediawharf.pages.information import Information, category_names, escaped


def test_nothing_said_is_an_empty_text():
    assert Information(language="en").text() == ""


def test_what_is_written_is_what_is_read():
    told = Information(
        description="The harbour | at dawn",
        language="en",
        date="2024-05-01",
        author="[[User:Ada|Ada]]",
        licence="Cc-by-sa-4.0",
        categories=("Harbours",),
    )
    said = describe(told.text())
    assert (said.date, said.author, said.categories) == ("2024-05-01", "[[User:Ada|Ada]]", ("Harbours",))
    assert said.licence is not None
    assert said.licence.short_name == "CC BY-SA 4.0"


@given(st.text(alphabet="ab |{}[]=<!->\n", max_size=40))
def test_no_description_reaches_into_the_fields_after_it(description):
    said = describe(Information(description=description, date="2024-05-01", author="Ada").text())
    assert (said.date, said.author) == ("2024-05-01", "Ada")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a|b", "a{{!}}b"),
        ("[[A|b]] {{c|d}}", "[[A|b]] {{c|d}}"),
        ("}} x|", "&#125;&#125; x{{!}}"),
        ("<!-- a", "&lt;!-- a"),
        ("[[a", "&#91;&#91;a"),
        ("  a ", "a"),
    ],
)
def test_a_text_becomes_a_value(text, value):
    assert escaped(text) == value


def test_categories_are_named_once():
    assert category_names("A_b | [A b]||C") == ("A b", "C")
