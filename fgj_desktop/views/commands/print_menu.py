"""The commands of the menu 打印."""

from __future__ import annotations

from fgj_desktop.views.commands.command import Command, beyond

COMMANDS: tuple[Command, ...] = (
    Command(
        "preview",
        "print",
        "打印预览",
        beyond("window_actions:preview"),
        ("Ctrl+P",),
        "print",
        tool="打印预览",
    ),
    Command("record_sheets", "print", "一项一档…", beyond("record_sheets:preview_sheets")),
    Command(
        "wallchart",
        "print",
        "挂图作战图…",
        beyond("wallchart_preview:preview_wallchart"),
        enabled=lambda w: w.pane.ledger.time_line is not None,
    ),
    Command(
        "leader_page",
        "print",
        "领导一页纸…",
        beyond("leader_preview:preview_leader_page"),
        on_page=True,
    ),
    Command("pdf", "print", "输出 PDF…", beyond("window_actions:ask_for_pdf")),
)
