"""The header of the grid: groups, wrapped titles, sort marks, and the pinned totals under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QToolTip

from fgj_desktop.views.grid_header_drag import DraggedHeader
from fgj_desktop.views.grid_header_funnel import funnel_box, paint_funnel
from fgj_desktop.views.grid_text import TextCache, wrap_title
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.models.grid_protocol import GridModel
    from fgj_desktop.views.grid_table import PaintedTable

_MOST_LINES = 3
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class SortKey(NamedTuple):
    """One key of the order shown: the column, and whether its largest value comes first."""

    column: int
    descending: bool


class LedgerHeader(DraggedHeader):
    """Paints and handles what stands above the cells."""

    def __init__(self, grid: PaintedTable) -> None:
        # Qt may ask for the size at once.
        self._grouped, self._lines, self._line, self._gap = False, 1, 1, 1
        self._sort: tuple[SortKey, ...] = ()
        self._stale = False
        self._filtered: Mapping[int, str] = {}
        self._wrapped: dict[tuple[str, int], list[str]] = {}
        super().__init__(grid)
        self.restyle()

    # --- appearance -----------------------------------------------------------------------------

    def restyle(self) -> None:
        """Take font and colours anew, after a change of zoom or theme."""
        self._plain = QFont(self._grid.font())
        self._bold = QFont(self._plain)
        self._bold.setBold(True)
        self._metrics = QFontMetrics(self._bold)
        self._totals = TextCache(self._bold)
        self._line = self._metrics.height()
        self._gap = max(2, round(self._line * 0.28))
        self._hovered = -1
        self.relayout()

    def relayout(self) -> None:
        """Find the height again, after titles or widths have changed."""
        self._grouped = any(self._group(column) for column in range(self.count()))
        self._wrapped.clear()
        self._lines = self._needed_lines()
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.viewport().update()

    def set_sort(self, keys: Sequence[SortKey], stale: bool = False) -> None:
        """Show the order of the rows. ``stale``: edits since may have moved rows, had they been sorted."""
        self._sort, self._stale = tuple(keys), stale
        self.viewport().update()

    def set_filtered(self, columns: Mapping[int, str]) -> None:
        """Show which columns are filtered under their titles, and on hovering by what."""
        self._filtered = columns
        self.viewport().update()

    def funnel_rect(self, column: int) -> QRect:
        """Where the funnel of a column stands: in its own title, below that of its group."""
        left, width = self._grid.column_left(column), self.sectionSize(column)
        top = self._group_height() if self._group(column) else 0
        return funnel_box(QRect(left, top, width, self.title_height() - top), self._line)

    def bold_font(self) -> QFont:
        """The font of titles and totals."""
        return self._bold

    def sizeHint(self) -> QSize:
        """As high as two levels of titles and the totals row."""
        return QSize(self.length(), self.title_height() + self.totals_height())

    def title_height(self) -> int:
        """Pixels of both levels of titles."""
        return self._group_height() + self._lines * self._line + 2 * self._gap

    def totals_height(self) -> int:
        """Pixels of the totals row."""
        return self._grid.row_height()

    def _group_height(self) -> int:
        return self._line + 2 * self._gap if self._grouped else 0

    def _needed_lines(self) -> int:
        """Lines of the longest title; a title without group may use the group's line too."""
        spare = 1 if self._group_height() else 0
        needed = 1
        for column in range(self.count()):
            if not self.isSectionHidden(column):
                lines = len(self._title_lines(column))
                needed = max(needed, lines if self._group(column) else lines - spare)
        return needed

    def _cells(self) -> GridModel:
        """The header's own model: while a new one is being set, the grid still has the old one."""
        return cast("GridModel", self.model())

    def _title(self, column: int) -> str:
        return self._cells().column_title(column)

    def _group(self, column: int) -> str:
        return self._cells().column_group(column)

    def _title_lines(self, column: int) -> list[str]:
        title, width = self._title(column), self.sectionSize(column)
        key = (title, width)
        if key not in self._wrapped:
            room = width - 2 * self._gap
            lines = wrap_title(title, room, self._metrics.horizontalAdvance, _MOST_LINES)
            cut = Qt.TextElideMode.ElideRight
            self._wrapped[key] = [self._metrics.elidedText(line, cut, room) for line in lines]
        return self._wrapped[key]

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrolled part, then the frozen part over it."""
        painter = QPainter(self.viewport())
        colour, size = colours(), self.viewport().size()
        titles = self.title_height()
        painter.fillRect(event.rect(), colour.header)
        painter.fillRect(0, titles, size.width(), size.height() - titles, colour.totals)
        edge = self._grid.frozen_width()
        whole = QRect(0, 0, size.width(), size.height())
        for frozen, part in (
            (False, whole.adjusted(edge, 0, 0, 0)),
            (True, QRect(0, 0, edge, size.height())),
        ):
            painter.setClipRect(part)
            self._paint_part(painter, self._grid.spans(frozen), frozen)
        painter.setClipping(False)
        self.paint_drop(painter)
        painter.setPen(colour.header_line)
        painter.drawLine(0, titles - 1, size.width(), titles - 1)
        painter.drawLine(0, size.height() - 1, size.width(), size.height() - 1)
        painter.end()

    def _paint_part(self, painter: QPainter, spans: Sequence[tuple[int, int, int]], frozen: bool) -> None:
        drawn: set[int] = set()
        for column, left, width in spans:
            first, group = self._group_span(column, frozen)
            top = self._group_height() if group else 0
            box = QRect(left, top, width, self.title_height() - top)
            painter.fillRect(box, self._ground(column, frozen))
            self._paint_title(painter, column, box)
            if group and first not in drawn:
                drawn.add(first)
                self._paint_group(painter, group, self._group_box(first, frozen), frozen)
            self._paint_total(painter, column, left, width)

    def _ground(self, column: int, frozen: bool) -> QColor:
        colour = colours()
        if column == self._hovered:
            return colour.header_hover
        if column == self._grid.currentIndex().column():
            return colour.header_current
        return colour.header_frozen if frozen else colour.header

    def _paint_title(self, painter: QPainter, column: int, box: QRect) -> None:
        colour = colours()
        painter.setPen(colour.header_line)
        painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
        painter.setPen(colour.header_text)
        painter.setFont(self._bold)
        lines = self._title_lines(column)
        y = box.top() + (box.height() - len(lines) * self._line) // 2
        for line in lines:
            painter.drawText(QRect(box.left(), y, box.width() - 1, self._line), _CENTRE, line)
            y += self._line
        for number, key in enumerate(self._sort, 1):
            if key.column == column:
                self._paint_sort(painter, key, number, box)
        filtered = column in self._filtered
        if filtered or column == self._hovered:
            ground = self._ground(column, column < self._grid.frozen_count())
            paint_funnel(painter, self.funnel_rect(column), ground, filtered=filtered)

    def _paint_sort(self, painter: QPainter, key: SortKey, number: int, box: QRect) -> None:
        """A triangle at the right edge, hollow when the order is stale, with its number among several."""
        half = max(3, round(self._line * 0.24))
        x, y = box.right() - half - 3, box.bottom() - half - 2
        tip = half if key.descending else -half
        shape = QPolygon(
            [QPoint(x - half, y - tip // 2), QPoint(x + half, y - tip // 2), QPoint(x, y + tip - tip // 2)]
        )
        accent = colours().accent
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush if self._stale else accent)
        painter.drawPolygon(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(self._sort) > 1:
            small = QFont(self._plain)
            small.setPointSizeF(max(5.0, self._plain.pointSizeF() * 0.75))
            painter.setFont(small)
            place = QRect(x - half - self._line, box.bottom() - self._line + 2, self._line - 1, self._line)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), str(number)
            )

    def _group_span(self, column: int, frozen: bool) -> tuple[int, str]:
        """The first column of the group around a column, and the group's title."""
        group = self._group(column)
        lowest = 0 if frozen else self._grid.frozen_count()
        while group and column > lowest and self._group(column - 1) == group:
            column -= 1
        return column, group

    def _group_box(self, first: int, frozen: bool) -> QRect:
        group, column, width = self._group(first), first, 0
        highest = self._grid.frozen_count() if frozen else self.count()
        while column < highest and self._group(column) == group:
            width += self.sectionSize(column)
            column += 1
        return QRect(self._grid.column_left(first), 0, width, self._group_height())

    def _paint_group(self, painter: QPainter, group: str, box: QRect, frozen: bool) -> None:
        colour = colours()
        painter.fillRect(box, colour.header_frozen if frozen else colour.header)
        painter.setPen(colour.header_line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.setPen(colour.header_text)
        painter.setFont(self._bold)
        # The part in view, so that the title is read even when half its columns are scrolled away.
        edge = 0 if frozen else self._grid.frozen_width()
        seen = box.intersected(QRect(edge, 0, self.viewport().width() - edge, box.height()))
        shown = self._metrics.elidedText(group, Qt.TextElideMode.ElideRight, seen.width() - 2 * self._gap)
        painter.drawText(seen, _CENTRE, shown)

    def _paint_total(self, painter: QPainter, column: int, left: int, width: int) -> None:
        colour, top, height = colours(), self.title_height(), self.totals_height()
        painter.setPen(colour.header_line)
        painter.drawLine(left + width - 1, top, left + width - 1, top + height - 1)
        text = self._cells().total(column)
        if not text:
            return
        align = self._cells().column_align(column)
        padding = self._grid.cell_padding()
        room = width - 2 * padding
        laid, taken = self._totals.get(text, room, align == "right")
        x = left + padding + {"left": 0, "center": (room - taken) // 2, "right": room - taken}[align]
        painter.setFont(self._bold)
        painter.setPen(colour.negative if text[:1] in ("-", "−") and len(text) > 1 else colour.totals_text)
        painter.drawStaticText(x, top + (height - self._totals.height) // 2, laid)

    # --- hovering --------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """Show titles, help and totals in full on hovering."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self.column_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self.tip(column, event.pos().y()), self)
            return True
        return super().viewportEvent(event)

    def tip(self, column: int, y: int) -> str:
        """What hovering says: the total in full, or the title with the column's help."""
        if column < 0:
            return ""
        if y >= self.title_height():
            return self._cells().total(column)
        found = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        told = str(found) if found else self._title(column)
        return f"{told}\n筛选：{self._filtered[column]}" if column in self._filtered else told
