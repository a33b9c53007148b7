"""Pictures of 发放填报表: a half-month for all in one table, and a month for each unit apart; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import KEY_PROJECT, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.views.form_dialog import FormDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow


def form_dialogs(
    window: MainWindow, shown: Callable[[str, QWidget], Iterator[tuple[str, QWidget]]]
) -> Iterator[tuple[str, QWidget]]:
    """The dialog as it opens for either kind of round."""
    month = window.document.month
    yield from shown("forms-half-month", FormDialog(window, URBAN_TASK, ReportPeriod(month, "H2")))
    dialog = FormDialog(window, KEY_PROJECT, ReportPeriod(month))
    dialog.tabs.setCurrentIndex(1)
    yield from shown("forms-by-unit", dialog)
