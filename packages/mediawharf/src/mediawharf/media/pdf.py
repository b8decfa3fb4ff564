"""PDF: number and size of the pages, and the document's own description, in pdfinfo's words."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from mediawharf.media.cursor import Damaged, Endless
from mediawharf.media.facts import Json, MediaFacts
from mediawharf.media.pdf_dates import pdf_date
from mediawharf.media.pdf_file import PdfFile
from mediawharf.media.pdf_pages import pixels
from mediawharf.media.pdf_syntax import Pdf, Reference, pdf_text
from mediawharf.media.tag_layers import Tags

_LETTER = (0.0, 0.0, 612.0, 792.0)
_MAX_DEPTH = 64
_MAX_LISTED = 2000
_PAPERS = {(612, 792): "letter", (595, 842): "A4", (842, 1191): "A3", (420, 595): "A5"}
_TAGS = {"Title": "ObjectName", "Subject": "ImageDescription", "Author": "Artist", "Creator": "Software"}
_TAGS |= {"Producer": "pdf-Producer"}
_DATES = ("CreationDate", "ModDate")
_HEADER = re.compile(rb"%PDF-(\d\.\d)")

_Box = tuple[float, float, float, float]


class _Page(NamedTuple):
    width: float
    height: float
    rotation: int

    def size_text(self) -> str:
        """As pdfinfo writes it, before rotation."""
        paper = _PAPERS.get((round(self.width), round(self.height))) or _PAPERS.get(
            (round(self.height), round(self.width))
        )
        return f"{self.width:.6g} x {self.height:.6g} pts" + (f" ({paper})" if paper else "")

    def pixels(self) -> tuple[int, int]:
        """At 150 dpi."""
        return pixels(self.width, self.height, self.rotation)


def inspect_pdf(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a PDF; ``width`` and ``height`` are those of the first page."""
    file.seek(0)
    head = file.read(1024)
    version = _HEADER.search(head)
    try:
        document = PdfFile(file, size)
        pages, count, damage = _pages(document)
        described = {**_description(document), **_properties(document)}
    except Damaged as broken:
        return MediaFacts(mime="application/pdf", media_type="OFFICE", metadata={}, damage=str(broken))
    encrypted = "Encrypt" in document.trailer
    if encrypted and not pages:
        damage = None  # objects may be encrypted, not broken
    metadata: dict[str, Json] = {
        **described,
        "Pages": str(count),
        "Encrypted": "yes" if encrypted else "no",
        "pages": _listed(pages),
        "File size": f"{size} bytes",
        "Optimized": "yes" if b"/Linearized" in head else "no",
        "PDF version": "" if version is None else version[1].decode(),
    }
    metadata["mergedMetadata"] = _merged(metadata, [page.size_text() for page in pages])
    width, height = pages[0].pixels() if pages else (0, 0)
    return MediaFacts(
        mime="application/pdf",
        media_type="OFFICE",
        width=width,
        height=height,
        page_count=count or None,
        metadata=metadata,
        damage=damage,
    )


def _listed(pages: list[_Page]) -> Json:
    return {
        str(at): {"Page size": page.size_text(), "Page rot": str(page.rotation)} for at, page in enumerate(pages, 1)
    }


def _pages(document: PdfFile) -> tuple[list[_Page], int, str | None]:
    """The first pages, the number of all, and what is wrong with them."""
    root = document.dictionary(document.trailer.get("Root"))
    tree = document.dictionary(root.get("Pages"))
    pages: list[_Page] = []
    damage = document.flaw
    try:
        for page in PageTree(document).pages(tree, {}):
            pages.append(page)
            if len(pages) >= _MAX_LISTED:
                break
    except Damaged as broken:
        damage = damage or str(broken)
    announced = document.get(tree.get("Count"))
    if len(pages) >= _MAX_LISTED and isinstance(announced, int) and announced <= document.object_count:
        return pages, announced, damage
    if not pages:
        damage = damage or "PDF has no page"
    elif announced != len(pages):
        damage = damage or f"PDF announces {announced!r} pages, it has {len(pages)}"
    return pages, len(pages), damage


