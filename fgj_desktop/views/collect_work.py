"""收表汇总 of the round shown on the page 本期工作: by the menu, or by dropping a folder there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from fgj_desktop.views.collect_dialog import CollectDialog, dropped_paths
from fgj_desktop.views.round_work import round_here, say_done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDropEvent

    from fgj_desktop.views.main_window import MainWindow


def collect_returns(window: MainWindow, paths: Sequence[Path] = ()) -> CollectDialog | None:
    """Show the dialog; with paths it begins to read them at once."""
    found = round_here(window)
    if found is None:
        return None
    page, status = found
    dialog = CollectDialog(window, status.info)
    dialog.collected.connect(partial(say_done, window, page))
    dialog.open()
    if paths:
        dialog.start(paths)
    return dialog


def collect_dropped(window: MainWindow, event: QDropEvent) -> None:
    """Begin with what was dropped; the program that it came from waits until the drop has returned."""
    paths = dropped_paths(event)
    if paths and not window.document.read_only:
        QTimer.singleShot(0, window, partial(collect_returns, window, paths))
