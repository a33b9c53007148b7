"""The commands of the menu 视图."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.views.commands.command import ZOOM, Command, Entry, beyond
from fgj_desktop.views.commands.view_columns import COLUMN_COMMANDS
from fgj_desktop.views.group_folding import group_by
from fgj_desktop.views.pages import START_PAGE

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow

GROUP = "分组"
VIEWS = "切换视图"


def _group_entries(window: MainWindow) -> list[Entry]:
    """The columns by which the ledger shown can be grouped."""
    pane = window.pane
    titles: dict[str | None, str] = {None: "不分组"}
    month = window.document.month
    titles |= {field.name: field.title_for(month, short=True) for field in pane.ledger.group_fields}
    return [
        Entry(title, partial(group_by, pane, name), checked=pane.choice.group == name)
        for name, title in titles.items()
    ]


def _is_grouped(window: MainWindow) -> bool:
    return window.pane.shown_table.is_grouped


def _view_entries(window: MainWindow) -> list[Entry]:
    """The views of the ledger shown, with the one chosen last."""
    views = window.pane.views
    return [
        Entry(one.name, partial(views.apply, one), checked=one.name == views.current)
        for one in views.offered()
    ]


COMMANDS: tuple[Command, ...] = (
    Command(
        "filter",
        "view",
        "筛选…",
        lambda w: w.pane.filters.open_popup(w.pane.grid.currentIndex().column()),
        # Input methods take Ctrl+Shift+F for traditional characters.
        ("Ctrl+Shift+F", "Alt+Shift+Down"),
        "filter",
    ),
    Command(
        "filter_by_cell",
        "view",
        "按此格的值筛选",
        lambda w: w.pane.filters.filter_by_cell(),
        ("Ctrl+Shift+E",),
    ),
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
    Command("group", "view", GROUP, entries=_group_entries),
    Command(
        "fold",
        "view",
        "折叠本组",
        lambda w: w.pane.folding.fold(folded=True),
        ("Alt+Left", "Alt+-"),
        submenu=GROUP,
        enabled=_is_grouped,
    ),
    Command(
        "unfold",
        "view",
        "展开本组",
        lambda w: w.pane.folding.fold(folded=False),
        ("Alt+Right", "Alt+="),
        submenu=GROUP,
        enabled=_is_grouped,
    ),
    Command(
        "fold_all",
        "view",
        "全部折叠",
        lambda w: w.pane.folding.fold_all(folded=True),
        ("Alt+Shift+Left",),
        submenu=GROUP,
        enabled=_is_grouped,
    ),
    Command(
        "unfold_all",
        "view",
        "全部展开",
        lambda w: w.pane.folding.fold_all(folded=False),
        ("Alt+Shift+Right",),
        submenu=GROUP,
        enabled=_is_grouped,
    ),
    Command("reapply", "view", "重新应用排序和筛选", lambda w: w.pane.reapply(), ("F5",)),
    Command("views", "view", VIEWS, entries=_view_entries, begins_group=True),
    Command(
        "save_view",
        "view",
        "保存当前视图…",
        beyond("view_dialogs:save_view"),
        ("Ctrl+Shift+S",),
        submenu=VIEWS,
        begins_group=True,
    ),
    Command("manage_views", "view", "管理视图…", beyond("view_dialogs:manage_views"), submenu=VIEWS),
    *COLUMN_COMMANDS,
    Command(
        "charts",
        "view",
        "图表",
        lambda w: w.sides.toggle(w.sides.chart_dock),
        ("Ctrl+1",),
        checked=lambda w: w.sides.chart_dock.isVisible(),
        begins_group=True,
    ),
    Command(
        "reminders",
        "view",
        "提醒",
        lambda w: w.sides.toggle(w.sides.reminder_dock),
        ("Ctrl+2",),
        checked=lambda w: w.sides.reminder_dock.isVisible(),
    ),
    Command(
        "workbench",
        "view",
        "工作台",
        lambda w: w.open_page(START_PAGE),
        ("Alt+Home",),
        begins_group=True,
        on_page=True,
    ),
    Command("pane", "view", "下一窗格", lambda w: w.going.to_next_part(), ("F6",), on_page=True),
    Command(
        "earlier",
        "view",
        "上一报告期",
        lambda w: w.period.step(later=False),
        ("Alt+PgUp",),
        begins_group=True,
        on_page=True,
    ),
    Command(
        "later", "view", "下一报告期", lambda w: w.period.step(later=True), ("Alt+PgDown",), on_page=True
    ),
    Command(
        "wan",
        "view",
        "金额单位：万元",
        lambda w: w.show_money_unit(WAN),
        begins_group=True,
        checked=lambda w: w.document.money_unit == WAN,
        on_page=True,
    ),
    Command(
        "yi",
        "view",
        "金额单位：亿元",
        lambda w: w.show_money_unit(YI),
        checked=lambda w: w.document.money_unit == YI,
        on_page=True,
    ),
    Command(
        "dark",
        "view",
        "深色界面",
        lambda w: w.switch_theme(),
        begins_group=True,
        checked=lambda w: w.is_dark,
        on_page=True,
    ),
    Command("zoom_in", "view", "放大", lambda w: w.zoom_by(10), ("Ctrl++", "Ctrl+="), submenu=ZOOM),
    Command("zoom_out", "view", "缩小", lambda w: w.zoom_by(-10), ("Ctrl+-",), submenu=ZOOM),
    Command("zoom_reset", "view", "100%", lambda w: w.pane.grid.set_zoom(100), ("Ctrl+0",), submenu=ZOOM),
)
