"""The commands 调入…, 调出… and 更名…, over the records on screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.views.register_dialog import JoinDialog, LeaveDialog, RenameDialog

if TYPE_CHECKING:
    from fgj_desktop.store.rows import Row
    from fgj_desktop.views.main_window import MainWindow


def let_join(window: MainWindow) -> JoinDialog | None:
    """调入…: a project joins the ledger in the course of the year."""
    if not window.pane.grid.finish_editing():
        return None
    dialog = JoinDialog(window.document, window.pane.ledger, window)
    dialog.joined.connect(partial(window.go_to, window.pane.ledger.name))
    dialog.open_over(window)
    return dialog


def let_leave(window: MainWindow) -> LeaveDialog | None:
    """调出…: the selected projects leave."""
    rows = _selected(window)
    if not rows:
        return None
    dialog = LeaveDialog(window.document, window.pane.ledger, rows, window)
    dialog.open_over(window)
    return dialog


def rename_record(window: MainWindow) -> RenameDialog | None:
    """更名…: the current project gets another name."""
    rows = _selected(window)
    if len(rows) > 1:
        window.say(f"一次只能更名一个{window.pane.ledger.record_title}。")
    if len(rows) != 1:
        return None
    dialog = RenameDialog(window.document, window.pane.ledger, rows[0], window)
    dialog.open_over(window)
    return dialog


def _selected(window: MainWindow) -> list[Row]:
    pane = window.pane
    if not pane.grid.finish_editing():
        return []
    records = pane.selected_records()
    if not records:
        window.say(f"未选中{pane.ledger.record_title}。")
        return []
    return window.document.view(pane.ledger).rows(records)
