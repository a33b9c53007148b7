"""The commands of the menu 文件."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.views.commands.command import Command, Entry, beyond, nothing, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _recent(window: MainWindow) -> list[Entry]:
    """The ledger files opened lately, this one left out."""
    here = window.document.store.path.absolute()
    others = [path for path in window.memory.recent() if path.absolute() != here]
    found = [Entry(str(path), partial(window.open_requested.emit, path)) for path in others]
    return found or [Entry("没有其他台账文件", partial(nothing, window), enabled=False)]


COMMANDS: tuple[Command, ...] = (
    Command("new", "file", "新建台账文件…", lambda w: w.ask_for_new_file(), ("Ctrl+N",), "new"),
    Command("open", "file", "打开…", beyond("window_actions:ask_for_ledger"), ("Ctrl+O",), "open"),
    Command("recent", "file", "最近打开", entries=_recent),
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
        on_page=False,
    ),
    Command("fill", "file", "套表填报…", beyond("fill_work:fill_blank"), on_page=False),
    Command(
        "merge",
        "file",
        "并入同事的台账…",
        beyond("merge_dialog:merge_colleague"),
        enabled=writable,
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
