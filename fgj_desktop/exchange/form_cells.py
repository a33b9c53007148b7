"""The cells of a form: text that is never taken for anything else, alignment, number formats and widths by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_styles import GENERAL_FORMAT, LONGEST_AS_TEXT, TEXT_FORMAT, money_format
from fgj_desktop.exchange.export_widths import display_width
from fgj_desktop.exchange.form_looks import FormLook, FormLooks
from fgj_desktop.exchange.form_marks import marks_lines
from fgj_desktop.ledgers.kinds import Align, Date, LongText, Money, Text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from fgj_desktop.rules.form_spec import FormCell, FormColumn, FormSpec

_NO_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def put_text(
    sheet: Worksheet, looks: FormLooks, row: int, column: int, value: str | None, look: FormLook
) -> None:
    """Write a text cell: nothing in it is ever taken for a formula or a number."""
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if value:
        cell.value = _NO_CONTROLS.sub("", value)
        cell.data_type = "s"
    looks.apply(cell, look)


def add_comment(cell: Cell, words: str) -> None:
    """Say something beside a cell."""
    from openpyxl.comments import Comment

    comment = Comment(_NO_CONTROLS.sub("", words), "")
    comment.width, comment.height = 240, 24 + 18 * (len(words) // 16 + words.count("\n") + 1)
    cell.comment = comment


def write_marks(spec: FormSpec, sheet: Worksheet, looks: FormLooks) -> None:
    """Fill the hidden sheet: text alone, which every format keeps."""
    for row, line in enumerate(marks_lines(spec), 1):
        for column, text in enumerate(line, 1):
            if text:
                put_text(sheet, looks, row, column, text, FormLook("line", number_format=TEXT_FORMAT))


def cell_align(one: FormColumn) -> Align:
    """Centred for 序号 and ticks, else by kind."""
    if one.field is None or one.key == "serial":
        return "center"
    return one.field.column.kind.align


def cell_format(one: FormColumn, cell: FormCell) -> str:
    """Long texts stay General, for Excel shows #### in the place of those in the text format; so do empty entries of numbers."""
    if one.field is None:
        return GENERAL_FORMAT
    kind = one.field.column.kind
    if isinstance(kind, Money):
        decimals = len(f"{cell.content}".partition(".")[2]) if isinstance(cell.content, float) else 0
        return GENERAL_FORMAT if one.is_open else money_format(decimals)
    if isinstance(kind, LongText | Date) or len(cell.text) > LONGEST_AS_TEXT:
        return GENERAL_FORMAT
    return GENERAL_FORMAT if one.is_open and kind.align == "right" else kind.number_format


def cell_width(spec: FormSpec, one: FormColumn) -> float:
    """As wide as its texts, within what suits its kind; texts to be written get room."""
    texts = [row.cell(one).text for row in spec.rows]
    longest = max((display_width(text) for text in texts), default=0)
    title = display_width(one.title)
    kind = one.field.column.kind if one.field is not None else None
    if isinstance(kind, LongText):
        if one.town:
            return 16.0
        return 34.0 if one.is_open else 30.0
    most = 26.0 if isinstance(kind, Text) else 16.0
    return round(max(min(longest, most), min(title, 14) / 2 + 3, 6.0) + 1.4, 1)
