"""The scenes of figures: the list of all, the cross table, leaving projects out, forecasts, named lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.cross_table_dialog import CrossTableDialog
from fgj_desktop.views.figure_dialog import FigureDialog
from fgj_desktop.views.forecast_dialog import ForecastDialog
from fgj_desktop.views.leaving_out_dialog import LeavingOutDialog
from fgj_desktop.views.list_dialog import ListDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow

Page = tuple[str, "QWidget"]


def figure_windows(window: MainWindow, shown: Callable[..., Iterator[Page]]) -> Iterator[Page]:
    """Each window of figures on the file as of its period."""
    document = window.document
    leaving_out = LeavingOutDialog(document)
    leaving_out.toggle_at(0)
    dialogs = (
        ("figures", FigureDialog(document)),
        ("cross-table", CrossTableDialog(document)),
        ("leaving-out", leaving_out),
        ("forecast", ForecastDialog(document)),
        ("lists", ListDialog(document)),
    )
    for name, dialog in dialogs:
        dialog.resize(window.size() * 0.85)
        yield from shown(name, dialog)
