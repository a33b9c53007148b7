"""Every command of the window, declared once: one file for each menu, read together here."""

from __future__ import annotations

from fgj_desktop.views.commands import (
    closing_commands,
    edit_menu,
    file_menu,
    help_menu,
    ledger_menu,
    mark_commands,
    print_menu,
    report_menu,
    tools_menu,
    view_menu,
)
from fgj_desktop.views.commands.command import Command

MENUS = (
    ("file", "文件(&F)"),
    ("edit", "编辑(&E)"),
    ("view", "视图(&V)"),
    ("ledger", "台账(&L)"),
    ("report", "报送(&R)"),
    ("print", "打印(&P)"),
    ("tools", "工具(&T)"),
    ("help", "帮助(&H)"),
)
COMMANDS: tuple[Command, ...] = (
    *file_menu.COMMANDS,
    *edit_menu.COMMANDS,
    *mark_commands.COMMANDS,
    *view_menu.COMMANDS,
    *ledger_menu.COMMANDS,
    *report_menu.COMMANDS,
    *closing_commands.COMMANDS,
    *report_menu.LAST,
    *print_menu.COMMANDS,
    *tools_menu.COMMANDS,
    *help_menu.COMMANDS,
)

TOOL_BAR = ("add", "delete", "", "undo", "redo", "", "import", "export", "preview")
"""Names of commands in the tool bar; an empty name is a gap."""

CELL_MENU = (
    "cut",
    "copy",
    "copy_with_titles",
    "paste",
    "paste_values",
    "",
    "clear",
    "copy_last_month",
    "",
    "filter_by_cell",
    "",
    "note",
    "colour",
    "answer",
    "",
    "add",
    "delete",
    "",
    "card",
    "cell_history",
    "record_history",
)
"""Names of commands that a right click on a cell offers; an empty name is a line."""

__all__ = ["CELL_MENU", "COMMANDS", "MENUS", "TOOL_BAR", "Command"]
