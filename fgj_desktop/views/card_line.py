"""A small line of the cumulative amount over the months, beside the time schedule of each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fgj_desktop.ledgers.kinds import Money, unit_title
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.record_tables import Point


class CumulativeLine(QWidget):
    """Own values are dots, carried ones rings; the dashed line is the plan at N/12 of each year."""

    def __init__(self, document: LedgerDocument) -> None:
        super().__init__()
        self._document = document
        self._points: Sequence[Point] = ()
        self._plans: Mapping[int, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("累计完成投资走势")

    def show_points(self, points: Sequence[Point], plans: Mapping[int, int]) -> None:
        """``plans`` has the year's plan in 分 for each year that has one."""
        first = next((point.month.year for point in points if point.amount is not None), None)
        self._points = [point for point in points if first is not None and point.month.year >= first]
        self._plans = {year: plan for year, plan in plans.items() if first is not None and year >= first}
        self.update()

    def caption(self) -> str:
        """What the line shows, and in which unit."""
        if not any(point.amount is not None for point in self._points):
            return "还没有累计完成投资。填写后在此显示走势。"
        schedule = "；虚线为时间进度" if self._plans else ""
        return (
            f"累计完成投资（{unit_title(self._document.money_unit)}）：实心为当月填报，空心为沿用{schedule}"
        )

    def sizeHint(self) -> QSize:
        """A few lines high."""
        return QSize(space(20), space(5.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw schedule, line, dots and the names of the years."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._points:
            self._paint_years(painter)
            self._paint_schedule(painter)
            self._paint_line(painter)
        painter.end()

    def _top(self) -> int:
        """The amount at the upper edge."""
        amounts = [point.amount for point in self._points if point.amount is not None]
        return max([1, *amounts, *self._plans.values()])

    def _spot(self, number: float, amount: float) -> QPointF:
        metrics = QFontMetrics(self.font())
        edge, below = space(0.8), metrics.height() + space(0.3)
        width = self.width() - 2 * edge
        height = self.height() - below - space(0.6)
        x = edge + width * number / max(len(self._points) - 1, 1)
        return QPointF(x, space(0.6) + height * (1 - amount / self._top()))

    def _paint_years(self, painter: QPainter) -> None:
        colour = colours()
        painter.setPen(QPen(colour.line, 1))
        painter.drawLine(self._spot(0, 0), self._spot(len(self._points) - 1, 0))
        baseline = self.height() - space(0.3)
        metrics, taken = QFontMetrics(self.font()), -1.0
        painter.setPen(colour.muted)
        for number, point in enumerate(self._points):
            if point.month.number not in (1, 6) and number != len(self._points) - 1:
                continue
            year = f"{point.month.year}年" if point.month.number == 1 else ""
            text = f"{year}{point.month.number}月"
            wide = metrics.horizontalAdvance(text)
            x = min(max(self._spot(number, 0).x() - wide / 2, 0), self.width() - wide)
            if x > taken:
                painter.drawText(QPointF(x, baseline), text)
                taken = x + wide + space(0.3)

    def _paint_schedule(self, painter: QPainter) -> None:
        pen = QPen(colours().muted, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for year, plan in self._plans.items():
            spots = [
                self._spot(number, plan * point.month.number / 12)
                for number, point in enumerate(self._points)
                if point.month.year == year
            ]
            painter.drawPolyline(QPolygonF(spots))

    def _paint_line(self, painter: QPainter) -> None:
        colour = colours()
        painter.setPen(QPen(colour.accent, 1.5))
        for run in self._runs():
            painter.drawPolyline(QPolygonF([self._spot(number, point.amount or 0) for number, point in run]))
        radius = max(2.5, space(0.17))
        for run in self._runs():
            for number, point in run:
                painter.setPen(QPen(colour.accent, 1.5))
                painter.setBrush(colour.accent if point.own else colour.window)
                painter.drawEllipse(self._spot(number, point.amount or 0), radius, radius)

    def _runs(self) -> list[list[tuple[int, Point]]]:
        """Stretches of months with an amount within one year: the cumulative begins anew each January."""
        runs: list[list[tuple[int, Point]]] = []
        before: Point | None = None
        for number, point in enumerate(self._points):
            if point.amount is not None:
                if before is None or before.amount is None or before.month.year != point.month.year:
                    runs.append([])
                runs[-1].append((number, point))
            before = point
        return runs

    def event(self, event: QEvent) -> bool:
        """Tell the month under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._points:
            nearest = min(
                range(len(self._points)), key=lambda number: abs(self._spot(number, 0).x() - event.pos().x())
            )
            QToolTip.showText(event.globalPos(), self.words(self._points[nearest]), self)
            return True
        return super().event(event)

    def words(self, point: Point) -> str:
        """「2021年8月：2,800 万元（沿用）」."""
        month = f"{point.month.year}年{point.month.number}月"
        if point.amount is None:
            return f"{month}：未填报"
        context = self._document.context()
        text = f"{Money().text(point.amount, context)} {unit_title(context.money_unit)}"
        return f"{month}：{text}{'' if point.own else '（沿用）'}"
