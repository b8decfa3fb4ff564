"""Bold and italics, links, files and tags within lines."""

import pytest

from mediawharf.model.title import Title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''a'' '''b''' '''''c'''''", "<i>a</i> <b>b</b> <i><b>c</b></i>"),
        ("'''a ''b''' c''", "<b>a <i>b</i></b><i> c</i>"),
        ("l'''a'' b", "l'<i>a</i> b"),
        ("''a", "<i>a</i>"),
        ("[[B]]s", '<a page="B">Bs</a>'),
        ("[[b c|'''d''']]", '<a page="B c"><b>d</b></a>'),
        ("[[File:X (1).png|]]", '<img file="X (1).png">'),
        ("[[:File:X.png]]", '<a page="File:X.png">File:X.png</a>'),
        ("[[#S|s]]", '<a page="File:A b.png#S">s</a>'),
        ("[[a<b]]", "[[a&lt;b]]"),
        ("[[A [[B]]", '[[A <a page="B">B</a>'),
        ("[http://e.org/ a]", '<a rel="nofollow" class="external text" href="http://e.org/">a</a>'),
        ("http://e.org/x.", '<a rel="nofollow" class="external free" href="http://e.org/x">http://e.org/x</a>.'),
        ("[javascript:alert(1) a]", "[javascript:alert(1) a]"),
        ("<b>a", "<b>a</b>"),
        ("a<br/>b", "a<br>b"),
        ("<nowiki>[[A]] ''b''</nowiki>", "[[A]] ''b''"),
        ("a<!-- b -->c", "ac"),
        ("&lt;b&gt; &amp; &nope; &#65;", "&lt;b&gt; &amp; &amp;nope; A"),
        ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"),
        ("</div>a", "a"),
    ],
)
def test_a_line_is_written_so(html, text, expected):
    assert html(text).removeprefix("<p>").removesuffix("</p>") == expected


def test_a_thumbnail_holds_its_caption_with_links(html):
    text = "[[File:X.png|thumb|100px|left|see [[B]] and ''c'']]"
    expected = '<div file="X.png"><div><div>see <a page="B">B</a> and <i>c</i></div></div></div>'
    assert html(text) == f"{expected}"


def test_a_picture_knows_its_options(document):
    picture = next(p for p in document("[[File:X.png|20x30px|right|alt=A|link=B|c]]").pieces if not isinstance(p, str))
    assert (picture.width, picture.height, picture.align, picture.alt) == (20, 30, "right", "A")
    assert (picture.target, picture.tooltip) == (Title.parse("B"), "c")


def test_a_tag_keeps_harmless_attributes_alone(html):
    text = '<span class="a" onclick="b" style="color: red; background: url(//x); position: fixed">c</span>'
    assert html(text) == '<p><span class="a" style="color: red">c</span></p>'


def test_what_a_text_mentions_is_told(document):
    text = "[[Category:C|k]] [[L]] [[File:F.png]] {{T}} [http://e.org x] {{DEFAULTSORT:s}}"
    told = document(text).mentions
    assert told.categories == {Title.parse("Category:C"): "k"}
    assert set(told.links) == {Title.parse("L"), Title.parse("Template:T")}
    assert list(told.files) == [Title.parse("File:F.png")]
    assert list(told.templates) == [Title.parse("Template:T")]
    assert list(told.external_links) == ["http://e.org"]
    assert told.properties == {"defaultsort": "s"}
