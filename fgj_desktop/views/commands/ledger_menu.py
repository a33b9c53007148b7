"""The commands of the menu 台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.commands.command import Command, beyond, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _add_title(window: MainWindow) -> str:
    return f"新增{window.pane.ledger.record_title}"


def _delete_title(window: MainWindow) -> str:
    return f"删除所选{window.pane.ledger.record_title}"


def _card_title(window: MainWindow) -> str:
    return f"{window.pane.ledger.record_title}卡片"


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
        "history",
        "ledger",
        "历史记录…",
        lambda w: w.show_history(),
        ("Ctrl+Shift+H",),
        "history",
        begins_group=True,
    ),
)
