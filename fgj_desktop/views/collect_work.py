"""收表汇总 of the round shown on the page 本期工作: by the menu, or by dropping a folder there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from fgj_desktop.models.round_status import RoundStatus
from fgj_desktop.views.collect_dialog import CollectDialog, dropped_paths
from fgj_desktop.views.return_dialog import ReturnDialog
from fgj_desktop.views.returned_work import ask_to_write_all_returned
from fgj_desktop.views.round_work import round_here

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDropEvent

    from fgj_desktop.exchange.return_applier import ReturnsOutcome
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.round_page import RoundPage


def collect_returns(window: MainWindow, paths: Sequence[Path] = ()) -> CollectDialog | None:
    """Show the dialog; with paths it begins to read them at once."""
    found = round_here(window)
    if found is None:
        return None
    page, status = found
    dialog = CollectDialog(window, status.info)
    dialog.collected.connect(partial(_tell, window, page, status.info))
    dialog.register_wanted.connect(partial(_register_file, window, status, dialog))
    dialog.open()
    if paths:
        dialog.start(paths)
    return dialog


def collect_dropped(window: MainWindow, event: QDropEvent) -> None:
    """Begin with what was dropped; the program that it came from waits until the drop has returned."""
    paths = dropped_paths(event)
    if paths and not window.document.read_only:
        QTimer.singleShot(0, window, partial(collect_returns, window, paths))


def _tell(window: MainWindow, page: RoundPage, info: RoundInfo, outcome: ReturnsOutcome, left: str) -> None:
    """Say what was done, and offer the forms that go back to their units."""
    page.finish()
    offers = []
    if outcome.sent_back:
        offers.append(("写出退回修改表…", partial(ask_to_write_all_returned, window, info, outcome)))
    window.say("\n".join([f"{outcome.message}{left}", *outcome.problems]), offers=offers)


def _register_file(
    window: MainWindow, status: RoundStatus, dialog: CollectDialog, path: Path
) -> ReturnDialog:
    """登记已报 with a file that holds no table: a scan, a photo, an old Word file."""
    unit = unit_named_in(status, path.name)
    made = ReturnDialog(window, RoundStatus(status.store, status.info), unit)
    made.add_files([path])
    made.way.setCurrentText("扫描件")
    made.registered.connect(dialog.say_registered)
    made.open()
    return made


def unit_named_in(status: RoundStatus, name: str) -> int | None:
    """The unit whose name stands in a file's name; of several the longest name, None for none."""
    plain = "".join(name.split())
    found = [
        (len(text), unit)
        for text, unit in status.store.links().names("responsible_unit").items()
        if len(text) > 1 and text in plain
    ]
    return max(found)[1] if found else None
