"""Draws pages of PDF by PDFium."""

from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
import pyvips

from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing

_WHITE: Final = (255, 255, 255, 255)
_BYTES: Final = 4  # of a pixel: blue, green, red, nothing


def draw_pdf(drawing: Drawing, source: int) -> Any:
    """The page, on white, with its annotations; raises CannotDo."""
    with open(source, "rb", closefd=False) as file:
        try:
            document = pypdfium2.PdfDocument(file)
            page = document[drawing.page - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise CannotDo(str(error)) from None
        try:
            return _picture(page, drawing)
        finally:
            page.close()
            document.close()


def _picture(page: Any, drawing: Drawing) -> Any:
    width, height = drawing.width, drawing.height
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    pixels = pyvips.Image.new_from_memory(bytes(bitmap.buffer), bitmap.stride // _BYTES, height, _BYTES, "uchar")
    blue, green, red, _ = pixels.crop(0, 0, width, height).bandsplit()
    return red.bandjoin([green, blue]).copy(interpretation="srgb")
