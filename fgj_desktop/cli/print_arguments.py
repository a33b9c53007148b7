"""The arguments by which a print is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.print_parts import LEADER, UNIT
from fgj_desktop.rules.print_setup import USUAL_MARK

if TYPE_CHECKING:
    from argparse import ArgumentParser


def preset_argument(parser: ArgumentParser) -> None:
    """The name of a preset."""
    parser.add_argument("--preset", metavar="NAME", help="按这个打印方案")


def print_arguments(parser: ArgumentParser) -> None:
    """Preset, paper, taking apart, mark."""
    preset_argument(parser)
    sheet = parser.add_mutually_exclusive_group()
    sheet.add_argument("--paper", choices=("A3", "A4"), help="纸张；不写时按打印方案，默认 A3 横向")
    sheet.add_argument("--shrink", action="store_true", help="按 A3 排版，缩至 A4")
    parser.add_argument(
        "--each",
        choices=(UNIT, LEADER),
        help="按责任单位（unit）或挂点领导（leader）分别打印：写文件夹时每份一个文件，写 .pdf 时连在一起",
    )
    parser.add_argument(
        "--mark", metavar="TEXT", nargs="?", const=USUAL_MARK, help=f"每页左上角的标注，默认{USUAL_MARK}"
    )
