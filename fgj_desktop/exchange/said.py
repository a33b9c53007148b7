"""What a sheet's name or title says of all its rows: 省重点 of 申报, the year of a list."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.exchange.periods import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import SheetFact

YEAR = "{year}"
_NEAR = "[^，。,]{0,20}?"


def said_of(ledger: Ledger, title: str, sheet: str, file: str) -> tuple[tuple[str, str], ...]:
    """Column and value (as text) of every fact that the ledger declares and the sheet states."""
    texts = [plain(text) for text in (sheet, title, PurePath(file).stem)]
    found = ((fact.column, _value(fact, texts)) for fact in ledger.said_by_sheet)
    return tuple((column, value) for column, value in found if value is not None)


def _value(fact: SheetFact, texts: Sequence[str]) -> str | None:
    """The first word that occurs decides: the sheet's name counts before the title, that before the file's.

    A year is first looked for in the title: a sheet's name tells the month of the report.
    """
    sheet, title, file = texts
    for text in texts:
        for word, value in fact.words:
            if YEAR not in word and word in text:
                return value
    for text in (title, sheet, file):
        for word, value in fact.words:
            if YEAR in word and (hit := _pattern(word).search(text)):
                return value.replace(YEAR, hit["year"])
    return None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """「{year}」 is any year; 「{year}年储备」 one that 储备 follows, a few signs later at most."""
    before, _, after = word.partition(YEAR)
    after = after.removeprefix("年")
    head = re.escape(before) + _NEAR if before else ""
    tail = f"年度?{_NEAR}{re.escape(after)}" if after else ""
    return re.compile(rf"{head}(?<!\d)(?P<year>20\d\d)(?!\d){tail}")
