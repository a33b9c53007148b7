"""What arguments mean: a text of the command line as a ledger, a month, a day, a period; refused in words."""

from __future__ import annotations

import argparse
import datetime
import re
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger


def read_ledger(text: str) -> Ledger:
    """A ledger by its identifier or title."""
    for ledger in NAVIGATION:
        if text in {ledger.name, ledger.title}:
            return ledger
    names = "、".join(ledger.name for ledger in NAVIGATION)
    raise argparse.ArgumentTypeError(f"没有台账“{text}”，可选：{names}")


def read_month(text: str) -> Month:
    """A month, or a day for the last month that is closed on it."""
    try:
        return Month.parse(text)
    except UserError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def read_year(text: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"(?:19|2\d)\d\d", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2022。")
    return int(text)


def read_day(text: str) -> datetime.date:
    """A day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2021-10-08。") from problem


def read_size(text: str) -> tuple[int, int]:
    """The size of a window: 1366x768."""
    found = re.fullmatch(r"(\d{3,4})[x×*](\d{3,4})", text.lower())
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是窗口大小，请写成 1366x768。")
    return int(found[1]), int(found[2])


def read_scale(text: str) -> int:
    """A scale in percent, 100 to 300."""
    if not text.isdigit() or not 100 <= int(text) <= 300:
        raise argparse.ArgumentTypeError(f"“{text}”不是显示比例，请写成 100 到 300 的整数。")
    return int(text)


def read_period(text: str) -> ReportPeriod:
    """A month, or half of one: 2021-09-H2."""
    try:
        return ReportPeriod.parse(text)
    except UserError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem
