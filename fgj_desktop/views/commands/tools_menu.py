"""The commands of the menu 工具."""

from __future__ import annotations

from fgj_desktop.views.commands.command import Command, beyond

COMMANDS: tuple[Command, ...] = (
    Command("lights", "tools", "亮灯规则…", beyond("window_actions:show_settings")),
    Command("settings", "tools", "选项…", beyond("window_actions:show_settings"), icon="settings"),
)
