import pytest

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.curation.editing import EditRequest
from mediawharf.curation.text_change import Whole
from mediawharf.curation.undeletion import UndeleteRequest
from mediawharf.model.title import Title
from mediawharf.pages.search import Search, Wanted
from mediawharf.pages.terms import category_term, licence_term, terms_of, words
from mediawharf.testing.wharf import png

HARBOUR = (
    "== {{int:filedesc}} ==\n{{Information|description={{en|1=The old harbour at dawn}}}}\n{{self|cc-by-sa-4.0}}\n"
)


@pytest.fixture
def found(wharf):
    """The titles that a search finds, after the index has caught up."""

    def finding(text="", *others, **options):
        search = wharf.facilities.search
        while search.catch_up():
            pass
        with wharf.facilities.database.read() as connection:
            return [page.title.text for page in search.find(connection, Wanted(text, others, **options))]

    return finding


@pytest.fixture
def upload(wharf):
    def uploading(name, text=HARBOUR):
        wharf.upload(name, png(name.encode()), text=text, ignore_warnings=True)

    return uploading


@pytest.mark.parametrize(
    "text", ["harbour", "HARBOUR dawn", "dawn harbour", "old harb", "quay 1", "quay png", "Quay_1.png", "harbour "]
)
def test_words_of_titles_and_texts_find_a_page(found, upload, text):
    upload("Quay 1.png")
    upload("Other.png", "")
    assert found(text) == ["Quay 1.png"]


@pytest.mark.parametrize("text", ["harb dawn", "harbour noon", "", "  ", "!?", "h", "harb "])
def test_what_a_page_does_not_say_does_not_find_it(found, upload, text):
    upload("Quay 1.png")
    assert found(text) == []


def test_accents_and_case_make_no_difference(found, upload):
    upload("Ñandú.png", "Éléphant")
    assert found("nandu") == found("ELEPHANT") == found("éléphants"[:-1]) == ["Ñandú.png"]


def test_newest_page_comes_first_and_the_next_page_goes_on_below(found, upload, wharf):
    for name in ("A.png", "B.png", "C.png"):
        upload(name)
    assert found("harbour", limit=2) == ["C.png", "B.png"]
    with wharf.facilities.database.read() as connection:
        last = wharf.facilities.pages.find(connection, Title.file("B.png"))
    assert found("harbour", limit=2, before=last.id) == ["A.png"]


def test_edited_page_is_found_by_its_new_words_only(found, upload, wharf):
    upload("A.png")
    assert found("harbour") == ["A.png"]
    wharf.facilities.curation.editing.edit(EditRequest(Title.file("A.png"), Whole("A lighthouse")), wharf.user)
    assert (found("harbour"), found("lighthouse")) == ([], ["A.png"])


def test_deleted_page_is_not_found_until_it_is_restored(found, upload, wharf):
    curation, title = wharf.facilities.curation, Title.file("A.png")
    upload("A.png")
    curation.deletion.delete(DeleteRequest(title), wharf.admin)
    assert found("harbour") == []
    curation.undeletion.undelete(UndeleteRequest(title), wharf.admin)
    assert found("harbour") == ["A.png"]


def test_pages_are_found_by_category_and_licence(found, upload):
    upload("A.png", HARBOUR + "[[Category:Old  ports]]")
    upload("B.png", "{{cc-zero}}[[category:Old ports|x]]")
    assert found("", category_term("Old ports")) == ["B.png", "A.png"]
    assert found("", category_term("Old_ports"), licence_term("cc-by-sa-4.0")) == ["A.png"]
    assert found("dawn", licence_term("cc0")) == []


def test_search_keeps_to_namespaces(found, upload):
    upload("A.png")
    assert found("harbour", namespaces=(0,)) == []
    assert found("harbour", namespaces=(6,)) == ["A.png"]


def test_index_takes_in_a_batch_at_a_time(upload, wharf):
    for name in ("A.png", "B.png", "C.png"):
        upload(name)
    search = Search(wharf.facilities.database, wharf.facilities.pages, batch=2)
    assert [search.catch_up(), search.catch_up(), search.catch_up()] == [True, True, False]


def test_words_are_cut_as_each_script_does():
    assert words("Foo_bar-2.PNG ß 東京タワーx") == ["foo", "bar", "2", "png", "ss", "東", "京", "タ", "ワ", "ー", "x"]


def test_page_has_a_bounded_number_of_terms():
    assert len(terms_of(Title.file("A.png"), " ".join(f"w{number}" for number in range(10_000)))) == 500


def test_unfinished_word_that_is_rare_is_looked_for_first(found, upload):
    for name in ("Photo 1.png", "Photo 2.png", "Photo 31.png"):
        upload(name)
    assert found("harbour photo 31") == found("old harbour dawn 31") == ["Photo 31.png"]
    assert found("harbour photo 32") == found("noon harbour 31") == []
