"""The commands of the menu 文件."""

from __future__ import annotations

from fgj_desktop.views.commands.command import Command, beyond, writable

COMMANDS: tuple[Command, ...] = (
    Command("new", "file", "新建台账文件…", lambda w: w.ask_for_new_file(), ("Ctrl+N",), "new"),
    Command("open", "file", "打开…", beyond("window_actions:ask_for_ledger"), ("Ctrl+O",), "open"),
    Command(
        "import",
        "file",
        "导入 Excel…",
        lambda w: w.import_files(),
        ("Ctrl+I",),
        "import",
        tool="导入 Excel",
        enabled=writable,
        begins_group=True,
    ),
    Command(
        "export",
        "file",
        "导出为 Excel…",
        beyond("window_actions:ask_to_export"),
        ("Ctrl+E",),
        "export",
        tool="导出",
    ),
    Command(
        "back_up",
        "file",
        "立即备份",
        beyond("window_actions:back_up_now"),
        icon="backup",
        enabled=writable,
        begins_group=True,
    ),
    Command("restore", "file", "还原备份…", beyond("window_actions:show_backups"), enabled=writable),
    Command("folder", "file", "打开数据文件夹", beyond("window_actions:open_folder")),
    Command("quit", "file", "退出", lambda w: w.close(), ("Ctrl+Q",), begins_group=True),
)
