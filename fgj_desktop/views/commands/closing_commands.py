"""The commands of the menu 报送 that close a period, open it for corrections, and compare periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.commands.command import Command, beyond, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _close_title(window: MainWindow) -> str:
    from fgj_desktop.store.closing import closings

    known = closings(window.document.store, window.pane.ledger.name)
    opened = any(one.period.month == window.document.month and not one.is_locked for one in known)
    return "重新锁定…" if opened else "定稿并锁定…"


COMMANDS: tuple[Command, ...] = (
    Command(
        "close_period",
        "report",
        "定稿并锁定…",
        beyond("closing_work:close_period"),
        enabled=writable,
        title_now=_close_title,
        begins_group=True,
        on_page=True,
    ),
    Command(
        "unlock_period",
        "report",
        "解锁更正…",
        beyond("closing_work:unlock_period"),
        enabled=writable,
        on_page=True,
    ),
    Command(
        "corrections",
        "report",
        "报后更正…",
        beyond("closing_work:show_corrections"),
        on_page=True,
    ),
    Command(
        "closings",
        "report",
        "定稿记录…",
        beyond("closing_work:show_closings"),
        on_page=True,
    ),
    Command(
        "compare_periods",
        "report",
        "与上期对比…",
        beyond("closing_work:compare_periods"),
        on_page=True,
    ),
)
