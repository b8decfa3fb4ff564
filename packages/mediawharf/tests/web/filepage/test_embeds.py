import html

from mediawharf.web.filepage.embeds import embeds_of
from mediawharf.web.filepage.preview import shown_file

CAPTION = 'A "cat" ]] | <b> [x](y) & z'


def test_lines_name_page_and_picture_with_whole_addresses(revision, urls):
    lines = embeds_of(shown_file(revision(), urls), urls.page(revision().title), caption="A cat")
    assert lines.wikitext == "[[File:A (b).jpg|thumb|A cat]]"
    assert lines.url == urls.file(revision().title)
    assert lines.html.startswith('<a href="http://a.example/wiki/File:A_(b).jpg"><img src="http://a.example/w/')
    assert 'alt="A cat" width="960" height="720"' in lines.html


def test_parentheses_do_not_end_an_address_in_markdown(revision, urls):
    line = embeds_of(shown_file(revision(), urls), urls.page(revision().title), caption="A cat").markdown
    assert line.endswith("960px-A_%28b%29.jpg)](http://a.example/wiki/File:A_%28b%29.jpg)")


def test_a_caption_stays_text_in_every_language(revision, urls):
    lines = embeds_of(shown_file(revision(), urls), urls.page(revision().title), caption=CAPTION)
    assert f'alt="{html.escape(CAPTION)}"' in lines.html
    assert lines.wikitext == '[[File:A (b).jpg|thumb|A "cat"   b x(y) & z]]'
    assert r"\[x\]\(y\)" in lines.markdown
    assert "<b>" not in lines.markdown.replace(r"\<b\>", "")


def test_sound_gets_a_player_and_what_cannot_be_shown_a_link(revision, urls):
    sound = revision("A.mp3", mime="audio/mpeg", media_type="AUDIO", width=0, metadata=None)
    solid = revision("A.stl", mime="application/sla", media_type="3D", width=0, metadata=None)
    assert embeds_of(shown_file(sound, urls), urls.page(sound.title), caption="c").html.startswith(
        '<audio src="http://a.example/w/images/'
    )
    assert (
        embeds_of(shown_file(solid, urls), urls.page(solid.title), caption="c").html
        == '<a href="http://a.example/wiki/File:A.stl">c</a>'
    )
    assert (
        embeds_of(shown_file(solid, urls), urls.page(solid.title), caption="c").markdown
        == "[c](http://a.example/wiki/File:A.stl)"
    )
