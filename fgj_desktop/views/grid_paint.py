"""Paints a block of cells, fast: every text laid out once, every colour set once.

A delegate costs several Python calls and a style option a cell; here the visible cells are fetched
in one loop, their texts sorted by colour, and drawn together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLine, QRect, QRectF
from PySide6.QtGui import QFont, QPainter, QPen, QStaticText

from fgj_desktop.ledgers.cell_colours import RED_TEXT
from fgj_desktop.views.grid_fold import paint_fold_sign
from fgj_desktop.views.grid_marks import MarkPainter, has_marks
from fgj_desktop.views.grid_text import TextCache, cell_padding
from fgj_desktop.views.lights import light_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.models.grid_protocol import GridCell, GridModel
    from fgj_desktop.views.grid_frozen import Span
    from fgj_desktop.views.theme import Colours

_BOLD = ("heading", "heading_negative")
Texts = dict[str, list[tuple[int, int, QStaticText | str]]]


class Block(NamedTuple):
    """Rows and columns to paint, in viewport pixels."""

    first_row: int
    last_row: int
    top: int
    row_height: int
    spans: Sequence[Span]

    @property
    def bottom(self) -> int:
        """First pixel below the last row."""
        return self.top + (self.last_row - self.first_row + 1) * self.row_height

    @property
    def right(self) -> int:
        """First pixel right of the last column."""
        return self.spans[-1].left + self.spans[-1].width if self.spans else 0


class CellPainter:
    """Paints cells in one font and one set of colours; made anew when either changes."""

    def __init__(self, font: QFont, colour: Colours, ratio: float) -> None:
        self.colour = colour
        self.texts = TextCache(font)
        bold = QFont(font)
        bold.setBold(True)
        self._bold = TextCache(bold)
        self.padding = cell_padding(self.texts.height)
        self.light_size = max(9, round(self.texts.height * 0.78))
        self.marks = MarkPainter(colour, self.texts.height)
        self.ratio = ratio
        self._pens = {
            name: QPen(getattr(colour, name)) for name in ("text", "muted", "error", "negative", "grid_line")
        }
        self._pens |= {"heading": QPen(colour.totals_text), "heading_negative": QPen(colour.negative)}

    def paint(
        self,
        painter: QPainter,
        model: GridModel,
        block: Block,
        selected: Sequence[QRect],
        current: QRect | None,
        current_row: int,
    ) -> None:
        """Paint grounds, selection, texts, marks and lines of a block.

        ``selected`` and ``current`` are rectangles of viewport pixels; ``current_row`` is -1 for
        none.
        """
        if not block.spans or block.last_row < block.first_row:
            return
        cells = [
            [model.cell(row, span.column) for span in block.spans]
            for row in range(block.first_row, block.last_row + 1)
        ]
        coloured = self._grounds(painter, block, cells, current_row)
        for rectangle in selected:
            painter.fillRect(rectangle, self.colour.selection)
        if current is not None:
            painter.fillRect(current, self.colour.base)
        if coloured:
            self.marks.grounds(painter, coloured, selected)
        self._lines(painter, block)
        self._contents(painter, block, cells)

    def _grounds(
        self, painter: QPainter, block: Block, cells: list[list[GridCell]], current_row: int
    ) -> list[tuple[str, QRect]]:
        """Paint what lies under the selection; gives the clerk's own grounds, which are seen through it."""
        colour, height = self.colour, block.row_height
        coloured = []
        y = block.top
        for row, line in enumerate(cells, block.first_row):
            ground = colour.current_row if row == current_row else colour.group if line[0].heading else None
            if ground is not None:
                left = block.spans[0].left
                painter.fillRect(left, y, block.right - left, height, ground)
            for (_, x, width), cell in zip(block.spans, line, strict=True):
                if cell.colour:
                    coloured.append((cell.colour, QRect(x, y, width, height)))
                if cell.error:
                    painter.fillRect(x, y, width, height, colour.error_ground)
                elif cell.readonly and ground is None:
                    painter.fillRect(x, y, width, height, colour.readonly)
            y += height
        return coloured

    def _lines(self, painter: QPainter, block: Block) -> None:
        left, right, top, bottom = block.spans[0].left, block.right, block.top, block.bottom
        lines = [
            QLine(left, y - 1, right - 1, y - 1)
            for y in range(top + block.row_height, bottom + 1, block.row_height)
        ]
        lines += [QLine(x + width - 1, top, x + width - 1, bottom - 1) for _, x, width in block.spans]
        painter.setPen(self._pens["grid_line"])
        painter.drawLines(lines)

    def _contents(self, painter: QPainter, block: Block, cells: list[list[GridCell]]) -> None:
        texts: Texts = {name: [] for name in self._pens}
        padding = self.padding
        y = block.top
        drop = (block.row_height - self.texts.height) // 2
        for line in cells:
            get = self._bold.glance if line[0].heading else self.texts.glance
            for span, cell in zip(block.spans, line, strict=True):
                if cell.light or cell.fold or has_marks(cell):
                    self._signs(painter, QRect(span.left, y, span.width, block.row_height), cell)
                text = cell.text
                if not text:
                    continue
                x, room = span.left + padding, span.width - 2 * padding
                if cell.light or cell.fold:
                    x += self.light_size + padding
                    room -= self.light_size + padding
                right = cell.align == "right"
                laid, width = get(text, room, right)
                if right:
                    x += room - width
                elif cell.align == "center":
                    x += (room - width) // 2
                texts[_pen_name(cell)].append((x, y + drop, laid))
            y += block.row_height
        self._draw(painter, texts)

    def _draw(self, painter: QPainter, texts: Texts) -> None:
        """Draw the texts of one colour after the other."""
        for name, drawn in texts.items():
            cache = self._bold if name in _BOLD else self.texts
            painter.setFont(cache.font)
            painter.setPen(self._pens[name])
            for x, y, laid in drawn:
                if isinstance(laid, str):
                    painter.drawText(x, y + cache.ascent, laid)
                else:
                    painter.drawStaticText(x, y, laid)

    def _signs(self, painter: QPainter, box: QRect, cell: GridCell) -> None:
        if cell.light:
            size = self.light_size
            x = box.left() + (self.padding if cell.text else (box.width() - size) // 2)
            picture = light_picture(cell.light, cell.hollow, size, self.ratio, self.colour)
            painter.drawPixmap(x, box.top() + (box.height() - size) // 2, picture)
        if cell.fold:
            size = self.light_size
            place = QRectF(box.left() + self.padding, box.center().y() - size / 2, size, size)
            paint_fold_sign(painter, place, cell.fold, self.colour.totals_text)
        self.marks.signs(painter, box, cell)


def _pen_name(cell: GridCell) -> str:
    if cell.heading:
        return "heading_negative" if cell.align == "right" and is_negative(cell.text) else "heading"
    if cell.error or cell.colour == RED_TEXT:
        return "error"
    if cell.alarm or (cell.align == "right" and is_negative(cell.text)):
        return "negative"
    return "muted" if cell.muted else "text"


def is_negative(text: str) -> bool:
    """Whether a shown figure is below zero; a lone dash is no figure."""
    return text[:1] in ("-", "−") and text[1:2].isdigit()
