"""Saves the rows that an import did not take whole as a workbook, each with its reason, to be put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.grid import cell_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from fgj_desktop.exchange.grid import Value
    from fgj_desktop.exchange.plan import ImportPlan, Refused
    from fgj_desktop.exchange.tables import Table

_FIRST = ("原表行号", "未导入或已标出的原因")
_MARK = "FFF2CC"
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def save_refused(plan: ImportPlan, path: str | Path) -> int:
    """Write the refused rows and the rows with marked cells of a plan; gives how many rows.

    Each sheet keeps its header and columns, so that the corrected workbook can be imported again.
    Raises UserError when there is nothing to save, EnvironmentProblem when the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    count = 0
    for table in {table.sheet_id: table for table in plan.sources}.values():
        found = [
            one for one in plan.refused if (one.place.file, one.place.sheet) == (table.file, table.sheet.name)
        ]
        if found and table.header is not None:
            name = _free_name(table.sheet.name, book.sheetnames)
            count += _write_sheet(book.create_sheet(name), table, found)
    if not count:
        raise UserError("没有未导入的行，无需另存。")
    write_whole(Path(path), book.save)
    return count


def _free_name(name: str, taken: Sequence[str]) -> str:
    plain = name.translate(_FORBIDDEN)[:28] or "未导入"
    return plain if plain not in taken else f"{plain[:25]}-{len(taken)}"


def _write_sheet(sheet: Worksheet, table: Table, found: Sequence[Refused]) -> int:
    """The lines above the header, the header with two columns before it, then the rows."""
    from openpyxl.styles import Alignment, Font, PatternFill

    assert table.header is not None
    for line in table.whole.rows[: table.header.top]:
        _append(sheet, (None, None), line)
    for position, line in enumerate(table.whole.rows[table.header.top : table.header.body]):
        _append(sheet, _FIRST if position == 0 else (None, None), line)
    for title in sheet[table.header.top + 1]:
        title.font = Font(bold=True)
    rows: dict[int, list[Refused]] = {}
    for one in found:
        rows.setdefault(one.row, []).append(one)
    fill = PatternFill("solid", fgColor=_MARK)
    for number, problems in sorted(rows.items()):
        reasons = "；".join(dict.fromkeys(one.reason if one.is_row else one.message for one in problems))
        _append(sheet, (number, reasons), table.whole.rows[number - 1])
        for one in problems:
            # What no single cell gave is said of its row.
            if not one.is_row and not one.place.address.startswith("第"):
                sheet.cell(sheet.max_row, cell_at(one.place.address)[1] + 3).fill = fill
    sheet.column_dimensions["B"].width = 40
    for reason in sheet["B"][table.header.body :]:
        reason.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(table.header.body + 1, 3).coordinate
    return len(rows)


def _append(sheet: Worksheet, first: Sequence[object], line: Sequence[Value]) -> None:
    """A line of values; a text that looks like a formula stays a text."""
    sheet.append([*first, *line])
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"
