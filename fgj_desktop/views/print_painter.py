"""Painting laid-out pages: into a PDF, on a printer, on a picture for the preview."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QRawFont,
)

from fgj_desktop.documents.pages import Cell, Face, Page, Pages, Paper
from fgj_desktop.documents.pdf_text import respell
from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.store.whole_file import write_whole_bytes
from fgj_desktop.views.print_fonts import print_font
from fgj_desktop.views.print_marks import INKS, paint_marks
from fgj_desktop.views.print_pictures import paint_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

_PDF_DOTS_PER_POINT = 20
"""A PDF is painted in twentieths of a point: every font size used is a whole number of them."""

_BORDER = 0.5
_SHADE = QColor(242, 242, 242)
_INK = INKS["ink"]


def page_layout_of(paper: Paper) -> QPageLayout:
    """The sheet without margins, for a printer or a PDF: the pages bring their own."""
    size = QPageSize(QPageSize.PageSizeId.A3 if paper.name == "A3" else QPageSize.PageSizeId.A4)
    orientation = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint_page(painter: QPainter, page: Page, scale: float) -> None:
    """Paint a page with ``scale`` dots of the device to a point; the origin is the sheet's corner."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRects([_rectangle(cell, scale) for cell in page.cells if cell.shaded])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_INK, max(_BORDER * scale, 1.0)))
    painter.drawRects([_rectangle(cell, scale) for cell in page.cells if cell.bordered])
    # On a picture Qt would also stroke the outlines of text with the very pen that drew the borders.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setPen(_INK)
    sheet = painter.worldTransform()
    paint_pictures(painter, page.pictures, scale)
    paint_marks(painter, page.marks, scale)
    painter.setPen(_INK)
    font_in_use: tuple[Face, float] | None = None
    unit = scale
    for cell in page.cells:
        if not cell.lines:
            continue
        if font_in_use != (cell.face, cell.size):
            font_in_use = (cell.face, cell.size)
            # Fonts come in whole pixels and are stretched the rest: a large font shrunk looks pale.
            pixels = max(round(cell.size * scale), 1)
            stretch = cell.size * scale / pixels
            unit = scale / stretch
            painter.setWorldTransform(sheet)
            painter.scale(stretch, stretch)
            painter.setFont(print_font(cell.face, pixels))
        if cell.light:
            painter.setPen(INKS[cell.light])
        for line in cell.lines:
            painter.drawText(QPointF(line.x * unit, line.baseline * unit), line.text)
        if cell.light:
            painter.setPen(_INK)
    painter.setWorldTransform(sheet)


def _rectangle(cell: Cell, scale: float) -> QRectF:
    return QRectF(cell.x * scale, cell.y * scale, cell.width * scale, cell.height * scale)


def page_image(pages: Pages, number: int, dots_per_inch: float) -> QImage:
    """A picture of the page with that number (from 0), on white."""
    paper = pages.paper
    scale = dots_per_inch / 72
    image = QImage(
        max(round(paper.width * scale), 1), max(round(paper.height * scale), 1), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint_page(painter, pages.pages[number], scale)
    painter.end()
    return image


def pdf_of(pages: Pages) -> bytes:
    """The pages as a PDF whose text can be searched and copied."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(" ".join(pages.title.split()))
    writer.setCreator("FGJ Desktop")
    writer.setResolution(72 * _PDF_DOTS_PER_POINT)
    writer.setPageLayout(page_layout_of(pages.paper))
    painter = QPainter(writer)
    for number, page in enumerate(pages.pages):
        if number:
            writer.newPage()
        paint_page(painter, page, _PDF_DOTS_PER_POINT)
    painter.end()
    buffer.close()
    return respell(bytes(buffer.data().data()), _spelling(pages))


def print_pages(pages: Pages, printer: QPrinter) -> None:
    """Print the pages the printer is set to, scaled to its paper when that is another size.

    Raises EnvironmentProblem when the printer does not take them.
    """
    first = max(printer.fromPage() - 1, 0)
    last = printer.toPage() or len(pages.pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem("打印机未接受打印任务，请检查打印机后重试，或先输出 PDF。")
    sheet = printer.pageLayout().fullRectPoints()
    fitted = min(sheet.width() / pages.paper.width, sheet.height() / pages.paper.height)
    # The paper's own size in points is whole on the printer's side: A3 stays A3.
    fitted = 1.0 if abs(fitted - 1) < 0.01 else fitted
    scale = printer.resolution() / 72 * fitted
    for number, page in enumerate(pages.pages[first:last]):
        if number:
            printer.newPage()
        paint_page(painter, page, scale)
    painter.end()


def write_pdf(pages: Pages, path: Path) -> None:
    """Write the pages to a PDF file; an older file is replaced only when the new one is complete.

    Raises EnvironmentProblem when the place cannot be written.
    """
    content = pdf_of(pages)
    try:
        write_whole_bytes(path, content)
    except OSError as error:
        raise EnvironmentProblem(
            f"文件“{path.name}”未能写入，可能正被其他程序打开，或该位置不可写、磁盘已满。请关闭后重试，或另选位置。"
        ) from error


def _spelling(pages: Pages) -> Callable[[str], str]:
    """What a glyph's character should have been: the one that was printed with that glyph."""
    printed: dict[Face, set[str]] = {face: set() for face in Face}
    for page in pages.pages:
        for cell in page.cells:
            for line in cell.lines:
                printed[cell.face].update(line.text)
    fonts = [(QRawFont.fromFont(print_font(face, 100)), characters) for face, characters in printed.items()]
    by_glyph = [(font, _characters_by_glyph(font, characters)) for font, characters in fonts]
    everything = set().union(*printed.values())

    def spelling(character: str) -> str:
        plain = unicodedata.normalize("NFKC", character)
        if character in everything and plain not in everything:
            return character
        for font, characters in by_glyph:
            found = characters.get(_glyph(font, character))
            if found:
                return found
        return plain if plain in everything else character

    return spelling


def _characters_by_glyph(font: QRawFont, characters: Iterable[str]) -> dict[int, str]:
    """By glyph, the character printed with it; the plain one where two share a glyph."""
    ordered = sorted(characters, key=lambda one: unicodedata.normalize("NFKC", one) == one)
    glyphs = {_glyph(font, character): character for character in ordered}
    glyphs.pop(0, None)
    return glyphs


def _glyph(font: QRawFont, character: str) -> int:
    indexes = font.glyphIndexesForString(character)
    return int(indexes[0]) if indexes else 0
