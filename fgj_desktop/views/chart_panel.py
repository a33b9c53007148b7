"""The charts beside the grid; a click on a unit's bar shows only that unit's projects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from fgj_desktop.documents.chart_style import DARK, LIGHT, ChartStyle
from fgj_desktop.errors import FgjError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.views.chart_work import ChartWork, Drawn, drawing
from fgj_desktop.views.file_dialogs import ask_save
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import FONT_POINTS, colours, space

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.filters import Filter

KINDS = ("completion", "units", "states")
_RESIZE_DELAY = 250
_SHAPE = 0.76
"""Height of a chart of months over its width."""
_BAR = 1.65
"""Height of a unit's bar in text heights."""


class ChartView(QWidget):
    """One chart as a picture."""

    picked = Signal(object)
    """UnitPoint whose bar was clicked."""
    save_requested = Signal(object)
    """Drawn that is to be saved."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.drawn: Drawn | None = None
        self._picture = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(kind == "units")

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
        """Show which bars can be clicked."""
        over = self._unit_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the unit under the mouse."""
        unit = self._unit_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and unit is not None:
            self.picked.emit(unit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy or save the picture, or show only the unit under the mouse."""
        if self.drawn is not None:
            self.menu(event.pos()).popup(event.globalPos())

    def menu(self, place: QPoint) -> QMenu:
        """The menu of the chart at a place."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        unit = self._unit_at(place)
        if unit is not None:
            menu.addAction("只看此单位", lambda: self.picked.emit(unit))
        menu.addAction("复制图片", self.copy)
        menu.addAction("保存图片…", lambda: self.save_requested.emit(self.drawn))
        return menu

    def _unit_at(self, place: QPoint):  # type: ignore[no-untyped-def]  # noqa: ANN202
        if self.drawn is None or not self.drawn.chart.units:
            return None
        ratio = self.devicePixelRatioF()
        return self.drawn.chart.unit_at(place.x() * ratio, self.drawn.image.height() - place.y() * ratio)


class ChartPanel(QScrollArea):
    """All charts, one under the other."""

    unit_picked = Signal(object)
    """UnitPoint whose projects are to be shown."""
    failed = Signal(str)

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._filters: tuple[Filter, ...] = ()
        self._between: tuple[Filter, ...] = ()
        self._work = ChartWork(self)
        self._work.drawn.connect(self._show)
        self._work.failed.connect(self._raise)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that charts need not be drawn twice when their height is known.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._column = QWidget()
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setContentsMargins(space(0.6), space(0.3), 0, space(0.3))
        self._note.hide()
        self._layout.addWidget(self._note)
        self.views = {kind: self._view(kind) for kind in KINDS}
        self._by_hand = Button("绘制图表")
        self._by_hand.clicked.connect(lambda: self.compute(by_hand=True))
        self._by_hand.hide()
        self._layout.addWidget(self._by_hand)
        self._layout.addStretch(1)
        self.setWidget(self._column)
        self._resized = QTimer(self, singleShot=True, interval=_RESIZE_DELAY)
        self._resized.timeout.connect(self.compute)
        self._width = 0

    def sizeHint(self) -> QSize:
        """As wide as a chart needs to be read."""
        return QSize(space(19), space(24))

    def set_filters(self, filters: tuple[Filter, ...], between: tuple[Filter, ...], note: str) -> None:
        """Draw the filtered projects only; ``note`` says which. ``between`` are the filters of the units."""
        self._filters, self._between = filters, between
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def compute(self, *, by_hand: bool = False) -> None:
        """Read the figures and have the charts drawn; of a large file only when asked by hand."""
        if not self.isVisible() or self.viewport().width() < space(8):
            return
        large = self._document.is_large(ledger_named("key_project"))
        self._by_hand.setVisible(large)
        if large and not by_hand:
            return
        self._width = self.viewport().width()
        for kind in KINDS:
            filters = self._between if kind == "units" else self._filters
            draw, count = drawing(kind, self._document.store, self._document.month, filters)
            view = self.views[kind]
            view.setFixedHeight(self._height(kind, count))
            self._work.draw(kind, draw, self._style(view.height()))

    def finish(self) -> None:
        """Wait until every chart is drawn, and show it: for pictures and tests."""
        self._work.wait()

    def stop(self) -> None:
        """Draw nothing more."""
        self._resized.stop()
        self._work.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._width:
            self._resized.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw in the new width, once it stays."""
        super().resizeEvent(event)
        if self._width and self.viewport().width() != self._width:
            self._resized.start()

    def _view(self, kind: str) -> ChartView:
        view = ChartView(kind)
        view.picked.connect(self.unit_picked)
        view.save_requested.connect(self._save)
        self._layout.addWidget(view)
        return view

    def _height(self, kind: str, count: int) -> int:
        if kind == "units":
            return space(_BAR * count + 5)
        return round(self._width * _SHAPE)

    def _style(self, height: int) -> ChartStyle:
        ratio = self.devicePixelRatioF()
        dpi = self.logicalDpiX() * ratio
        return ChartStyle(
            colours=DARK if colours().dark else LIGHT,
            width=self._width * ratio / dpi,
            height=height * ratio / dpi,
            dpi=dpi,
            points=FONT_POINTS - 0.5,
        )

    def _show(self, drawn: Drawn) -> None:
        self.views[drawn.kind].show_drawn(drawn)

    def _raise(self, problem: Exception) -> None:
        raise problem

    def _save(self, drawn: Drawn) -> None:
        from fgj_desktop.documents.charts import KINDS as TITLES

        name = f"{TITLES[drawn.kind]}{self._document.month.title}.png"
        proposed = Path.home() / name
        ask_save(
            self,
            "保存图片",
            proposed,
            "PNG 图片 (*.png);;SVG 矢量图 (*.svg)",
            lambda path: self.save(drawn, path),
        )

    def save(self, drawn: Drawn, path: Path) -> None:
        """Save a chart's picture; what goes wrong is said by ``failed``."""
        try:
            self._work.save(drawn.chart, path)
        except FgjError as problem:
            self.failed.emit(str(problem))
