"""What the window types for the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_text

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def type_today(window: MainWindow) -> None:
    """Write today's date into the cell being typed, or over the current one; Enter stores it, Esc does not."""
    window.pane.grid.type_text(date_text(window.document.today().isoformat()))
