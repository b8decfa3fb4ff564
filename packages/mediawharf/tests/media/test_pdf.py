from pathlib import Path

import pytest

WHOLE = Path(__file__).parent / "fixtures" / "whole"


@pytest.mark.parametrize(
    ("name", "size", "count"),
    [
        ("plain.pdf", (416, 208), 2),
        ("a4.pdf", (1239, 1752), 1),
        ("rot.pdf", (395, 604), 3),
        ("letter.pdf", (1275, 1650), 2),
        ("packed-objects.pdf", (416, 208), 1),
        ("pdf-update.pdf", (416, 208), 1),
    ],
)
def test_pages_are_sized_at_150_dots_per_inch(name, size, count, look):
    facts = look((WHOLE / name).read_bytes())
    assert ((facts.width, facts.height), facts.page_count, facts.damage) == (size, count, None)


def test_page_sizes_are_told_in_points(look):
    facts = look((WHOLE / "letter.pdf").read_bytes())
    assert facts.metadata["pages"]["1"] == {"Page size": "612 x 792 pts (letter)", "Page rot": "0"}
    assert facts.metadata["Tagged"] == "yes"


def test_cut_pdf_is_damaged(look):
    data = (WHOLE / "plain.pdf").read_bytes()
    assert "without saying" in look(data[: len(data) // 2]).damage


def test_page_count_that_lies_is_damage(look):
    data = (WHOLE / "a4.pdf").read_bytes().replace(b"/Count 1 ", b"/Count 999999999 ")
    facts = look(data)
    assert facts.page_count == 1
    assert "999999999" in facts.damage


def test_page_tree_that_goes_round_is_damage(look):
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[2 0 R 2 0 R]/Count 1>>endobj"
    facts = look(data + b" trailer<</Root 1 0 R>> startxref 9\n%%EOF")
    assert "comes back" in facts.damage


def test_object_stream_that_holds_its_own_length_is_no_trap(look):
    stream = b"1 0 obj<</Type/XRef/W[1 1 1]/Size 6/Length 12/Root 4 0 R/Index[2 4]>>stream\n"
    rows = bytes([1, 120, 0, 2, 2, 0, 2, 2, 0, 2, 2, 1])
    data = (b"%PDF-1.5\n" + stream + rows + b"\nendstream endobj").ljust(120)
    data += b"2 0 obj<</Type/ObjStm/N 2/First 8/Length 3 0 R>>stream\n3 0 4 2 1 <<>> endstream endobj"
    assert look(data + b"\nstartxref\n9\n%%EOF").damage == "PDF has no page tree"


def test_dates_of_the_document_are_told(look):
    pages = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Count 1>>endobj"
    page = b" 3 0 obj<</Type/Page/MediaBox[0 0 10 10]>>endobj"
    info = b" trailer<</Root 1 0 R/Info<</CreationDate(D:20260102030405Z)/ModDate(never)>>>> startxref 9\n%%EOF"
    facts = look(pages + page + info)
    assert (facts.metadata["CreationDate"], "ModDate" in facts.metadata) == ("Fri Jan  2 03:04:05 2026 UTC", False)
