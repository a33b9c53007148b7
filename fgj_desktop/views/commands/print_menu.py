"""The commands of the menu 打印."""

from __future__ import annotations

from fgj_desktop.rules.print_parts import LEADER, UNIT, field_for
from fgj_desktop.views.commands.command import Command, beyond

COMMANDS: tuple[Command, ...] = (
    Command(
        "preview",
        "print",
        "打印预览",
        beyond("print_work:print_page"),
        ("Ctrl+P",),
        "print",
        tool="打印预览",
        on_page=True,
    ),
    Command("print", "print", "打印…", beyond("print_work:print_now"), on_page=True),
    Command("print_selected", "print", "打印所选…", beyond("print_work:print_selected")),
    Command(
        "print_units",
        "print",
        "按责任单位分别打印…",
        beyond("print_work:print_for_units"),
        enabled=lambda w: field_for(w.pane.ledger, UNIT) is not None,
        begins_group=True,
    ),
    Command(
        "print_leaders",
        "print",
        "按挂点领导分别打印…",
        beyond("print_work:print_for_leaders"),
        enabled=lambda w: field_for(w.pane.ledger, LEADER) is not None,
    ),
    Command(
        "record_sheets",
        "print",
        "一项一档…",
        beyond("record_sheets:preview_sheets"),
        begins_group=True,
    ),
    Command(
        "wallchart",
        "print",
        "挂图作战图…",
        beyond("print_work:print_wallchart"),
        enabled=lambda w: w.pane.ledger.time_line is not None,
    ),
    Command(
        "leader_page",
        "print",
        "领导一页纸…",
        beyond("leader_preview:preview_leader_page"),
        on_page=True,
    ),
    Command("pdf", "print", "输出 PDF…", beyond("window_actions:ask_for_pdf"), begins_group=True),
)
