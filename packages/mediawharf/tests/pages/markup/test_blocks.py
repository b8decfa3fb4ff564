"""Headings, paragraphs, lists, preformatted text and tables."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n\nc", "<p>a\nb</p><p>c</p>"),
        ("== A b ==", '<h2><span class="mw-headline" id="A_b">A b</span></h2>'),
        ("* a\n** b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("* a\n# b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("; t : d\n: e", "<dl><dt>t</dt><dd>d</dd><dd>e</dd></dl>"),
        (" one\n two", "<pre>one\ntwo\n</pre>"),
        ("a\n----\nb", "<p>a</p><hr><p>b</p>"),
        ("<pre>'''a'''\n* b</pre>", "<pre>'''a'''\n* b</pre>"),
        ("<div>a</div>", "<div>a</div>"),
        ("<div>\na\n</div>", "<div><p>a\n</p></div>"),
    ],
)
def test_lines_become_blocks(html, text, expected):
    assert html(text) == expected


def test_a_table_has_its_caption_heads_cells_and_attributes(html):
    text = '{| class="wikitable"\n|+ Cap\n! a !! b\n|-\n| c || colspan="2" | d\n|}'
    assert html(text) == (
        '<table class="wikitable"><caption>Cap</caption><tr><th>a</th><th>b</th></tr>'
        '<tr><td>c</td><td colspan="2">d</td></tr></table>'
    )


def test_a_cell_holds_lists_and_tables(html):
    text = "{|\n|\n* a\n{|\n| b\n|}\n|}"
    expected = "<table><tr><td><ul><li>a</li></ul><table><tr><td>b</td></tr></table></td></tr></table>"
    assert html(text) == expected


def test_a_bar_within_a_link_divides_no_cells(html):
    assert html("{|\n| [[B|c]] || d\n|}") == ('<table><tr><td><a page="B">c</a></td><td>d</td></tr></table>')


def test_a_list_ends_what_its_items_leave_open(html):
    assert html("* <span>a\n* b") == "<ul><li><span>a</span></li><li>b</li></ul>"


def test_headings_of_one_name_have_anchors_of_their_own(document):
    assert [section.anchor for section in document("== A ==\n== A ==").sections] == ["A", "A_2"]


@pytest.mark.parametrize("text", ["a\n[[Category:B]]\nc", "[[Category:B]]\n[[Category:C]]\na\nc"])
def test_a_line_of_categories_leaves_nothing(html, text):
    assert html(text) == "<p>a\nc</p>"
