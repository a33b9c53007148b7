"""The commands of the menu 台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.rules.raising import raised_of
from fgj_desktop.rules.register_change import can_be_renamed
from fgj_desktop.views.commands.command import Command, beyond, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _add_title(window: MainWindow) -> str:
    return f"新增{window.pane.ledger.record_title}"


def _delete_title(window: MainWindow) -> str:
    return f"删除所选{window.pane.ledger.record_title}"


def _card_title(window: MainWindow) -> str:
    return f"{window.pane.ledger.record_title}卡片"


def _record_history_title(window: MainWindow) -> str:
    return f"{window.pane.ledger.record_title}历史…"


def _has_register(window: MainWindow) -> bool:
    return writable(window) and window.pane.ledger.register_basis is not None


COMMANDS: tuple[Command, ...] = (
    Command(
        "add",
        "ledger",
        "新增项目",
        lambda w: w.pane.add_record(),
        ("Ctrl+Shift+N", "Alt+Ins"),
        "add",
        tool="新增",
        enabled=writable,
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
        enabled=lambda w: writable(w) and bool(w.pane.table and w.pane.table.ids),
        title_now=_delete_title,
    ),
    Command(
        "let_join",
        "ledger",
        "调入…",
        beyond("register_work:let_join"),
        enabled=_has_register,
        begins_group=True,
    ),
    Command("let_leave", "ledger", "调出…", beyond("register_work:let_leave"), enabled=_has_register),
    Command(
        "rename",
        "ledger",
        "更名…",
        beyond("register_work:rename_record"),
        ("Ctrl+Shift+F2",),
        enabled=lambda w: writable(w) and can_be_renamed(w.pane.ledger),
    ),
    Command(
        "let_become",
        "ledger",
        "转为重点项目…",
        beyond("becoming_dialog:let_become"),
        enabled=lambda w: writable(w) and w.pane.ledger.becomes is not None,
    ),
    Command(
        "change_year",
        "ledger",
        "结转到下年度…",
        beyond("year_dialog:change_year"),
        enabled=lambda w: writable(w) and w.pane.ledger.year_change is not None,
    ),
    Command(
        "usual_rows",
        "ledger",
        "补齐默认步骤",
        beyond("usual_rows_work:fill_usual_rows"),
        enabled=lambda w: writable(w) and w.pane.ledger.usual_rows is not None,
    ),
    Command(
        "raise_problem",
        "ledger",
        "登记问题…",
        beyond("raising_work:raise_problems"),
        enabled=lambda w: writable(w) and raised_of(w.pane.ledger, NAVIGATION) is not None,
    ),
    Command(
        "card",
        "ledger",
        "项目卡片",
        beyond("card_side:toggle_card"),
        ("F3",),
        "card",
        title_now=_card_title,
        checked=lambda w: "cards" in w.__dict__ and w.cards.is_open,
        begins_group=True,
    ),
    Command(
        "cell_history",
        "ledger",
        "此格历史",
        beyond("cell_history:show_cell_history"),
        ("Ctrl+Shift+H",),
        begins_group=True,
    ),
    Command(
        "record_history",
        "ledger",
        "项目历史…",
        beyond("record_history:show_record_history"),
        ("Shift+F7",),
        title_now=_record_history_title,
    ),
    Command(
        "history",
        "ledger",
        "历史记录…",
        beyond("history_window:show_history"),
        ("F7",),
        "history",
        on_page=True,
    ),
)
