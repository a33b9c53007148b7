"""The arguments of every command. What argparse says is said in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from fgj_desktop.cli.print_arguments import preset_argument, print_arguments
from fgj_desktop.cli.readers import (
    read_day,
    read_ledger,
    read_month,
    read_period,
    read_scale,
    read_size,
    read_year,
)
from fgj_desktop.cli.report_arguments import report_arguments, update_arguments
from fgj_desktop.cli.round_arguments import collect_options, form_options, period_option
from fgj_desktop.ledgers import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROGRAM = "fgj-desktop"
SIZE = (1366, 768)
_TRANSLATIONS = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"无法识别的参数：\1"),
    (re.compile(r"argument (\S+): expected one argument"), r"参数 \1 后缺少内容"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"参数 \1 与 \2 只能写一个"),
    (re.compile(r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)"), r"参数 \1 没有 \2，可选：\3"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.+)"), r"参数 \1 的内容无效：\2"),
    (re.compile(r"argument (\S+): (.+)"), r"参数 \1：\2"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose own words are Chinese; ``error`` ends with code 2, as argparse has it."""

    def __init__(self, **options: Any) -> None:
        # argparse makes the parsers of subcommands with its own options.
        super().__init__(
            **{"formatter_class": _Formatter, **options, "add_help": False, "allow_abbrev": False}
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end."""
        for pattern, words in _TRANSLATIONS:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"用法有误：{message}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]


def make_parser() -> tuple[Parser, dict[str, Parser]]:
    """The parser of commands, and each command's own by its name."""
    parser = Parser(
        prog=PROGRAM,
        description="区发改局台账。不带命令时打开窗口：fgj-desktop [FILE] [--quit-after-paint]",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=Parser)
    made: dict[str, Parser] = {}

    def add(name: str, words: str, *parts: Callable[[Parser], object]) -> None:
        made[name] = commands.add_parser(name, help=words, description=words)
        for part in parts:
            part(made[name])

    add("new", "新建空白台账文件", _file)
    add("sample", "建立示例台账（2021年三季度）", _file)
    add("ledgers", "列出台账和各列", _json)
    add("import", "导入 Excel 工作簿；台账文件不存在时新建", _file, _ledger, _import, _as_of, _json)
    add("merge", "并入同事的台账：对方文件中新增和修改的内容，一次操作", _file, _merge, _json)
    add(
        "export",
        "导出为 .xlsx、.csv 或 .json",
        _file,
        _ledger,
        _out("OUT.xlsx"),
        _as_of,
        _as_reported,
        _group,
        preset_argument,
    )
    add(
        "fill",
        "套表填报：把台账填入上级的空表（.xlsx、.xlsm），另存为新文件",
        _file,
        _ledger,
        _blank,
        _out("OUT.xlsx"),
        _as_of,
        _group,
        _json,
    )
    add(
        "forms",
        "发放填报表：按轮次写出各单位的填报表，并登记发放",
        _file,
        _ledger,
        period_option,
        _out("DIR"),
        form_options,
        _dry_run,
        _json,
    )
    add(
        "collect",
        "收表汇总：读取文件夹中各单位的报表并汇入台账，一次操作",
        _file,
        collect_options,
        _dry_run,
        _json,
    )
    add(
        "print",
        "输出 PDF",
        _file,
        _ledger,
        _out("OUT.pdf|DIR"),
        _as_of,
        _as_reported,
        _group,
        print_arguments,
    )
    add("leader", "输出领导一页纸（PDF）", _file, _out("OUT.pdf"), _as_of, _today)
    add(
        "report",
        "写 Word 文档：进展情况、通报、工作总结、函；已改动过的文档不覆盖",
        _file,
        report_arguments,
        _out("OUT.docx"),
    )
    add(
        "update",
        "更新数字：Word 文档中的数据项和本软件写入的数字",
        _file,
        update_arguments,
        _out("OUT.docx"),
        _json,
    )
    add("figures", "统计数据，附单位和公式，以及全年投资预测（测算）", _file, _as_of, _narrowed, _json)
    add("lists", "各种清单；不写 KIND 时列出全部", _file, _list_kind, _as_of, _json)
    add(
        "listing",
        "入统比对：重点项目与在库项目；写明名单时按导入名单后比对，不改台账",
        _file,
        _list_workbook,
        _as_of,
        _json,
    )
    add("compare", "与上期对比：两个时期、两个工作日，或定稿与现在", _file, _ledger, _moments, _as_of, _json)
    add("close", "定稿并锁定一个时期；解锁更正之后用它重新锁定", _file, _ledger, _period, _json)
    add("unlock", "解锁更正一个已锁定的时期", _file, _ledger, _period, _reason, _json)
    add("closings", "已定稿的时期和报后更正", _file, _json)
    add(
        "scores",
        "镇办考核：总分、名次、等次和未评的指标；写明 OUT.pdf 时输出评分表",
        _file,
        _of_year,
        _out("OUT.pdf", required=False),
        _paper,
        _as_of,
        _json,
    )
    add("year", "把一个年度的台账结转到下年度", _file, _ledger, _to_year, _dry_run, _json)
    add("reminders", "需要催办的事项，急的在前", _file, _today, _json)
    add("findings", "数据核查：需要核对的内容", _file, _as_of, _json)
    add("chart", "图表；不写 KIND 时列出各种图表", _file, _kind, _out("OUT.png", required=False), _as_of)
    add("wallchart", "挂图作战图，输出 PDF", _file, _of_ledger, _out("OUT.pdf"), _as_of, _group, _paper)
    add("screenshot", "把窗口各页存为 PNG", _file, _out("DIR"), _as_of, _size)
    add("history", "操作历史，新的在前", _file, _json)
    add("undo", "撤销最近的操作，或撤销指定编号的操作", _file, _action, _json)
    add("check", "检查数据文件", _file, _json)
    add("backup", "备份台账文件", _file, _out("OUT", required=False))
    add("restore", "从备份还原台账文件", _backup, _out("FILE"))
    return parser, made


def window_parser() -> Parser:
    """The parser without a command: open the window."""
    parser = Parser(prog=PROGRAM, description="打开台账窗口")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="台账文件")
    parser.add_argument("--quit-after-paint", action="store_true", help="显示后即退出，用于测量启动时间")
    return parser


