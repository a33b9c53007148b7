"""Pictures of what the menu 台账 offers at the turn of the year and from a month on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.becoming_dialog import let_become
from fgj_desktop.views.register_work import let_join, let_leave, rename_record
from fgj_desktop.views.year_dialog import change_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QDialog, QWidget

    from fgj_desktop.views.main_window import MainWindow

_APPLICATIONS = "application"


def year_dialogs(
    window: MainWindow, shown: Callable[[str, QWidget], Iterator[tuple[str, QWidget]]]
) -> Iterator[tuple[str, QWidget]]:
    """Each dialog as it opens over the sample."""
    ledger = window.pane.ledger.name
    openers: tuple[tuple[str, Callable[[MainWindow], QDialog | None]], ...] = (
        ("change-year", change_year),
        ("let-join", let_join),
        ("let-leave", let_leave),
        ("rename", rename_record),
    )
    for name, opener in openers:
        window.pane.grid.setCurrentIndex(window.pane.shown_table.index(0, 1))
        if (dialog := opener(window)) is not None:
            yield from shown(name, dialog)
    window.open_ledger(_APPLICATIONS)
    window.pane.grid.selectAll()
    if (dialog := let_become(window)) is not None:
        yield from shown("let-become", dialog)
    window.open_ledger(ledger)
