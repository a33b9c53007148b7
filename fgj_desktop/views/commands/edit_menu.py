"""The commands of the menu 编辑."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.commands.command import Command, beyond, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _undo_title(window: MainWindow) -> str:
    label = window.document.store.undo_label()
    return f"撤销：{label}" if label else "撤销"


def _redo_title(window: MainWindow) -> str:
    label = window.document.store.redo_label()
    return f"恢复：{label}" if label else "恢复"


COMMANDS: tuple[Command, ...] = (
    Command(
        "undo",
        "edit",
        "撤销",
        lambda w: w.undo(),
        ("Ctrl+Z", "Alt+Backspace"),
        "undo",
        tool="撤销",
        enabled=lambda w: writable(w) and w.document.store.undo_label() is not None,
        title_now=_undo_title,
    ),
    Command(
        "redo",
        "edit",
        "恢复",
        lambda w: w.redo(),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        "redo",
        tool="恢复",
        enabled=lambda w: writable(w) and w.document.store.redo_label() is not None,
        title_now=_redo_title,
    ),
    Command("copy", "edit", "复制", lambda w: w.pane.grid.copy_selection(), hint="Ctrl+C", begins_group=True),
    Command("clear", "edit", "清除内容", lambda w: w.pane.clear_cells(), hint="Del", enabled=writable),
    Command("today", "edit", "填入今天日期", beyond("typing:type_today"), ("Ctrl+;",), enabled=writable),
    # Input methods take Shift+Space and Ctrl+Space, so F8 stands for the space bar.
    Command(
        "select_rows",
        "edit",
        "选择整行",
        lambda w: w.pane.grid.select_rows(),
        ("Shift+F8",),
        begins_group=True,
    ),
    Command("select_columns", "edit", "选择整列", lambda w: w.pane.grid.select_columns(), ("Ctrl+F8",)),
    Command("find", "edit", "查找", lambda w: w.start_search(), ("Ctrl+F",), "search", begins_group=True),
)