def _file(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="台账文件（.fgj）")


def _backup(parser: Parser) -> None:
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="备份文件")


def _ledger(parser: Parser) -> None:
    names = "、".join(ledger.name for ledger in NAVIGATION)
    parser.add_argument("ledger", metavar="LEDGER", type=read_ledger, help=f"台账：{names}")


def _list_workbook(parser: Parser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK", type=Path, nargs="?", help="统计局的在库项目名单")


def _of_ledger(parser: Parser) -> None:
    parser.add_argument(
        "--ledger",
        metavar="LEDGER",
        type=read_ledger,
        default=NAVIGATION[0],
        help=f"台账；默认{NAVIGATION[0].title}",
    )


def _import(parser: Parser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK", type=Path, help="工作簿（.xlsx、.xls、.ods、.csv …）")
    parser.add_argument("--sheet", metavar="NAME", help="只导入这一张工作表")
    _dry_run(parser)


def _dry_run(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="只说明会有哪些改动，不写入")


def _blank(parser: Parser) -> None:
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


def _merge(parser: Parser) -> None:
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


def _as_reported(parser: Parser) -> None:
    parser.add_argument("--as-reported", action="store_true", help="定稿时报出的内容，不是现在的")


def _moments(parser: Parser) -> None:
    said = "时期 2021-08、半月 2021-08-H1、定稿内容 定稿:2021-08，或工作日 2021-10-08（看当日下班时的台账）"
    parser.add_argument("start", metavar="FROM", help=said)
    parser.add_argument("end", metavar="TO", help="同上")


def _period(parser: Parser) -> None:
    parser.add_argument("period", metavar="PERIOD", type=read_period, help="时期：2021-09，或半月 2021-09-H2")


def _reason(parser: Parser) -> None:
    parser.add_argument("--reason", metavar="原因", required=True, help="更正原因")


def _to_year(parser: Parser) -> None:
    parser.add_argument("--to", metavar="年度", type=read_year, required=True, help="结转到的年度，如 2022")


def _of_year(parser: Parser) -> None:
    parser.add_argument(
        "--year", metavar="年度", type=read_year, help="考核年度，如 2020；不写时取最近有指标的年度"
    )


def _as_of(parser: Parser) -> None:
    parser.add_argument(
        "--as-of",
        metavar="日期",
        type=read_month,
        help="报告期截至日，如 2021-09-30；不写时取最近有数据的月份",
    )


def _today(parser: Parser) -> None:
    parser.add_argument("--today", metavar="日期", type=read_day, help="按这一天计算，如 2021-10-08")


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _out(name: str, *, required: bool = True) -> Callable[[Parser], object]:
    def add(parser: Parser) -> None:
        parser.add_argument("-o", "--out", metavar=name, type=Path, required=required, help="输出位置")

    return add


def _group(parser: Parser) -> None:
    parser.add_argument("--group", metavar="COLUMN", help="按这一列分组小计，如 责任单位")


def _paper(parser: Parser) -> None:
    parser.add_argument("--paper", choices=("A3", "A4"), default="A3", help="纸张，横向；默认 A3")


def _kind(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="图表种类")


def _narrowed(parser: Parser) -> None:
    parser.add_argument("--subset", metavar="COLUMN=VALUE", help="只统计这些重点项目，如 责任单位=区水务局")
    _as_reported(parser)
    parser.add_argument(
        "--without", metavar="NAME", action="append", default=[], help="剔除后测算：剔除这个项目，可写多次"
    )


def _list_kind(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="清单种类，如 not_started")
    parser.add_argument("--unit", metavar="单位", help="只列这个责任单位的")


def _size(parser: Parser) -> None:
    parser.add_argument(
        "--size", metavar="宽x高", type=read_size, default=SIZE, help="窗口大小，默认 1366x768"
    )
    parser.add_argument(
        "--scale", metavar="PERCENT", type=read_scale, default=100, help="显示比例 100～300，默认 100"
    )
    parser.add_argument("--dark", action="store_true", help="深色界面")


def _action(parser: Parser) -> None:
    parser.add_argument("action", metavar="ACTION", type=int, nargs="?", help="操作编号，见 history")


def names_command(arguments: Sequence[str], commands: Sequence[str]) -> bool:
    """Whether the arguments are a command's; else they are those of the window.

    A single word that is neither a command nor a file is a command misspelt.
    """
    first = next(iter(arguments), "")
    if first in {"-h", "--help"} or first in commands:
        return True
    return bool(first) and first.isidentifier() and not Path(first).exists()
