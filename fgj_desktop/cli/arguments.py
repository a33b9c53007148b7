"""The commands and their arguments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fgj_desktop.cli.options import (
    action_option,
    as_of_option,
    as_reported_option,
    backup_option,
    blank_option,
    closed_period_option,
    dry_run_option,
    file_option,
    group_option,
    import_option,
    json_option,
    kind_option,
    ledger_option,
    list_kind_option,
    list_workbook_option,
    merge_option,
    moments_option,
    narrowed_option,
    of_ledger_option,
    of_year_option,
    out_option,
    paper_option,
    reason_option,
    size_option,
    to_year_option,
    today_option,
)
from fgj_desktop.cli.parser import PROGRAM, Parser
from fgj_desktop.cli.print_arguments import preset_argument, print_arguments
from fgj_desktop.cli.report_arguments import report_arguments, update_arguments
from fgj_desktop.cli.round_arguments import collect_options, form_options, period_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Command: TypeAlias = "tuple[str, str, tuple[Callable[[Parser], object], ...]]"
"""Its name, what help says of it, and what it takes."""

_COMMANDS: tuple[Command, ...] = (
    ("new", "新建空白台账文件", (file_option,)),
    ("sample", "建立示例台账（2021年三季度）", (file_option,)),
    ("ledgers", "列出台账和各列", (json_option,)),
    (
        "import",
        "导入 Excel 工作簿；台账文件不存在时新建",
        (file_option, ledger_option, import_option, as_of_option, json_option),
    ),
    (
        "merge",
        "并入同事的台账：对方文件中新增和修改的内容，一次操作",
        (file_option, merge_option, json_option),
    ),
    (
        "export",
        "导出为 .xlsx、.csv 或 .json",
        (
            file_option,
            ledger_option,
            out_option("OUT.xlsx"),
            as_of_option,
            as_reported_option,
            group_option,
            preset_argument,
        ),
    ),
    (
        "fill",
        "套表填报：把台账填入上级的空表（.xlsx、.xlsm），另存为新文件",
        (
            file_option,
            ledger_option,
            blank_option,
            out_option("OUT.xlsx"),
            as_of_option,
            group_option,
            json_option,
        ),
    ),
    (
        "forms",
        "发放填报表：按轮次写出各单位的填报表，并登记发放",
        (
            file_option,
            ledger_option,
            period_option,
            out_option("DIR"),
            form_options,
            dry_run_option,
            json_option,
        ),
    ),
    (
        "collect",
        "收表汇总：读取文件夹中各单位的报表并汇入台账，一次操作",
        (file_option, collect_options, dry_run_option, json_option),
    ),
    (
        "print",
        "输出 PDF",
        (
            file_option,
            ledger_option,
            out_option("OUT.pdf|DIR"),
            as_of_option,
            as_reported_option,
            group_option,
            print_arguments,
        ),
    ),
    ("leader", "输出领导一页纸（PDF）", (file_option, out_option("OUT.pdf"), as_of_option, today_option)),
    (
        "report",
        "写 Word 文档：进展情况、通报、工作总结、函；已改动过的文档不覆盖",
        (file_option, report_arguments, out_option("OUT.docx")),
    ),
    (
        "update",
        "更新数字：Word 文档中的数据项和本软件写入的数字",
        (file_option, update_arguments, out_option("OUT.docx"), json_option),
    ),
    (
        "figures",
        "统计数据，附单位和公式，以及全年投资预测（测算）",
        (file_option, as_of_option, narrowed_option, json_option),
    ),
    ("lists", "各种清单；不写 KIND 时列出全部", (file_option, list_kind_option, as_of_option, json_option)),
    (
        "listing",
        "入统比对：重点项目与在库项目；写明名单时按导入名单后比对，不改台账",
        (file_option, list_workbook_option, as_of_option, json_option),
    ),
    (
        "compare",
        "与上期对比：两个时期、两个工作日，或定稿与现在",
        (file_option, ledger_option, moments_option, as_of_option, json_option),
    ),
    (
        "close",
        "定稿并锁定一个时期；解锁更正之后用它重新锁定",
        (file_option, ledger_option, closed_period_option, json_option),
    ),
    (
        "unlock",
        "解锁更正一个已锁定的时期",
        (file_option, ledger_option, closed_period_option, reason_option, json_option),
    ),
    ("closings", "已定稿的时期和报后更正", (file_option, json_option)),
    (
        "scores",
        "镇办考核：总分、名次、等次和未评的指标；写明 OUT.pdf 时输出评分表",
        (
            file_option,
            of_year_option,
            out_option("OUT.pdf", required=False),
            paper_option,
            as_of_option,
            json_option,
        ),
    ),
    (
        "year",
        "把一个年度的台账结转到下年度",
        (file_option, ledger_option, to_year_option, dry_run_option, json_option),
    ),
    ("reminders", "需要催办的事项，急的在前", (file_option, today_option, json_option)),
    ("findings", "数据核查：需要核对的内容", (file_option, as_of_option, json_option)),
    (
        "chart",
        "图表；不写 KIND 时列出各种图表",
        (file_option, kind_option, out_option("OUT.png", required=False), as_of_option),
    ),
    (
        "wallchart",
        "挂图作战图，输出 PDF",
        (file_option, of_ledger_option, out_option("OUT.pdf"), as_of_option, group_option, paper_option),
    ),
    ("screenshot", "把窗口各页存为 PNG", (file_option, out_option("DIR"), as_of_option, size_option)),
    ("history", "操作历史，新的在前", (file_option, json_option)),
    ("undo", "撤销最近的操作，或撤销指定编号的操作", (file_option, action_option, json_option)),
    ("check", "检查数据文件", (file_option, json_option)),
    ("backup", "备份台账文件", (file_option, out_option("OUT", required=False))),
    ("restore", "从备份还原台账文件", (backup_option, out_option("FILE"))),
)


def make_parser() -> tuple[Parser, dict[str, Parser]]:
    """The parser of commands, and each command's own by its name."""
    parser = Parser(
        prog=PROGRAM,
        description="区发改局台账。不带命令时打开窗口：fgj-desktop [FILE] [--quit-after-paint]",
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, parser_class=Parser)
    made: dict[str, Parser] = {}
    for name, words, parts in _COMMANDS:
        made[name] = commands.add_parser(name, help=words, description=words)
        for part in parts:
            part(made[name])
    return parser, made


def window_parser() -> Parser:
    """The parser without a command: open the window."""
    parser = Parser(prog=PROGRAM, description="打开台账窗口")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="台账文件")
    parser.add_argument("--quit-after-paint", action="store_true", help="显示后即退出，用于测量启动时间")
    return parser


def names_command(arguments: Sequence[str], commands: Sequence[str]) -> bool:
    """Whether the arguments are a command's; else they are those of the window.

    A single word that is neither a command nor a file is a command misspelt.
    """
    first = next(iter(arguments), "")
    if first in {"-h", "--help"} or first in commands:
        return True
    return bool(first) and first.isidentifier() and not Path(first).exists()
