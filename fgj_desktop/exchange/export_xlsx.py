"""A ledger as a workbook in the shape of the clerk's own: title, 合计, groups, rows, notes, ready to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_formulas import Formulas
from fgj_desktop.exchange.export_page import mark_workbook, set_up_page
from fgj_desktop.exchange.export_results import fill_results
from fgj_desktop.exchange.export_styles import (
    GENERAL_FORMAT,
    LONGEST_AS_TEXT,
    TEXT_FORMAT,
    Align,
    Look,
    Styles,
    money_format,
)
from fgj_desktop.exchange.export_widths import column_width, lines_of, parts_of, row_height
from fgj_desktop.exchange.exported import mark_of
from fgj_desktop.ledgers.kinds import Count, Money
from fgj_desktop.ledgers.numbers import money_text
from fgj_desktop.rules.ledger_sheet import LIGHT, LedgerSheet, Section
from fgj_desktop.rules.print_setup import SHEETS, Sheet
from fgj_desktop.rules.sheet_words import field_title, group_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell import Cell

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.kinds import Cell as CellValue
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.rows import Mark, Row

_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_TITLE_HEIGHT = 32.0
_MOST_REPEATED = 5
"""Columns up to the names that stay in view and are repeated on every page."""
_ROOM_BESIDE = 34.0
"""The width each of office, dates and unit needs to stand beside the others."""


def write_xlsx(sheet: LedgerSheet, path: Path, *, on: Sheet = SHEETS[0], plain: bool = False) -> None:
    """Write a sheet as a workbook; ``plain`` leaves 合计 and the groups' sums out.

    Raises:
        UserError: the folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    book = _Book(sheet, on, plain)
    workbook = book.build()

    def write(part: Path) -> None:
        workbook.save(part)
        fill_results(part, book.results)

    write_whole(path, write)


