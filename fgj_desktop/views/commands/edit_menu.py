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
        on_page=True,
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
        on_page=True,
    ),
    Command(
        "cut",
        "edit",
        "剪切",
        lambda w: w.pane.clipboard.cut(),
        hint="Ctrl+X",
        enabled=writable,
        begins_group=True,
    ),
    Command("copy", "edit", "复制", lambda w: w.pane.clipboard.copy(), hint="Ctrl+C"),
    Command(
        "copy_with_titles",
        "edit",
        "连同表头复制",
        lambda w: w.pane.clipboard.copy(with_titles=True),
        ("Ctrl+Shift+C",),
    ),
    Command("paste", "edit", "粘贴", lambda w: w.pane.clipboard.paste(), hint="Ctrl+V", enabled=writable),
    Command(
        "paste_values",
        "edit",
        "只粘贴数值",
        lambda w: w.pane.clipboard.paste(values_only=True),
        ("Ctrl+Shift+V",),
        enabled=writable,
    ),
    Command("clear", "edit", "清除内容", lambda w: w.pane.clipboard.clear(), hint="Del", enabled=writable),
    Command(
        "fill_down",
        "edit",
        "向下填充",
        lambda w: w.pane.filling.down(),
        ("Ctrl+D",),
        enabled=writable,
        begins_group=True,
    ),
    Command(
        "fill_right", "edit", "向右填充", lambda w: w.pane.filling.right(), ("Ctrl+R",), enabled=writable
    ),
    Command(
        "copy_last_month",
        "edit",
        "复制上月内容",
        lambda w: w.pane.filling.last_month(),
        ("Ctrl+Shift+M",),
        enabled=writable,
    ),
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
    Command("find", "edit", "查找…", beyond("pane_finding:find"), ("Ctrl+F",), "search", begins_group=True),
    Command("find_next", "edit", "查找下一处", beyond("pane_finding:find_next"), ("Shift+F4",)),
    Command("find_previous", "edit", "查找上一处", beyond("pane_finding:find_previous"), ("Ctrl+Shift+F4",)),
    Command("replace", "edit", "替换…", beyond("pane_finding:replace"), ("Ctrl+H",), enabled=writable),
    Command("go_to", "edit", "定位…", beyond("go_to:go_to"), ("Ctrl+G",)),
    Command("search", "edit", "搜索并筛选", lambda w: w.going.to_search(), ("Ctrl+Shift+K",)),
)
