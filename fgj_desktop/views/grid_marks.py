"""Paints what is marked at a cell: the clerk's ground and note, and what the checks found.

A colour is never the only sign: an error has a frame and a filled corner, a warning a filled corner, what is
answered an empty one, a text like last month's an equals sign; a note has the corner at the other side, and what was
corrected after it was reported a square below; what differs from the period it is compared with is underlined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon

from fgj_desktop.ledgers.cell_colours import PAPER_SHADES, STRUCK_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.models.grid_protocol import GridCell
    from fgj_desktop.views.theme import Colours

_THROUGH_SELECTION = 0.45
"""How much of a ground is seen where the cell is selected."""
_IMPORTED = 0.3
"""How much of a colour of another program is seen: they were made for paper, and for black text."""


def has_marks(cell: GridCell) -> bool:
    """Whether there is anything beside ground, light and text."""
    marks = (
        cell.error,
        cell.warning,
        cell.note,
        cell.answered,
        cell.info,
        cell.colour,
        cell.corrected,
        cell.changed,
    )
    return any(marks)


class MarkPainter:
    """Marks in one size and one set of colours."""

    def __init__(self, colour: Colours, text_height: int) -> None:
        self.colour = colour
        self._corner = max(4, round(text_height * 0.36))
        self._grounds: dict[str, QColor | None] = {}
        self._pens = {name: QPen(getattr(colour, name)) for name in ("error", "warning")}

    def grounds(
        self, painter: QPainter, coloured: Sequence[tuple[str, QRect]], selected: Sequence[QRect]
    ) -> None:
        """Paint the clerk's grounds, thinner where the selection has to be seen."""
        for name, box in coloured:
            ground = self._ground(name)
            if ground is None:
                continue
            if any(one.intersects(box) for one in selected):
                painter.setOpacity(_THROUGH_SELECTION)
                painter.fillRect(box, ground)
                painter.setOpacity(1)
            else:
                painter.fillRect(box, ground)

    def signs(self, painter: QPainter, box: QRect, cell: GridCell) -> None:
        """The frame and the corners of a cell."""
        left, right = box.topLeft(), QPoint(box.right() - 1, box.top())
        if cell.error:
            painter.setPen(self._pens["error"])
            painter.drawRect(box.adjusted(0, 0, -2, -2))
            self._corner_at(painter, left, 1, self.colour.error)
        elif cell.warning:
            self._corner_at(painter, left, 1, self.colour.warning)
        elif cell.answered:
            self._corner_at(painter, left, 1, None)
        elif cell.info:
            for line in (1, 4):
                painter.fillRect(left.x() + 1, left.y() + line, self._corner, 1, self.colour.muted)
        if cell.colour == STRUCK_TEXT and cell.text:
            painter.fillRect(box.left() + 2, box.center().y(), box.width() - 5, 1, self.colour.text)
        if cell.note:
            self._corner_at(painter, right, -1, self.colour.note)
        if cell.changed:
            painter.fillRect(box.left() + 2, box.bottom() - 3, box.width() - 5, 2, self.colour.accent)
        if cell.corrected:
            side = self._corner - 1
            painter.fillRect(box.left() + 1, box.bottom() - side - 1, side, side, self.colour.accent)

    def _corner_at(self, painter: QPainter, corner: QPoint, direction: int, shade: QColor | None) -> None:
        """A triangle in a corner: filled with a shade, or empty."""
        along, down = QPoint(direction * self._corner, 0), QPoint(0, self._corner)
        if shade is None:
            painter.setPen(self._pens["warning"])
            inside = corner + QPoint(1, 1)
            painter.drawPolygon(QPolygon([inside, inside + along, inside + down]))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPolygon(QPolygon([corner, corner + along, corner + down]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _ground(self, name: str) -> QColor | None:
        if name not in self._grounds:
            self._grounds[name] = self._make_ground(name)
        return self._grounds[name]

    def _make_ground(self, name: str) -> QColor | None:
        if name in PAPER_SHADES:
            shade: QColor = getattr(self.colour, f"cell_{name}")
            return shade
        if not name.startswith("#") or not QColor.isValidColorName(name):
            return None
        imported = QColor(name)
        imported.setAlphaF(_IMPORTED)
        return imported
