"""The templates that describe files."""

from mediawharf.model.title import Title


def test_information_is_a_table_that_viewers_know(html):
    told = html("{{Information|description={{en|1=A cat}}|author=[[User:B|B]]|date=2020-01-02}}")
    assert 'id="fileinfotpl_desc">Description</th><td class="description">' in told
    assert 'lang="en"><span class="language en" title="English"><b>English:</b></span> A cat</div>' in told
    assert 'id="fileinfotpl_aut">Author</th><td>\n<a page="User:B">B</a></td>' in told


def test_a_licence_says_what_may_be_done_and_where_it_is_told(html):
    told = html("{{cc-by-sa-4.0|attribution=Me}}")
    assert '<span class="licensetpl_short" style="display: none">CC BY-SA 4.0</span>' in told
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0"' in told
    assert '<span class="licensetpl_attr">Me</span>' in told


def test_self_shows_each_of_its_licences(html):
    told = html("{{self|cc-by-sa-4.0|GFDL|author=Me}}")
    assert "CC BY-SA 4.0" in told
    assert "GNU Free Documentation License" in told
    assert '<span class="licensetpl_aut">Me</span>' in told


def test_a_page_of_the_wiki_is_used_before_the_built_in_template(html):
    assert html("{{own}}", {"Template:Own": "mine"}) == "<p>mine</p>"


def test_a_date_is_told_in_words_and_numbers(html):
    assert '<time class="dtstart" datetime="2020-01-02" lang="en">2 January 2020</time>' in html("{{Date|2020|1|2}}")


def test_a_language_that_runs_from_right_to_left_says_so(html):
    assert 'dir="rtl" lang="he"' in html("{{he|1=שלום}}")


def test_built_in_templates_are_told_as_used(document):
    assert Title.parse("Template:Information") in document("{{Information}}").mentions.templates
