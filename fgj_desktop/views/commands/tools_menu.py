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
    Command(
        "figures", "tools", "统计数据…", beyond("figure_dialog:show_figures"), ("Ctrl+F9",), begins_group=True
    ),
    Command("lists", "tools", "清单…", beyond("list_dialog:show_lists")),
    Command("cross_table", "tools", "开工—入库—投资交叉表", beyond("cross_table_dialog:show_cross_table")),
    Command("leaving_out", "tools", "剔除后测算…", beyond("leaving_out_dialog:show_leaving_out")),
    Command("forecast", "tools", "全年投资预测（测算）", beyond("forecast_dialog:show_forecast")),
    Command("listing", "tools", "入统比对…", beyond("listing_dialog:show_listing"), begins_group=True),
    Command("lights", "tools", "亮灯规则…", beyond("window_actions:show_settings"), begins_group=True),
    Command("due_rules", "tools", "报送日程…", beyond("due_rules_dialog:show_due_rules")),
    Command("templates", "tools", "公文模板…", beyond("template_dialog:show_templates")),
    Command("settings", "tools", "选项…", beyond("window_actions:show_settings"), icon="settings"),
)
