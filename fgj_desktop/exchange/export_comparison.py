"""与上期对比 as a workbook: the lines that are shown, amounts as numbers that can be added up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_styles import TEXT_FORMAT, Align, Look, Styles, money_format
from fgj_desktop.exchange.export_widths import lines_of as lines_needed
from fgj_desktop.exchange.export_widths import row_height
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.values import UNIT_TITLES
from fgj_desktop.rules.comparison_lines import CHANGES, lines_of, titles_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.rules.comparison import CellDifference, Comparison, Fate
    from fgj_desktop.rules.comparison_lines import ComparisonLine

_WIDTHS = (5.5, 32.0, 9.0, 22.0, 36.0, 36.0, 14.0)
_HEADER, _NAMES, _CENTRED, _FATE = 3, 2, 1, 3
_TITLE_HEIGHT = 32.0
_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_comparison(
    found: Comparison, path: Path, title: str, note: str, fates: Collection[Fate] = CHANGES
) -> int:
    """Write the lines of these fates; gives how many there are. ``note`` stands below the title.

    Raises:
        UserError: the folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    lines = lines_of(found, fates)
    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = "变动情况"
    styles = Styles()
    _write_head(worksheet, styles, found, title, note)
    for row, line in enumerate(lines, _HEADER + 1):
        _write_line(worksheet, styles, row, line, found.after.context)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    worksheet.auto_filter.ref = f"A{_HEADER}:G{_HEADER + max(len(lines), 1)}"
    set_up_page(worksheet, "A4", _HEADER, _NAMES)
    write_whole(path, workbook.save)
    return len(lines)


def _write_head(worksheet: Worksheet, styles: Styles, found: Comparison, title: str, note: str) -> None:
    unit = f"金额单位：{UNIT_TITLES[found.after.context.money_unit]}"
    _put(worksheet, styles, 1, 1, title, Look("title", "center"))
    _put(worksheet, styles, 2, 1, f"{note}　{unit}", Look("line", "left"))
    for row in (1, 2):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    for column, text in enumerate(("序号", *titles_of(found)), 1):
        _put(worksheet, styles, _HEADER, column, text, Look("header", "center"))
    for row, height in ((1, _TITLE_HEIGHT), (2, row_height(1)), (_HEADER, row_height(1))):
        worksheet.row_dimensions[row].height = height


def _write_line(
    worksheet: Worksheet, styles: Styles, row: int, line: ComparisonLine, context: Context
) -> None:
    texts = (str(line.number), *line.texts)
    numbers = _numbers(line.cell, context)
    for column, text in enumerate(texts, 1):
        number = numbers.get(column)
        if number is not None:
            cell = worksheet.cell(row, column)
            cell.value = number
            styles.apply(cell, Look("record", "right", _format(number)))  # type: ignore[arg-type]
            continue
        align: Align = "center" if column in (_CENTRED, _FATE) else "left"
        _put(worksheet, styles, row, column, text, Look("record", align, TEXT_FORMAT))
    needed = max(lines_needed(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    worksheet.row_dimensions[row].height = row_height(needed)


def _numbers(cell: CellDifference | None, context: Context) -> dict[int, int | float]:
    """By column, the amounts and numbers of a line: before, after and by how much."""
    if cell is None or not cell.is_figure:
        return {}
    before, after = cell.before_value, cell.after_value
    change = after - before if isinstance(before, int) and isinstance(after, int) else None
    found = {5: _number(cell, before, context), 6: _number(cell, after, context)}
    found[7] = _number(cell, change, context)
    return {column: number for column, number in found.items() if number is not None}


def _number(cell: CellDifference, value: Value, context: Context) -> int | float | None:
    if not isinstance(value, int):
        return None
    kind = cell.field.column.kind
    told = kind.to_cell(value, context) if isinstance(kind, Money) else value
    return told if isinstance(told, int | float) else None


def _format(number: float) -> str:
    """Thousands separators and just the decimals that there are."""
    digits = str(number).partition(".")[2]
    return money_format(len(digits.rstrip("0")))


def _put(worksheet: Worksheet, styles: Styles, row: int, column: int, text: str, look: Look) -> None:
    """Write a text cell: nothing in it is ever taken for a formula or a number."""
    from openpyxl.cell import Cell

    cell = worksheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = _NO_CONTROLS.sub("", text)
        cell.data_type = "s"
    styles.apply(cell, look)
