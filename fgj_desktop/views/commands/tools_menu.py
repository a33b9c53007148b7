"""The commands of the menu 工具."""

from __future__ import annotations

from fgj_desktop.views.commands.command import Command, beyond

COMMANDS: tuple[Command, ...] = (
    Command(
        "checks",
        "tools",
        "数据核查",
        beyond("check_work:show_checks"),
        ("F9",),
        "check",
        checked=lambda w: w.checking.dock.isVisible(),
    ),
    Command("next_problem", "tools", "下一处问题", beyond("check_work:next_problem"), ("F8",), on_page=False),
    Command(
        "previous_problem",
        "tools",
        "上一处问题",
        beyond("check_work:previous_problem"),
        ("Alt+F8",),
        on_page=False,
    ),
    Command("lights", "tools", "亮灯规则…", beyond("window_actions:show_settings"), begins_group=True),
    Command("settings", "tools", "选项…", beyond("window_actions:show_settings"), icon="settings"),
)
