"""The commands of the menu 帮助."""

from __future__ import annotations

from fgj_desktop.views.commands.command import Command, beyond

COMMANDS: tuple[Command, ...] = (
    Command("shortcuts", "help", "快捷键", beyond("window_actions:show_shortcuts"), ("F1",)),
    Command("check", "help", "检查数据文件", beyond("window_actions:check_file")),
    Command("about", "help", "关于", beyond("window_actions:show_about"), icon="about", begins_group=True),
)