class _Book:
    """Builds one workbook from top to bottom; ``results`` are those of its formulas, by address."""

    def __init__(self, sheet: LedgerSheet, on: Sheet, plain: bool) -> None:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.worksheet import Worksheet

        self.results: dict[str, int | float] = {}
        self._sheet = sheet
        self._on = on
        self._has_sums = sheet.has_total and not plain
        self._has_groups = sheet.is_grouped and not plain
        self._workbook = Workbook()
        worksheet = self._workbook.active
        assert isinstance(worksheet, Worksheet)
        self._worksheet = worksheet
        self._styles = Styles()
        self._row = 0
        self._width = len(sheet.fields)
        self._letters = [get_column_letter(number) for number in range(1, self._width + 1)]
        names = [one.name for one in sheet.fields]
        self._formulas = Formulas(sheet, dict(zip(names, self._letters, strict=True)))
        self._widths = [column_width(sheet, one) for one in sheet.fields]
        self._decimals = {one.name: self._most_decimals(one) for one in sheet.fields}

    def build(self) -> Workbook:
        """Everything, in the order in which it stands."""
        self._worksheet.title = _FORBIDDEN_IN_NAMES.sub("", self._sheet_name())[:31]
        self._write_head()
        header = self._write_header()
        self._write_body()
        self._write_foot()
        for letter, width in zip(self._letters, self._widths, strict=True):
            self._worksheet.column_dimensions[letter].width = width
        names = min(self._sheet.label_column + 1, self._width)
        # Names that were moved far to the right would take the whole window, and every page.
        set_up_page(
            self._worksheet,
            self._on.printed_on,
            header,
            names if names <= _MOST_REPEATED else 0,
            landscape=self._on.landscape,
            mark=self._sheet.mark,
        )
        mark_workbook(self._workbook, mark_of(self._sheet.ledger, self._sheet.month))
        return self._workbook

    def _sheet_name(self) -> str:
        ledger = self._sheet.ledger
        return self._sheet.month.range_text.replace("—", "-") if ledger.has_years else ledger.title

    # above the rows

    def _write_head(self) -> None:
        """Write the title, and under it office, dates and unit of money, beside each other if there is room."""
        self._put(1, 1, self._sheet.title, Look("title", "center"))
        self._merge(1, 1, self._width)
        self._worksheet.row_dimensions[1].height = _TITLE_HEIGHT
        texts = [text for text in (self._sheet.office, self._sheet.dates, self._sheet.unit) if text]
        beside = sum(self._widths) > _ROOM_BESIDE * len(texts) and self._width >= len(texts)
        parts = parts_of(self._widths, len(texts)) if beside else [(1, self._width)] * len(texts)
        self._row = 1
        for position, (text, (first, last)) in enumerate(zip(texts, parts, strict=True)):
            self._row += not beside or position == 0
            at_end = position == len(texts) - 1 and position > 0
            align: Align = "left" if first == 1 and not at_end else "right" if at_end else "center"
            self._put(self._row, first, text, Look("line", align))
            self._merge(self._row, first, last)
            self._worksheet.row_dimensions[self._row].height = row_height(1)

    def _write_header(self) -> int:
        """Write the column titles in one row or two; gives the last of these rows."""
        groups = [group_title(one, self._sheet.month) for one in self._sheet.fields]
        titles = [field_title(one, self._sheet.month) for one in self._sheet.fields]
        top = self._row + 1
        bottom = self._row = top + any(groups)
        look = Look("header", "center")
        for column, (title, group) in enumerate(zip(titles, groups, strict=True), 1):
            for row in range(top, bottom + 1):
                self._put(row, column, None, look)
            self._put(bottom if group else top, column, title, look)
            if not group and bottom > top:
                self._worksheet.merge_cells(
                    start_row=top, end_row=bottom, start_column=column, end_column=column
                )
        for first, last, title in _spans(groups):
            self._put(top, first, title, look)
            self._merge(top, first, last)
        lines = max(lines_of(title, width) for title, width in zip(titles, self._widths, strict=True))
        self._worksheet.row_dimensions[top].height = row_height(1)
        self._worksheet.row_dimensions[bottom].height = row_height(lines)
        return bottom

    # the rows

    def _write_body(self) -> None:
        """Write 合计, then every group: the sums are filled in when it is known where their rows are."""
        total = self._row + 1
        self._row += self._has_sums
        headings = [self._write_section(section) for section in self._sheet.sections]
        if not self._has_sums:
            return
        records = self._sheet.rows
        if self._has_groups:
            formulas = self._formulas.of_sums(headings, total, records)
        else:
            formulas = self._formulas.of_rows(list(enumerate(records, total + 1)), total)
        self._write_sums(total, self._sheet.total_label, self._sheet.sums, formulas)

    def _write_section(self, section: Section) -> int:
        """Write a group; gives the row of its heading."""
        heading = self._row + 1
        self._row += self._has_groups
        first = self._row + 1
        for row in section.rows:
            self._row += 1
            self._write_record(row)
        if self._has_groups:
            formulas = self._formulas.of_rows(list(enumerate(section.rows, first)), heading)
            self._write_sums(heading, section.heading, section.sums if self._has_sums else {}, formulas)
        return heading

    def _write_sums(
        self, at: int, label: str, sums: Mapping[str, Value], formulas: Mapping[str, str]
    ) -> None:
        for column, one in enumerate(self._sheet.fields, 1):
            look = Look("sums", _align(self._sheet, one), self._number_format(one))
            value = sums.get(one.name)
            if column == self._sheet.label_column + 1:
                self._put(at, column, label, Look("sums", "left"))
            elif value is None or one.name not in formulas:
                self._put(at, column, one.column.kind.to_cell(value, self._sheet.context), look)
            else:
                self._put_formula(at, column, formulas[one.name], look)
                result = one.column.kind.to_cell(value, self._sheet.context)
                assert isinstance(result, int | float)
                self.results[f"{self._letters[column - 1]}{at}"] = result

    def _write_record(self, row: Row) -> None:
        lines = 1
        for column, one in enumerate(self._sheet.fields, 1):
            mark = row.marks.get(one.name)
            value = self._value(row, one, mark)
            colour = mark.colour if mark is not None else None
            look = Look("record", _align(self._sheet, one), self._cell_format(one, row, value), colour)
            self._put(self._row, column, value, look)
            if isinstance(value, str):
                lines = max(lines, lines_of(value, self._widths[column - 1]))
            if mark is not None and mark.note:
                self._comment(column, mark.note)
        self._worksheet.row_dimensions[self._row].height = row_height(lines)

    def _value(self, row: Row, one: Field, mark: Mark | None) -> CellValue:
        if one.name == self._sheet.ledger.name_column or (
            mark is not None and (mark.dash or mark.misfit is not None)
        ):
            return self._sheet.text(row, one) or None
        return one.column.kind.to_cell(row.values.get(one.name), self._sheet.context)

    def _comment(self, column: int, note: str) -> None:
        from openpyxl.comments import Comment

        comment = Comment(_NO_CONTROLS.sub("", note), "")
        comment.width, comment.height = 240, 24 + 18 * (len(note) // 16 + note.count("\n") + 1)
        self._cell(self._row, column).comment = comment

    # below them

    def _write_foot(self) -> None:
        """Write the notes, each over the whole width, and the line to sign on."""
        for note in self._sheet.notes:
            self._row += 1
            self._put(self._row, 1, note, Look("note", "left"))
            self._merge(self._row, 1, self._width)
            lines = lines_of(note, sum(self._widths))
            self._worksheet.row_dimensions[self._row].height = row_height(lines)
        self._row += 2
        parts = [part for part in self._sheet.signature.split("　") if part]
        if self._width < len(parts):
            parts = [self._sheet.signature]
        for part, (first, _) in zip(parts, parts_of(self._widths, len(parts)), strict=True):
            self._put(self._row, first, part, Look("line", "left"))

    # cells

    def _put(self, row: int, column: int, value: CellValue, look: Look) -> None:
        """Write a cell; text is never taken for a formula."""
        cell = self._cell(row, column)
        if isinstance(value, str):
            cell.value = _NO_CONTROLS.sub("", value)
            cell.data_type = "s"
        else:
            cell.value = value
        self._styles.apply(cell, look)

    def _put_formula(self, row: int, column: int, formula: str, look: Look) -> None:
        cell = self._cell(row, column)
        cell.value = formula
        self._styles.apply(cell, look)

    def _cell(self, row: int, column: int) -> Cell:
        from openpyxl.cell import Cell

        cell = self._worksheet.cell(row, column)
        assert isinstance(cell, Cell)
        return cell

    def _merge(self, row: int, first: int, last: int) -> None:
        if last > first:
            self._worksheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def _cell_format(self, one: Field, row: Row, value: CellValue) -> str:
        if isinstance(value, str):
            return TEXT_FORMAT if len(value) <= LONGEST_AS_TEXT else GENERAL_FORMAT
        if isinstance(one.column.kind, Money):
            return money_format(self._decimals_of(row.values.get(one.name)))
        return one.column.kind.number_format

    def _number_format(self, one: Field) -> str:
        if isinstance(one.column.kind, Money):
            return money_format(self._decimals[one.name])
        return one.column.kind.number_format

    def _most_decimals(self, one: Field) -> int:
        if not isinstance(one.column.kind, Money):
            return 0
        return max((self._decimals_of(row.values.get(one.name)) for row in self._sheet.rows), default=0)

    def _decimals_of(self, value: Value) -> int:
        if value is None:
            return 0
        return len(money_text(value, self._sheet.context.money_unit).partition(".")[2])


def _align(sheet: LedgerSheet, one: Field) -> Align:
    if one.name in {sheet.ledger.serial_column, LIGHT} or isinstance(one.column.kind, Count):
        return "center"
    return one.column.kind.align


def _spans(groups: Sequence[str]) -> list[tuple[int, int, str]]:
    """Neighbours with one title above them: first column, last column, title; from 1."""
    spans: list[tuple[int, int, str]] = []
    for column, title in enumerate(groups, 1):
        if title and spans and spans[-1][1] == column - 1 and spans[-1][2] == title:
            spans[-1] = (spans[-1][0], column, title)
        elif title:
            spans.append((column, column, title))
    return spans
