"""action=parse."""

import pytest

from mediawharf.testing.wharf import png

TEXT = "== A ==\n[[No]] [[File:A.png]] [[Category:C|k]] {{T}}\n=== B ===\n''b''\n== C ==\nc"


@pytest.fixture(autouse=True)
def page(wharf):
    wharf.upload("A.png", png(b"a"), text=TEXT)


def parse(api, **params):
    return api(action="parse", **params)["parse"]


def test_a_text_is_rendered(api):
    told = parse(api, text="''a''", contentmodel="wikitext", prop="text")
    assert told == {"title": "API", "pageid": 0, "text": '<div class="mw-parser-output"><p><i>a</i></p></div>'}


def test_without_a_class_there_is_no_element_around(api):
    assert parse(api, text="a", title="X", prop="text", wrapoutputclass="")["text"] == "<p>a</p>"


def test_a_page_is_told_with_all_that_it_mentions(api):
    told = parse(api, page="File:A.png")
    assert (told["title"], told["pageid"], told["revid"]) == ("File:A.png", 1, 1)
    assert told["categories"] == [{"sortkey": "k", "category": "C", "missing": True}]
    assert told["links"] == [
        {"ns": 0, "title": "No", "exists": False}, {"ns": 10, "title": "Template:T", "exists": False},
    ]  # fmt: skip
    assert told["templates"] == [{"ns": 10, "title": "Template:T", "exists": False}]
    assert told["images"] == ["A.png"]
    assert told["showtoc"] is False
    assert told["displaytitle"].endswith('<span class="mw-page-title-main">A.png</span>')


def test_sections_are_numbered_and_placed(api):
    sections = parse(api, pageid=1, prop="sections")["sections"]
    assert [(s["number"], s["toclevel"], s["index"]) for s in sections] == [
        ("1", 1, "1"),
        ("1.1", 2, "2"),
        ("2", 1, "3"),
    ]
    assert sections[1] | {"line": "B", "level": "3", "anchor": "B"} == sections[1]
    assert sections[1]["byteoffset"] == TEXT.index("=== B")


def test_a_section_alone_is_rendered(api):
    told = parse(api, page="File:A.png", section=2, prop="text|wikitext", wrapoutputclass="")
    assert told["wikitext"] == "=== B ===\n''b''"
    assert told["text"].endswith("<p><i>b</i></p>")


def test_the_old_version_has_elements_of_their_own(api):
    told = parse(
        api, text="a {{DEFAULTSORT:s}}[[Category:C]]", title="X", prop="text|categories|properties", formatversion=1
    )
    assert told["text"]["*"].startswith("<div")
    assert told["categories"] == [{"sortkey": "s", "missing": "", "*": "C"}]
    assert told["properties"] == [{"name": "defaultsort", "*": "s"}]


def test_a_text_can_be_changed_as_saving_it_would(api, wharf):
    told = api(wharf.user, action="parse", text="~~~", title="X", pst=True, prop="wikitext")["parse"]
    assert told["wikitext"] == "~~~"
    assert told["psttext"] == "[[User:Uploader|Uploader]] ([[User talk:Uploader|talk]])"
    assert parse(api, text="a  ", title="X", onlypst=True) == {"text": "a"}


def test_a_summary_is_rendered(api):
    assert parse(api, summary="a <b> [[File:A.png]]", prop="")["parsedsummary"] == (
        'a &lt;b&gt; <a href="/wiki/File:A.png" title="File:A.png">File:A.png</a>'
    )


def test_a_redirect_is_followed_when_asked(api, wharf):
    api.post(wharf.admin, action="edit", title="R", text="#REDIRECT [[File:A.png]]")
    told = parse(api, page="R", redirects=True, prop="")
    assert told == {"title": "File:A.png", "pageid": 1, "redirects": [{"from": "R", "to": "File:A.png"}]}
    assert parse(api, page="R", prop="")["title"] == "R"


def test_a_guess_is_warned_of(api):
    assert "wikitext" in api(action="parse", text="a")["warnings"]["parse"]["warnings"]
    assert '"page"' in api(action="parse", title="File:A.png")["warnings"]["parse"]["warnings"]


def test_what_was_left_out_is_warned_of(api):
    told = parse(api, text="{{own}}" * 6000, title="X", prop="parsewarnings")
    assert told["parsewarnings"] == ["Some templates were left out: the page uses too many."]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"page": "None"}, "missingtitle"),
        ({"page": "<"}, "invalidtitle"),
        ({"pageid": 9}, "nosuchpageid"),
        ({"oldid": 9}, "nosuchrevid"),
        ({"page": "A", "text": "x"}, "invalidparammix"),
        ({"pageid": 1, "title": "x"}, "invalidparammix"),
        ({"page": "File:A.png", "section": 9}, "nosuchsection"),
        ({"page": "File:A.png", "section": "x"}, "invalidsection"),
        ({"text": "x", "title": "<"}, "invalidtitle"),
    ],
)
def test_refusals(api, params, code):
    assert api(action="parse", **params)["error"]["code"] == code
