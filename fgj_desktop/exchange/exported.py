"""The mark by which this program knows a workbook that it exported itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger

MARK = "fgj_desktop"
"""The name of a property of the document; nobody sees it in Excel or WPS."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an exported workbook is: a ledger's name and the month it is as of."""

    ledger: str
    month: Month


def mark_of(ledger: Ledger, month: Month) -> str:
    """``key_project 2021-09``."""
    return f"{ledger.name} {month.key}"


def read_mark(text: str) -> Exported | None:
    """What a mark says; None for anything else."""
    name, _, key = text.partition(" ")
    try:
        return Exported(name, Month.parse(key))
    except UserError:
        return None
