"""The commands of the menu 视图 that arrange columns, in a menu of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.views.commands.command import Command

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow

COLUMNS = "列"


def _column(window: MainWindow) -> str:
    """The name of the current column."""
    place = max(0, window.pane.grid.currentIndex().column())
    return window.pane.columns.arrangement.shown[place]


def _unfreeze(window: MainWindow) -> None:
    columns = window.pane.columns
    columns.arrange(columns.arrangement.freezing(0))


def _has_hidden(window: MainWindow) -> bool:
    pane = window.pane
    return bool(pane.columns.arrangement.hidden or Arrangement.usual(pane.ledger).hidden)


COLUMN_COMMANDS: tuple[Command, ...] = (
    Command("freeze", "view", "冻结到此列", lambda w: w.pane.columns.freeze(_column(w)), submenu=COLUMNS),
    Command(
        "unfreeze",
        "view",
        "取消冻结",
        _unfreeze,
        submenu=COLUMNS,
        enabled=lambda w: w.pane.columns.arrangement.frozen > 0,
    ),
    Command(
        "column_left",
        "view",
        "左移列",
        lambda w: w.pane.columns.step(_column(w), -1),
        ("Ctrl+Alt+Left", "Ctrl+["),
        submenu=COLUMNS,
        begins_group=True,
    ),
    Command(
        "column_right",
        "view",
        "右移列",
        lambda w: w.pane.columns.step(_column(w), 1),
        ("Ctrl+Alt+Right", "Ctrl+]"),
        submenu=COLUMNS,
    ),
    Command(
        "hide_columns",
        "view",
        "隐藏列",
        lambda w: w.pane.columns.hide(w.pane.columns.chosen()),
        ("Ctrl+Alt+0",),
        submenu=COLUMNS,
        begins_group=True,
    ),
    Command("choose_columns", "view", "显示列…", lambda w: w.pane.columns.open_chooser(), submenu=COLUMNS),
    Command(
        "every_column",
        "view",
        "显示全部列",
        lambda w: w.pane.columns.toggle_every(),
        ("Ctrl+Shift+A",),
        submenu=COLUMNS,
        enabled=_has_hidden,
        checked=lambda w: not w.pane.columns.arrangement.hidden,
    ),
    Command(
        "restore_columns",
        "view",
        "恢复默认列",
        lambda w: w.pane.columns.restore(),
        submenu=COLUMNS,
        begins_group=True,
    ),
)
