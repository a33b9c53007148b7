"""The charts of the ledger shown: its usual ones under each other, or one kind; a bar that is picked opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from fgj_desktop.documents.chart_kinds import kind_named, kinds_of
from fgj_desktop.documents.chart_style import DARK, LIGHT, ChartStyle
from fgj_desktop.errors import FgjError
from fgj_desktop.rules.chart_query import ChartQuery, Pick
from fgj_desktop.views.chart_view import ChartView
from fgj_desktop.views.chart_work import ChartWork, Drawn
from fgj_desktop.views.file_dialogs import ask_save
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import FONT_POINTS, colours, space

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from fgj_desktop.documents.chart_kind import ChartKind
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.views.window_memory import WindowMemory

_MEMORY = "charts"
_USUAL = ""
_USUAL_WORDS = "常用图表"
_RESIZE_DELAY = 250
_LEAST_WIDTH = 15
"""Text heights below which no chart can be read."""
_PEEP = 10
"""So much of the chart under a picked bar comes into view, in text heights."""
_SHAPE = 0.76
"""Height of a chart of months over its width."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bar that was picked: the kind below its own is shown under it, of what it stands for."""

    kind: str
    pick: Pick


class ChartPanel(QScrollArea):
    """The charts of a ledger, one under the other, under the choice of their kind."""

    picked = Signal(object)
    """The Pick whose rows are to be shown."""
    left = Signal(object)
    """The Pick whose rows are no longer all that is wanted."""
    failed = Signal(str)

    def __init__(self, document: LedgerDocument, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._memory = memory
        self._ledger: Ledger | None = None
        self._filters: tuple[Filter, ...] = ()
        self._besides: Callable[[str], tuple[Filter, ...]] | None = None
        self.opened: Opened | None = None
        self.views: dict[str, ChartView] = {}
        """Those shown, by the names of their kinds, from top to bottom."""
        self._work = ChartWork(self)
        self._work.drawn.connect(self._show)
        self._work.failed.connect(self._raise)
        self.setMinimumWidth(space(_LEAST_WIDTH))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that charts need not be drawn twice when their height is known.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._make_parts()
        self._resized = QTimer(self, singleShot=True, interval=_RESIZE_DELAY)
        self._resized.timeout.connect(self.compute)
        self._width = 0

    def _make_parts(self) -> None:
        column = QWidget()
        self._layout = QVBoxLayout(column)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("图表种类")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.activated.connect(self._kind_chosen)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setContentsMargins(space(0.6), space(0.3), 0, space(0.3))
        self._by_hand = Button("绘制图表")
        self._by_hand.clicked.connect(lambda: self.compute(by_hand=True))
        for part in (self.kinds, self._note, self._by_hand):
            part.hide()
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self.setWidget(column)

    def sizeHint(self) -> QSize:
        """As wide as a chart needs to be read."""
        return QSize(space(19), space(24))

    # --- what is shown --------------------------------------------------------------------------

    def set_ledger(self, ledger: Ledger) -> None:
        """Offer the kinds of a ledger; the one chosen last for it is shown."""
        if self._ledger is ledger:
            return
        self._ledger, self.opened = ledger, None
        self.kinds.clear()
        kinds = kinds_of(ledger.name)
        if sum(kind.usual for kind in kinds) > 1:
            self.kinds.addItem(_USUAL_WORDS, _USUAL)
        for kind in kinds:
            self.kinds.addItem(kind.title, kind.name)
        known = self._memory.get(_MEMORY)
        last = known.get(ledger.name) if isinstance(known, dict) else None
        self.kinds.setCurrentIndex(max(self.kinds.findData(last), 0))
        self.kinds.setVisible(self.kinds.count() > 1)
        self._lay_out()

    @property
    def has_kinds(self) -> bool:
        """Whether the ledger has charts at all."""
        return self.kinds.count() > 0

    def choose(self, kind: str) -> None:
        """Show one kind of the ledger, or its usual ones (an empty name), and remember it."""
        place = self.kinds.findData(kind)
        if place >= 0:
            self.kinds.setCurrentIndex(place)
            self._kind_chosen()

    def set_filters(
        self, filters: tuple[Filter, ...], besides: Callable[[str], tuple[Filter, ...]], words: str
    ) -> None:
        """Draw the filtered records only; ``words`` say which. ``besides`` leaves a column's own filter out."""
        self._filters, self._besides = filters, besides
        note = (
            f"图表只含：{words}" if words and self.has_kinds else "" if self.has_kinds else "此台账没有图表。"
        )
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def close_opened(self) -> None:
        """No longer show what a picked bar stands for."""
        if self.opened is not None:
            self.opened = None
            self._lay_out()

    def _kind_chosen(self) -> None:
        known = self._memory.get(_MEMORY)
        chosen = dict(known) if isinstance(known, dict) else {}
        if self._ledger is not None:
            self._memory.set(_MEMORY, {**chosen, self._ledger.name: self.kinds.currentData()})
        self._lay_out()
        self.compute()

    def _shown_kinds(self) -> list[ChartKind]:
        if self._ledger is None or not self.kinds.count():
            return []
        name = self.kinds.currentData()
        kinds = [
            kind
            for kind in kinds_of(self._ledger.name)
            if (kind.usual if name == _USUAL else kind.name == name)
        ]
        if self.opened is not None:
            below = kind_named(self.opened.kind).below
            place = next((n for n, kind in enumerate(kinds, 1) if kind.name == self.opened.kind), None)
            if below is not None and place is not None:
                kinds.insert(place, kind_named(below))
        return kinds

    def _lay_out(self) -> None:
        """Views for the kinds that are shown, those that stay with their pictures."""
        former = self.views
        self.views = {}
        for place, kind in enumerate(self._shown_kinds(), 2):
            view = former.pop(kind.name, None) or self._view(kind)
            self._layout.insertWidget(place, view)
            view.show()
            self.views[kind.name] = view
        for view in former.values():
            view.hide()
            view.deleteLater()

    def _view(self, kind: ChartKind) -> ChartView:
        view = ChartView(kind)
        view.picked.connect(partial(self._pick, kind))
        view.save_requested.connect(self._save)
        return view

    def _pick(self, kind: ChartKind, pick: Pick) -> None:
        """Show the rows of a bar, and what lies below it; of the bar picked last, all rows again."""
        if self.opened == Opened(kind.name, pick):
            self.close_opened()
            self.left.emit(pick)
            return
        if kind.below is not None:
            self.opened = Opened(kind.name, pick)
            self._lay_out()
        self.picked.emit(pick)

    # --- drawing --------------------------------------------------------------------------------

    def compute(self, *, by_hand: bool = False) -> None:
        """Read the figures and have the charts drawn; of a large file only when asked by hand."""
        if self._ledger is None or not self.isVisible() or self.viewport().width() < space(8):
            return
        large = self._document.is_large(self._ledger) and bool(self.views)
        self._by_hand.setVisible(large)
        if large and not by_hand:
            return
        self._width = self.viewport().width()
        document = self._document
        with document.reading():
            for view in self.views.values():
                query = ChartQuery(document.store, self._ledger, document.month, self._filters, self._besides)
                self._draw(view, view.kind.read(query))

    def _draw(self, view: ChartView, data: object) -> None:
        from fgj_desktop.documents.charts import draw_data

        kind, ratio = view.kind, self.devicePixelRatioF()
        style = kind.style_for(data, self._style())
        view.setFixedHeight(round(style.height * style.dpi / ratio))
        of = self.opened.pick.title if self.opened is not None and self._is_below(kind) else ""
        self._work.draw(kind.name, partial(draw_data, kind, data, self._document.month, style, of=of))

    def _is_below(self, kind: ChartKind) -> bool:
        """Whether a chart tells of what a picked bar stands for."""
        return self.opened is not None and kind_named(self.opened.kind).below == kind.name

    def _style(self) -> ChartStyle:
        ratio = self.devicePixelRatioF()
        dpi = self.logicalDpiX() * ratio
        width = self._width * ratio / dpi
        return ChartStyle(
            colours=DARK if colours().dark else LIGHT,
            width=width,
            height=width * _SHAPE,
            dpi=dpi,
            points=FONT_POINTS - 0.5,
        )

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

    def _show(self, drawn: Drawn) -> None:
        view = self.views.get(drawn.kind)
        if view is None:
            return
        is_new = view.drawn is None
        view.show_drawn(drawn)
        if is_new and self._is_below(view.kind):
            # Its beginning comes into view: else nobody would know that there is more under the bar.
            self.ensureVisible(0, view.y() + space(_PEEP), 0, 0)

    def _raise(self, problem: Exception) -> None:
        raise problem

    def _save(self, drawn: Drawn) -> None:
        name = f"{drawn.chart.kind.title}{self._document.month.title}.png"
        ask_save(
            self,
            "保存图片",
            Path.home() / name,
            "PNG 图片 (*.png);;SVG 矢量图 (*.svg)",
            lambda path: self.save(drawn, path),
        )

    def save(self, drawn: Drawn, path: Path) -> None:
        """Save a chart's picture; what goes wrong is said by ``failed``."""
        try:
            self._work.save(drawn.chart, path)
        except FgjError as problem:
            self.failed.emit(str(problem))
