"""与上期对比 as a table to be printed: fate by fate, one row a cell that differs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fgj_desktop.documents.print_table import Align, PrintColumn, PrintRow, PrintTable, RowKind
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.rules.comparison import Fate
from fgj_desktop.rules.comparison_lines import CHANGES, lines_of, titles_of
from fgj_desktop.rules.comparison_words import counts_sentence
from fgj_desktop.rules.sheet_words import district_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fgj_desktop.rules.comparison import Comparison
    from fgj_desktop.rules.comparison_lines import ComparisonLine

_NUMERALS = "一二三四"
_FATE = 1


def comparison_table(
    found: Comparison, office: str = "", fates: Collection[Fate] = CHANGES, title: str = "", note: str = ""
) -> PrintTable:
    """The table of a comparison; ``note`` stands below in the place of the counts."""
    name, _, column, before, after, difference = titles_of(found)
    columns = (
        PrintColumn("序号", 10, Align.CENTRE),
        PrintColumn(name, 52),
        PrintColumn(column, 30),
        PrintColumn(before, 58),
        PrintColumn(after, 58),
        PrintColumn(difference, 22, Align.RIGHT),
    )
    lines = lines_of(found, fates)
    return PrintTable(
        title=title or changes_title(found, office),
        columns=columns,
        rows=tuple(_rows(found, lines)),
        left_line=f"{found.before.title} → {found.after.title}",
        right_line=unit_words(found, lines),
        continued_line=unit_words(found, lines),
        notes=(f"注：{note or counts_sentence(found)}",),
    )


def changes_title(found: Comparison, office: str) -> str:
    """「浈江区任务清单变动情况」; a ledger that says the district itself needs no other."""
    title = found.ledger.title
    return f"{'' if title.startswith('区') else district_of(office)}{title}变动情况"


def unit_words(found: Comparison, lines: Sequence[ComparisonLine]) -> str:
    """「单位：万元」 where amounts are among the cells."""
    has_amounts = any(one.cell is not None and isinstance(one.cell.field.column.kind, Money) for one in lines)
    return f"单位：{UNIT_TITLES[found.after.context.money_unit]}" if has_amounts else ""


def _rows(found: Comparison, lines: Sequence[ComparisonLine]) -> list[PrintRow]:
    rows = []
    for place, (fate, some) in enumerate(groupby(lines, key=lambda one: one.fate)):
        told = list(some)
        records = sum(one.is_first for one in told)
        cells = f" {len(told)} 处" if fate is Fate.CHANGED else ""
        heading = f"{_NUMERALS[place]}、{fate.value}（{records} {found.ledger.measure_word}{cells}）"
        rows.append(PrintRow(RowKind.GROUP, ("", heading, "", "", "", "")))
        rows += [_row(one) for one in told]
    return rows


def _row(one: ComparisonLine) -> PrintRow:
    texts = list(one.texts)
    del texts[_FATE]
    number = str(one.number) if one.is_first else ""
    return PrintRow(RowKind.RECORD, (number, *texts))
