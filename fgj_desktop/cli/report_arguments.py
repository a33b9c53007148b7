"""The arguments of documents: which kind, of which period, to whom, with which head."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.cli.readers import read_day, read_period
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod

if TYPE_CHECKING:
    from argparse import ArgumentParser

KINDS = ("urbanization", "bulletin", "summary", "letter", "problems", "meeting", "applications")
LETTERS = ("提醒函", "督办函", "催报函")
LEVELS = ("区级", "市级")
HEADS = ("完整红头", "套印纸", "不带版头")


def report_arguments(parser: ArgumentParser) -> None:
    """The kind and all that is said of it."""
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=KINDS,
        help="urbanization 新型城镇化工作进展情况、bulletin 重点项目建设进展情况通报、"
        "summary 工作总结、letter 提醒函等、problems 问题清单报送件、meeting 调度会材料、"
        "applications 申报汇总表",
    )
    as_of_argument(parser)
    parser.add_argument("--today", metavar="日期", type=read_day, help="落款日期，默认今天")
    parser.add_argument("--letter", choices=LETTERS, default=LETTERS[0], help="函的种类，默认提醒函")
    parser.add_argument(
        "--unit", metavar="单位", action="append", default=[], help="函只发给这个责任单位，可写多次"
    )
    parser.add_argument("--reply-by", metavar="日期", type=read_day, help="函的回复时限，默认一周后")
    parser.add_argument("--number", metavar="文号", default="", help="如 浈发改函〔2021〕12号")
    parser.add_argument("--head", choices=HEADS, default=HEADS[0], help="函的版头，默认完整红头")
    parser.add_argument("--level", choices=LEVELS, default=LEVELS[0], help="问题清单报区级或市级，默认区级")
    parser.add_argument("--by-unit", action="store_true", help="半月报按牵头单位分、调度会材料按责任单位分")
    parser.add_argument(
        "--previous", metavar="上期.docx", type=Path, help="沿用上期文稿中的文字（数字仍由台账写出），并标出"
    )
    parser.add_argument("--register", action="store_true", help="函写出后登记到来文和函件")
    parser.add_argument("--unsealed", action="store_true", help="落款不加盖印章")
    parser.add_argument(
        "--template", metavar="模板.docx", type=Path, help="用这个模板，不用公文模板文件夹中的"
    )
    parser.add_argument("--sources", action="store_true", help="另存一份数据来源")
    parser.add_argument(
        "--as-reported", action="store_true", help="按定稿数字写（报告期已定稿并锁定的），不写报后更正后的"
    )


def update_arguments(parser: ArgumentParser) -> None:
    """The document that is brought up to date."""
    parser.add_argument("document", metavar="DOC.docx", type=Path, help="Word 文档（.docx）")
    as_of_argument(parser)
    basis = parser.add_mutually_exclusive_group()
    basis.add_argument("--as-reported", action="store_true", help="按定稿数字更新")
    basis.add_argument(
        "--as-corrected", action="store_true", help="按更正后的数字更新，原文按定稿数字写出时也是"
    )


def as_of_argument(parser: ArgumentParser) -> None:
    """A day, a month or half of one."""
    parser.add_argument(
        "--as-of",
        metavar="日期",
        type=read_moment,
        help="报告期截至日，如 2021-09-30；半月报也可写 2021-09-H2；不写时取最近有数据的月份",
    )


def read_moment(text: str) -> datetime.date | ReportPeriod:
    """A day, or a period said by its key."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    return read_period(text)


def period_of(
    said: datetime.date | ReportPeriod | None, today: datetime.date, usual: Month, *, half_month: bool
) -> ReportPeriod:
    """The period asked for; without one the last half month that is over, or the usual month."""
    if isinstance(said, ReportPeriod):
        return said if said.half or not half_month else ReportPeriod(said.month, "H2")
    if half_month:
        return ReportPeriod.ended_by(said or today)
    return ReportPeriod(usual if said is None else Month.closed_on(said))
