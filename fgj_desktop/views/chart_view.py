"""One chart as a picture: a click picks what a bar stands for, its menu copies and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from fgj_desktop.documents.chart_kind import ChartKind
    from fgj_desktop.rules.chart_query import Pick
    from fgj_desktop.views.chart_work import Drawn


class ChartView(QWidget):
    """Shows the chart of one kind."""

    picked = Signal(object)
    """The Pick of the bar that was clicked."""
    save_requested = Signal(object)
    """Drawn that is to be saved."""

    def __init__(self, kind: ChartKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.drawn: Drawn | None = None
        self._picture = QPixmap()
        self.setAccessibleName(kind.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_drawn(self, drawn: Drawn) -> None:
        """Show a chart drawn for this view."""
        self.drawn = drawn
        self._picture = QPixmap.fromImage(drawn.image)
        self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if self.drawn is not None:
            QGuiApplication.clipboard().setImage(self.drawn.image)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture; nothing until it is drawn."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), colours().base)
        if not self._picture.isNull():
            painter.drawPixmap(0, 0, self._picture)
        if self.hasFocus():
            painter.setPen(colours().accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which bars can be clicked, and what they stand for in full."""
        pick = self._pick_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if pick is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if pick is None else f"{pick.title}（单击{self.kind.click}）")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick what is under the mouse."""
        pick = self._pick_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and pick is not None:
            self.picked.emit(pick)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy or save the picture, or pick what is under the mouse."""
        if self.drawn is not None:
            self.menu(event.pos()).popup(event.globalPos())

    def menu(self, place: QPoint) -> QMenu:
        """The menu of the chart at a place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pick = self._pick_at(place)
        if pick is not None:
            menu.addAction(self.kind.click, lambda: self.picked.emit(pick))
        menu.addAction("复制图片", self.copy)
        menu.addAction("保存图片…", lambda: self.save_requested.emit(self.drawn))
        return menu

    def _pick_at(self, place: QPoint) -> Pick | None:
        if self.drawn is None:
            return None
        ratio = self.devicePixelRatioF()
        return self.drawn.chart.pick_at(place.x() * ratio, self.drawn.image.height() - place.y() * ratio)
