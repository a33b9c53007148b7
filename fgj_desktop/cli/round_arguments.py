"""The arguments of the commands of a round: which period, in which mode, to whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.cli.readers import read_day, read_ledger, read_period
from fgj_desktop.ledgers.report_round import BY_UNIT, WHOLE_TABLE

if TYPE_CHECKING:
    from argparse import ArgumentParser

MODES = {"whole": WHOLE_TABLE, "unit": BY_UNIT}


def period_option(parser: ArgumentParser) -> None:
    """``--period 2021-09-H2``."""
    parser.add_argument(
        "--period",
        metavar="时期",
        type=read_period,
        required=True,
        help="报送时期：2021-09-H2（9月下半月）或 2021-09",
    )


def form_options(parser: ArgumentParser) -> None:
    """Mode, units, columns and head of forms."""
    parser.add_argument(
        "--mode", choices=tuple(MODES), help="whole 整表一份（半月默认），unit 按单位分发（按月默认）"
    )
    parser.add_argument(
        "--unit", metavar="单位", action="append", default=[], help="只发放给这个单位，可写多次"
    )
    parser.add_argument(
        "--column",
        metavar="COLUMN",
        action="append",
        default=[],
        help="只开放这一列，可写多次；默认为台账中显示的各列",
    )
    parser.add_argument("--deadline", metavar="日期", help="截止日期，如 2021-09-30；默认按报送日程")
    parser.add_argument("--contact", metavar="联系人", help="联系人")
    parser.add_argument("--issuer", metavar="名义", help="发文名义；默认按工作机制")


def collect_options(parser: ArgumentParser) -> None:
    """The folder, and of which round the returns are when the forms in it do not say."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="放有各单位报表的文件夹，只读取")
    parser.add_argument(
        "--ledger", metavar="LEDGER", type=read_ledger, help="台账；默认按报表中的标记或正在收集的轮次"
    )
    parser.add_argument(
        "--period", metavar="时期", type=read_period, help="报送时期，如 2021-09-H2；默认同上"
    )
    parser.add_argument(
        "--received",
        metavar="日期",
        type=read_day,
        help="收到的日期，如 2021-09-30；默认为今天，用来判断迟报",
    )
