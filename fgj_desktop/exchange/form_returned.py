"""退回修改: a unit's own form again, with what it stated, the cells to mend in red, and why on a sheet of its own.

It is a form like the one sent before, and is read like one when it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_widths import lines_of, row_height
from fgj_desktop.exchange.form_cells import put_text
from fgj_desktop.exchange.form_looks import FormLook, FormLooks
from fgj_desktop.exchange.form_writer import form_workbook
from fgj_desktop.ledgers.values import Context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl import Workbook

    from fgj_desktop.rules.form_spec import FormCell, FormColumn, FormRow, FormSpec

REASONS_SHEET = "退回原因"
_TITLES = ("序号", "名称", "列", "填报内容", "需要修改的原因")
_WIDTHS = (6.0, 30.0, 18.0, 30.0, 40.0)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell to mend: what the unit stated in it, and what is wrong."""

    record: int
    key: str
    told: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why a return goes back; ``told`` is what the unit stated, by record and column, where it is not in the form."""

    reasons: str = ""
    faults: tuple[Fault, ...] = ()
    told: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def fault(self, record: int, key: str) -> str:
        """What is wrong with a cell, empty for nothing."""
        found = [one for one in self.faults if (one.record, one.key) == (record, key)]
        return "\n".join(dict.fromkeys(one.reason for one in found))

    def cell(self, row: FormRow, column: FormColumn) -> FormCell:
        """A cell with what the unit stated; what is locked stays as the bureau has it."""
        cell = row.cell(column)
        told = self.told.get((row.record, column.key))
        if told is None:
            told = next(
                (one.told for one in self.faults if (one.record, one.key) == (row.record, column.key)), None
            )
        if told is None or not column.is_open:
            return cell
        if column.field is None:
            return replace(cell, text=told, content=told or None)
        kind, context = column.field.column.kind, Context()
        value = kind.parse(told, context)
        content = kind.to_cell(value, context) if isinstance(value, int | str) else told or None
        return replace(cell, text=told, content=content)


def write_returned(spec: FormSpec, back: SentBack, path: Path) -> None:
    """Write the form of a unit once more, for it to be mended.

    Raises:
        UserError: the folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    workbook = form_workbook(spec, back)
    _write_reasons(workbook, spec, back)
    write_whole(path, workbook.save)


def returned_name(spec: FormSpec) -> str:
    """「区教育局—退回修改：…」 as the name of a file."""
    whose = f"{spec.unit_names[spec.unit]}—" if spec.unit is not None else ""
    return f"{whose}{spec.title}（退回修改）.xlsx".replace("/", "、")


def _write_reasons(workbook: Workbook, spec: FormSpec, back: SentBack) -> None:
    sheet = workbook.create_sheet(REASONS_SHEET, 1)
    looks = FormLooks()
    put_text(sheet, looks, 1, 1, f"{spec.title}退回修改", FormLook("heading", "center"))
    put_text(sheet, looks, 2, 1, back.reasons, FormLook("help"))
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_TITLES))
    sheet.row_dimensions[2].height = row_height(lines_of(back.reasons, sum(_WIDTHS) * 0.8)) * 1.2
    for column, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True), 1):
        put_text(sheet, looks, 3, column, title, FormLook("header", "center"))
        sheet.column_dimensions["ABCDE"[column - 1]].width = width
    names = {row.record: row.name for row in spec.rows}
    titles = {column.key: column.title for column in spec.columns}
    for number, one in enumerate(back.faults, 1):
        texts = (
            str(number),
            names.get(one.record, ""),
            titles.get(one.key, one.key),
            one.told,
            one.reason,
        )
        for column, text in enumerate(texts, 1):
            put_text(
                sheet, looks, 3 + number, column, text, FormLook("fact", "center" if column == 1 else "left")
            )
        lines = max(lines_of(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[3 + number].height = row_height(lines)
    set_up_page(sheet, "A4", 3, 0)
