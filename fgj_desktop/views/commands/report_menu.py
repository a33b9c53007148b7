"""The commands of the menu 报送: each begins with the round shown on the page 本期工作."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.views.commands.command import Command, beyond, writable

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def _submit_title(window: MainWindow) -> str:
    from fgj_desktop.ledgers.report_round import SUBMITTED

    page = window.middle.page_widget()
    info = getattr(page, "info", None)
    return "退回送审" if info is not None and info.state == SUBMITTED else "送审"


def _step(name: str, title: str, place: str, *, begins_group: bool = False, reads: bool = False) -> Command:
    """A step of the round; ``reads`` marks one that writes nothing into the file."""
    return Command(
        name,
        "report",
        title,
        beyond(place),
        enabled=(lambda _window: True) if reads else writable,
        begins_group=begins_group,
        on_page=True,
    )


COMMANDS: tuple[Command, ...] = (
    Command("round", "report", "本期工作", beyond("round_work:show_round"), ("Ctrl+3",), on_page=True),
    _step("begin_round", "开始新一轮…", "round_work:begin_round"),
    _step("change_round", "修改本轮…", "round_work:change_round"),
    _step("send_forms", "发放填报表…", "form_work:send_forms"),
    _step("collect_returns", "收表汇总…", "collect_work:collect_returns"),
    _step("register_return", "登记已报…", "round_work:register_return", begins_group=True),
    _step("register_nothing_new", "登记零报告…", "round_work:register_nothing_new"),
    _step("copy_chase", "复制催报文字", "round_work:copy_chase", reads=True),
    _step("record_chase", "登记催报…", "round_work:record_chase"),
    _step("send_back", "退回修改…", "round_work:send_back"),
    _step("adopt_returns", "汇总采用", "round_work:adopt_returns", begins_group=True),
    _step("check_round", "本期数据核查", "round_work:check_round", reads=True),
    _step("write_report", "写进展报告…", "report_work:write_report", reads=True),
    _step("update_document", "更新数字…", "report_work:update_document", reads=True),
    Command(
        "submit_round",
        "report",
        "送审",
        beyond("round_work:submit_round"),
        enabled=writable,
        title_now=_submit_title,
        on_page=True,
    ),
)
LAST: tuple[Command, ...] = (
    _step("keep_final", "登记定稿文件…", "archive_work:keep_final", begins_group=True),
    _step("print_round", "打印本期台账…", "round_work:print_round", reads=True),
    _step("archive_round", "归档本期…", "archive_work:archive_this", reads=True),
)
"""What follows when the period is closed."""
