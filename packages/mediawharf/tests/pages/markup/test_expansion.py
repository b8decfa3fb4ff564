"""Templates, parameters and functions."""

import pytest

PAGES = {
    "Template:Hello": "Hello {{{1|you}}}{{{mark|}}}!",
    "Template:Loop": "a{{Loop}}",
    "Template:Half": "<noinclude>doc</noinclude>x<includeonly>y</includeonly>",
    "Template:Only": "a<onlyinclude>b</onlyinclude>c",
    "Template:Alias": "#REDIRECT [[Template:Hello]]",
    "Template:Twice": "{{{1}}}{{{1}}}",
    "Template:Row": "* item",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{Hello}}", "Hello you!"),
        ("{{hello|A}}", "Hello A!"),
        ("{{Hello|mark=?| B }}", "Hello  B ?!"),
        ("{{Hello|1={{Hello}}}}", "Hello Hello you!!"),
        ("{{Alias|A}}", "Hello A!"),
        ("{{Half}}", "xy"),
        ("{{Only}}", "b"),
        ("{{PAGENAME}}", "A b.png"),
        ("{{#if: x |y|n}}{{#if:|y|n}}", "yn"),
        ("{{#ifeq: 1 | 1.0 | y | n }}", "y"),
        ("{{#switch: b | a = 1 | b | c = 2 | 3 }}", "2"),
        ("{{#switch: z | a = 1 | #default = 9 }}", "9"),
        ("{{#ifexist: Template:Hello | y | n }}{{#ifexist: Nope | y | n }}", "yn"),
        ("{{lc:AbC}}{{uc:aé}}{{ucfirst:ab}}", "abcAÉAb"),
        ("{{{x}}}", "{{{x}}}"),
        ("{{{x|d}}}", "d"),
        ("{{Hello", "{{Hello"),
        ("{{Hello|[[A|b]]}}", 'Hello <a page="A">b</a>!'),
        ("{{ns:6}} {{int:filedesc}}", "File Summary"),
    ],
)
def test_a_call_is_carried_out(html, text, expected):
    assert html(text, PAGES) == f"<p>{expected}</p>"


def test_a_template_that_there_is_not_is_a_link_to_its_page(html):
    assert html("{{No such|x=1}}") == '<p><a page="Template:No such">Template:No such</a></p>'


def test_a_template_that_uses_itself_says_so(html):
    assert "Template loop" in html("{{Loop}}", PAGES)


def test_a_list_from_a_template_begins_a_line(html):
    assert html("a {{Row}}", PAGES) == "<p>a </p><ul><li>item</li></ul>"


def test_doubling_and_doubling_again_ends_with_a_warning(document):
    text = "x" * 100
    for _ in range(35):
        text = "{{Twice|" + text + "}}"
    told = document(text, PAGES)
    assert told.warnings
    assert sum(len(str(piece)) for piece in told.pieces) < 5_000_000


def test_marks_of_verbatim_parts_do_not_multiply_them_without_bound(document):
    text = "<nowiki>" + "x" * 1000 + "</nowiki>"
    for _ in range(25):
        text = "{{Twice|" + text + "}}"
    assert sum(len(str(piece)) for piece in document(text, PAGES).pieces) < 2_000_000
