"""Every command of the window, declared once: menus, tool bar and shortcuts are built from this list.

Other windows of the program are opened by the functions below; each imports its window when first
asked for, so that the start does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import WAN, YI

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.views.main_window import MainWindow

MENUS = (
    ("file", "文件(&F)"),
    ("edit", "编辑(&E)"),
    ("view", "视图(&V)"),
    ("ledger", "台账(&L)"),
    ("print", "打印(&P)"),
    ("tools", "工具(&T)"),
    ("help", "帮助(&H)"),
)
ZOOM = "显示比例"
RECENT = "最近打开"


def _always(_window: MainWindow) -> bool:
    return True


def _writable(window: MainWindow) -> bool:
    return not window.document.read_only


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``title_now`` and ``checked`` are asked whenever the window has changed."""

    name: str
    menu: str
    title: str
    run: Callable[[MainWindow], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    tool: str = ""
    """The title in the tool bar; empty for commands that are not there."""
    submenu: str = ""
    enabled: Callable[[MainWindow], bool] = _always
    title_now: Callable[[MainWindow], str] | None = None
    checked: Callable[[MainWindow], bool] | None = None
    hint: str = ""
    begins_group: bool = False


def _beyond(name: str) -> Callable[[MainWindow], object]:
    """A function of ``window_actions``, which is imported when a command of it is first used."""

    def run(window: MainWindow) -> object:
        from fgj_desktop.views import window_actions

        return getattr(window_actions, name)(window)

    return run


def _undo_title(window: MainWindow) -> str:
    label = window.document.store.undo_label()
    return f"撤销：{label}" if label else "撤销"


def _redo_title(window: MainWindow) -> str:
    label = window.document.store.redo_label()
    return f"恢复：{label}" if label else "恢复"


def _add_title(window: MainWindow) -> str:
    return f"新增{window.pane.ledger.record_title}"


def _delete_title(window: MainWindow) -> str:
    return f"删除所选{window.pane.ledger.record_title}"


COMMANDS: tuple[Command, ...] = (
    Command("new", "file", "新建台账文件…", lambda w: w.ask_for_new_file(), ("Ctrl+N",), "new"),
    Command("open", "file", "打开…", _beyond("ask_for_ledger"), ("Ctrl+O",), "open"),
    Command(
        "import",
        "file",
        "导入 Excel…",
        lambda w: w.import_files(),
        ("Ctrl+I",),
        "import",
        tool="导入 Excel",
        enabled=_writable,
        begins_group=True,
    ),
    Command("export", "file", "导出为 Excel…", _beyond("ask_to_export"), ("Ctrl+E",), "export", tool="导出"),
    Command(
        "back_up",
        "file",
        "立即备份",
        _beyond("back_up_now"),
        icon="backup",
        enabled=_writable,
        begins_group=True,
    ),
    Command("restore", "file", "还原备份…", _beyond("show_backups"), enabled=_writable),
    Command("folder", "file", "打开数据文件夹", _beyond("open_folder")),
    Command("quit", "file", "退出", lambda w: w.close(), ("Ctrl+Q",), begins_group=True),
    Command(
        "undo",
        "edit",
        "撤销",
        lambda w: w.undo(),
        ("Ctrl+Z", "Alt+Backspace"),
        "undo",
        tool="撤销",
        enabled=lambda w: _writable(w) and w.document.store.undo_label() is not None,
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
        enabled=lambda w: _writable(w) and w.document.store.redo_label() is not None,
        title_now=_redo_title,
    ),
    Command("copy", "edit", "复制", lambda w: w.pane.grid.copy_selection(), hint="Ctrl+C", begins_group=True),
    Command("clear", "edit", "清除内容", lambda w: w.pane.clear_cells(), hint="Del", enabled=_writable),
    Command("find", "edit", "查找", lambda w: w.start_search(), ("Ctrl+F",), "search", begins_group=True),
    Command(
        "clear_filter",
        "view",
        "清除筛选",
        lambda w: w.pane.clear_filter(),
        ("Ctrl+Shift+L",),
        "filter_clear",
        enabled=lambda w: w.pane.choice.is_narrowed,
    ),
    Command(
        "restore_order",
        "view",
        "恢复原序",
        lambda w: w.pane.restore_order(),
        ("Ctrl+Shift+O",),
        "sort_restore",
        enabled=lambda w: bool(w.pane.choice.order),
    ),
    Command("reapply", "view", "重新应用排序和筛选", lambda w: w.pane.reapply(), ("F5",)),
    Command(
        "every_column",
        "view",
        "显示全部列",
        lambda w: w.pane.show_every_column(not w.pane.shows_every_column),
        ("Ctrl+Shift+A",),
        enabled=lambda w: w.pane.has_hidden_columns,
        checked=lambda w: w.pane.shows_every_column,
        begins_group=True,
    ),
    Command(
        "charts",
        "view",
        "图表",
        lambda w: w.toggle(w.chart_dock),
        ("Ctrl+1",),
        checked=lambda w: w.chart_dock.isVisible(),
        begins_group=True,
    ),
    Command(
        "reminders",
        "view",
        "提醒",
        lambda w: w.toggle(w.reminder_dock),
        ("Ctrl+2",),
        checked=lambda w: w.reminder_dock.isVisible(),
    ),
    Command("pane", "view", "下一窗格", lambda w: w.next_pane(), ("F6",)),
    Command(
        "earlier",
        "view",
        "上一报告期",
        lambda w: w.period.step(later=False),
        ("Alt+PgUp",),
        begins_group=True,
    ),
    Command("later", "view", "下一报告期", lambda w: w.period.step(later=True), ("Alt+PgDown",)),
    Command(
        "wan",
        "view",
        "金额单位：万元",
        lambda w: w.document.set_money_unit(WAN),
        begins_group=True,
        checked=lambda w: w.document.money_unit == WAN,
    ),
    Command(
        "yi",
        "view",
        "金额单位：亿元",
        lambda w: w.document.set_money_unit(YI),
        checked=lambda w: w.document.money_unit == YI,
    ),
    Command(
        "dark",
        "view",
        "深色界面",
        lambda w: w.switch_theme(),
        begins_group=True,
        checked=lambda w: w.is_dark,
    ),
    Command("zoom_in", "view", "放大", lambda w: w.zoom_by(10), ("Ctrl++", "Ctrl+="), submenu=ZOOM),
    Command("zoom_out", "view", "缩小", lambda w: w.zoom_by(-10), ("Ctrl+-",), submenu=ZOOM),
    Command("zoom_reset", "view", "100%", lambda w: w.pane.grid.set_zoom(100), ("Ctrl+0",), submenu=ZOOM),
    Command(
        "add",
        "ledger",
        "新增项目",
        lambda w: w.pane.add_record(),
        ("Ctrl+Shift+N", "Ctrl+Ins"),
        "add",
        tool="新增",
        enabled=_writable,
        title_now=_add_title,
    ),
    Command(
        "delete",
        "ledger",
        "删除所选项目",
        lambda w: w.pane.delete_selected(),
        ("Ctrl+Del",),
        "delete",
        tool="删除",
        enabled=lambda w: _writable(w) and bool(w.pane.table and w.pane.table.ids),
        title_now=_delete_title,
    ),
    Command(
        "history",
        "ledger",
        "历史记录…",
        lambda w: w.show_history(),
        ("Ctrl+Shift+H",),
        "history",
        begins_group=True,
    ),
    Command("preview", "print", "打印预览", _beyond("preview"), ("Ctrl+P",), "print", tool="打印预览"),
    Command("pdf", "print", "输出 PDF…", _beyond("ask_for_pdf")),
    Command("lights", "tools", "亮灯规则…", _beyond("show_settings")),
    Command("settings", "tools", "选项…", _beyond("show_settings"), icon="settings"),
    Command("shortcuts", "help", "快捷键", _beyond("show_shortcuts"), ("F1",)),
    Command("check", "help", "检查数据文件", _beyond("check_file")),
    Command("about", "help", "关于", _beyond("show_about"), icon="about", begins_group=True),
)

TOOL_BAR = ("add", "delete", "", "undo", "redo", "", "import", "export", "preview")
