"""What commands take: each function adds the arguments of one matter to a command's parser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.cli.readers import (
    read_day,
    read_ledger,
    read_month,
    read_period,
    read_scale,
    read_size,
    read_year,
)
from fgj_desktop.ledgers import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.cli.parser import Parser

SIZE = (1366, 768)


def file_option(parser: Parser) -> None:
    """The ledger file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="台账文件（.fgj）")


def backup_option(parser: Parser) -> None:
    """The backup that a file is restored from."""
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="备份文件")


def ledger_option(parser: Parser) -> None:
    """One ledger by its identifier or title."""
    names = "、".join(ledger.name for ledger in NAVIGATION)
    parser.add_argument("ledger", metavar="LEDGER", type=read_ledger, help=f"台账：{names}")


def list_workbook_option(parser: Parser) -> None:
    """The statistics bureau's list, when it is a workbook."""
    parser.add_argument("workbook", metavar="WORKBOOK", type=Path, nargs="?", help="统计局的在库项目名单")


def of_ledger_option(parser: Parser) -> None:
    """The ledger of a chart of bars, when it is another than the usual one."""
    parser.add_argument(
        "--ledger",
        metavar="LEDGER",
        type=read_ledger,
        default=NAVIGATION[0],
        help=f"台账；默认{NAVIGATION[0].title}",
    )


def import_option(parser: Parser) -> None:
    """The workbook and which of its sheets."""
    parser.add_argument("workbook", metavar="WORKBOOK", type=Path, help="工作簿（.xlsx、.xls、.ods、.csv …）")
    parser.add_argument("--sheet", metavar="NAME", help="只导入这一张工作表")
    dry_run_option(parser)


def dry_run_option(parser: Parser) -> None:
    """Only tell what would change."""
    parser.add_argument("--dry-run", action="store_true", help="只说明会有哪些改动，不写入")


def blank_option(parser: Parser) -> None:
    """The blank workbook, and which rows go into it."""
    parser.add_argument("blank", metavar="BLANK", type=Path, help="空表（.xlsx、.xlsm），只读取")
    parser.add_argument("--sheet", metavar="NAME", help="填这一张工作表")
    parser.add_argument(
        "--only",
        metavar="COLUMN=VALUE",
        action="append",
        default=[],
        help="只填这些行，如 责任单位=区水务局，可写多次",
    )
    parser.add_argument("--missing", action="store_true", help="表中没有列出的也填入空行")
    parser.add_argument("--similar", action="store_true", help="名称相近的按同一项填")
    parser.add_argument("--uncounted", action="store_true", help="不计入合计的（前期预备、调出）也填")
    parser.add_argument("--dry-run", action="store_true", help="只说明会填哪些内容，不生成文件")


def merge_option(parser: Parser) -> None:
    """The colleague's file, and who is right where both changed a cell."""
    parser.add_argument("other", metavar="OTHER", type=Path, help="同事的台账文件（.fgj），只读取")
    parser.add_argument(
        "--ledger", metavar="NAME", type=read_ledger, action="append", help="只并入这个台账，可写多次"
    )
    side = parser.add_mutually_exclusive_group()
    side.add_argument("--theirs", action="store_true", help="冲突的单元格用对方的")
    side.add_argument("--ours", action="store_true", help="冲突的单元格用本文件的（默认）")
    parser.add_argument("--delete", action="store_true", help="对方已删除而本文件未改过的，也删除")
    parser.add_argument("--other-bureau", action="store_true", help="单位或行政区划与本文件不同时也并入")
    parser.add_argument("--dry-run", action="store_true", help="只说明会有哪些改动，不写入")


def as_reported_option(parser: Parser) -> None:
    """What was reported when the period was closed."""
    parser.add_argument("--as-reported", action="store_true", help="定稿时报出的内容，不是现在的")


def moments_option(parser: Parser) -> None:
    """The two states that are compared."""
    said = "时期 2021-08、半月 2021-08-H1、定稿内容 定稿:2021-08，或工作日 2021-10-08（看当日下班时的台账）"
    parser.add_argument("start", metavar="FROM", help=said)
    parser.add_argument("end", metavar="TO", help="同上")


def closed_period_option(parser: Parser) -> None:
    """The period that is closed or opened."""
    parser.add_argument("period", metavar="PERIOD", type=read_period, help="时期：2021-09，或半月 2021-09-H2")


def reason_option(parser: Parser) -> None:
    """Why a period is opened."""
    parser.add_argument("--reason", metavar="原因", required=True, help="更正原因")


def to_year_option(parser: Parser) -> None:
    """The year that records go on in."""
    parser.add_argument("--to", metavar="年度", type=read_year, required=True, help="结转到的年度，如 2022")


def of_year_option(parser: Parser) -> None:
    """The year of an assessment."""
    parser.add_argument(
        "--year", metavar="年度", type=read_year, help="考核年度，如 2020；不写时取最近有指标的年度"
    )


def as_of_option(parser: Parser) -> None:
    """The last day of the month that is looked at."""
    parser.add_argument(
        "--as-of",
        metavar="日期",
        type=read_month,
        help="报告期截至日，如 2021-09-30；不写时取最近有数据的月份",
    )


def today_option(parser: Parser) -> None:
    """The day that is taken for today."""
    parser.add_argument("--today", metavar="日期", type=read_day, help="按这一天计算，如 2021-10-08")


def json_option(parser: Parser) -> None:
    """One JSON object instead of words."""
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def out_option(name: str, *, required: bool = True) -> Callable[[Parser], object]:
    """Where the result goes, under this name in the help."""

    def add(parser: Parser) -> None:
        parser.add_argument("-o", "--out", metavar=name, type=Path, required=required, help="输出位置")

    return add


def group_option(parser: Parser) -> None:
    """A column that rows are grouped by."""
    parser.add_argument("--group", metavar="COLUMN", help="按这一列分组小计，如 责任单位")


def paper_option(parser: Parser) -> None:
    """The paper of a print."""
    parser.add_argument("--paper", choices=("A3", "A4"), default="A3", help="纸张，横向；默认 A3")


def kind_option(parser: Parser) -> None:
    """A kind of chart."""
    parser.add_argument("kind", metavar="KIND", nargs="?", help="图表种类")


def narrowed_option(parser: Parser) -> None:
    """Of which key projects figures are told, and as of which state."""
    parser.add_argument("--subset", metavar="COLUMN=VALUE", help="只统计这些重点项目，如 责任单位=区水务局")
    as_reported_option(parser)
    parser.add_argument(
        "--without", metavar="NAME", action="append", default=[], help="剔除后测算：剔除这个项目，可写多次"
    )


def list_kind_option(parser: Parser) -> None:
    """A kind of list, and whose."""
    parser.add_argument("kind", metavar="KIND", nargs="?", help="清单种类，如 not_started")
    parser.add_argument("--unit", metavar="单位", help="只列这个责任单位的")


def size_option(parser: Parser) -> None:
    """Size, scale and palette of the window."""
    parser.add_argument(
        "--size", metavar="宽x高", type=read_size, default=SIZE, help="窗口大小，默认 1366x768"
    )
    parser.add_argument(
        "--scale", metavar="PERCENT", type=read_scale, default=100, help="显示比例 100～300，默认 100"
    )
    parser.add_argument("--dark", action="store_true", help="深色界面")


def action_option(parser: Parser) -> None:
    """The number of a step."""
    parser.add_argument("action", metavar="ACTION", type=int, nargs="?", help="操作编号，见 history")
