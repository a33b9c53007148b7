"""The scenes of charts: a bar that is picked, every kind of every ledger, and the wall chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from fgj_desktop.documents.chart_kinds import KINDS, kinds_of
from fgj_desktop.ledgers import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow

Page = tuple[str, "QWidget"]


def chart_pages(window: MainWindow, shown: Callable[..., Iterator[Page]]) -> Iterator[Page]:
    """The projects behind a unit's bar in the window, each kind alone, and the wall chart."""
    from fgj_desktop.views.print_work import print_wallchart

    dock = window.sides.chart_dock
    was_hidden = dock.isHidden()
    # In a narrow window it waits to be asked for.
    dock.show()
    QApplication.processEvents()
    window.sides.compute_charts()
    window.sides.charts.finish()
    QApplication.processEvents()
    yield from _opened(window)
    for ledger in NAVIGATION:
        if kinds_of(ledger.name):
            window.open_ledger(ledger.name)
            window.sides.compute_charts()
            yield from _kinds(window, ledger.name)
    window.open_ledger(NAVIGATION[0].name)
    window.sides.compute_charts()
    dock.setHidden(was_hidden)
    dialog = print_wallchart(window)
    if dialog is not None:
        dialog.resize(window.width() - 40, window.height() - 60)
        yield from shown("wallchart", dialog)


def _opened(window: MainWindow) -> Iterator[Page]:
    """The first unit's bar picked: its projects below, and alone in the grid."""
    charts = window.sides.charts
    units = charts.views.get("units")
    if units is None or units.drawn is None:
        return
    pick = next((one for one in units.drawn.chart.picks.picks if one is not None), None)
    if pick is None:
        return
    for _ in ("open", "close"):
        units.picked.emit(pick)
        window.turns.finish()
        window.sides.compute_charts()
        charts.finish()
        QApplication.processEvents()
        if charts.opened is not None:
            yield "chart-opened", window


def _kinds(window: MainWindow, ledger: str) -> Iterator[Page]:
    """Each kind of a ledger, drawn as wide as the panel."""
    charts = window.sides.charts
    for kind in KINDS:
        if kind.ledger == ledger:
            charts.choose(kind.name)
            charts.finish()
            QApplication.processEvents()
            yield f"chart-{kind.name.replace('_', '-')}", charts.views[kind.name]
    charts.kinds.setCurrentIndex(0)
    charts.choose(str(charts.kinds.currentData()))