class PageTree:
    """Walks a page tree, each inner node once."""

    def __init__(self, document: PdfFile) -> None:
        self._document = document
        self._seen: set[int] = set()

    def pages(self, node: dict[str, Pdf], inherited: dict[str, Pdf], depth: int = 0) -> Iterator[_Page]:
        """The pages below ``node``; raises Damaged, or Endless where the tree comes back to itself."""
        if depth > _MAX_DEPTH:
            raise Endless("PDF page tree is nested too deep")
        own = {key: node[key] for key in ("MediaBox", "CropBox", "Rotate") if key in node}
        given = inherited | own
        kids = self._document.get(node.get("Kids"))
        if not isinstance(kids, list):
            if node:
                yield _page(self._document, given)
            return
        for kid in kids:
            page = self._document.dictionary(kid)
            if isinstance(kid, Reference) and "Kids" in page:
                if kid.number in self._seen:
                    raise Endless(f"PDF page tree comes back to object {kid.number}")
                self._seen.add(kid.number)
            yield from self.pages(page, given, depth + 1)


def _page(document: PdfFile, given: dict[str, Pdf]) -> _Page:
    media = _box(document, given.get("MediaBox")) or _LETTER
    crop = _box(document, given.get("CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    rotation = document.get(given.get("Rotate"))
    turned = int(rotation) % 360 if isinstance(rotation, int | float) else 0
    return _Page(max(0.0, right - left), max(0.0, top - bottom), turned)


def _box(document: PdfFile, value: Pdf) -> _Box | None:
    corners = document.get(value)
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    found = [document.get(corner) for corner in corners]
    numbers = [float(number) for number in found if isinstance(number, int | float)]
    if len(numbers) != 4 or not all(abs(number) < 1e9 for number in numbers):
        return None
    across, down = sorted(numbers[::2]), sorted(numbers[1::2])
    return across[0], down[0], across[1], down[1]


def _description(document: PdfFile) -> dict[str, Json]:
    described: dict[str, Json] = {}
    if "Encrypt" in document.trailer:
        return described  # its strings are ciphertext
    for key, value in document.dictionary(document.trailer.get("Info")).items():
        text = document.get(value)
        if isinstance(text, bytes) and key in (*_TAGS, "Keywords"):
            described[key] = pdf_text(text).strip()
        elif isinstance(text, bytes) and key in _DATES and (date := pdf_date(pdf_text(text))) is not None:
            described[key] = date
    return described


def _properties(document: PdfFile) -> dict[str, Json]:
    """What pdfinfo says about the kind of document, save for "Optimized"."""
    root = document.dictionary(document.trailer.get("Root"))
    mark = document.dictionary(root.get("MarkInfo"))
    form = document.dictionary(root.get("AcroForm"))
    names = document.dictionary(root.get("Names"))
    opening = document.dictionary(root.get("OpenAction"))
    known = {*_TAGS, *_DATES, "Keywords", "Trapped"}
    claims = {
        "Custom Metadata": not known.issuperset(document.dictionary(document.trailer.get("Info"))),
        "Metadata Stream": "Metadata" in root,
        "Tagged": mark.get("Marked") is True,
        "UserProperties": mark.get("UserProperties") is True,
        "Suspects": mark.get("Suspects") is True,
        "JavaScript": "JavaScript" in names or opening.get("S") == "JavaScript",
    }
    words: dict[str, Json] = {name: "yes" if claim else "no" for name, claim in claims.items()}
    words["Form"] = "XFA" if "XFA" in form else "AcroForm" if "Fields" in form else "none"
    return words


def _merged(metadata: dict[str, Json], sizes: list[str]) -> Tags:
    tags: Tags = {}
    for key, tag in _TAGS.items():
        if key in metadata:
            tags[tag] = metadata[key]
    keywords = str(metadata.get("Keywords", "")).split(" ")
    if any(keywords):
        tags["Keywords"] = [word for word in keywords if word]
    tags["pdf-Encrypted"] = metadata["Encrypted"]
    tags["pdf-Version"] = metadata["PDF version"]
    if sizes:
        tags["pdf-PageSize"] = list(dict.fromkeys(sizes))
    return tags
