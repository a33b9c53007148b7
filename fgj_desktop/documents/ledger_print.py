"""A ledger as a table to be printed, in the shape of the clerk's own sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.print_table import (
    LIGHT_LEGEND,
    Align,
    PrintColumn,
    PrintLight,
    PrintRow,
    PrintTable,
    RowKind,
)
from fgj_desktop.ledgers.kinds import Code, Count, Flag
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.ledger_sheet import LIGHT, OWN_GROUPS, LedgerSheet, Section, ledger_sheet
from fgj_desktop.rules.lights import light_colour, light_is_hollow
from fgj_desktop.rules.sheet_words import field_title, group_title, with_notes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.filters import Filter, Order
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

_MM_PER_CHARACTER = 1.6
"""A half-width character of 9 points."""
_ALIGNS = {"left": Align.LEFT, "right": Align.RIGHT, "center": Align.CENTRE}


def ledger_table(  # noqa: PLR0913  what is seen in a window has as many sides
    store: Store,
    ledger: Ledger,
    month: Month,
    *,
    fields: Sequence[str] | None = None,
    ids: Sequence[int] | None = None,
    filters: Sequence[Filter] = (),
    order: Sequence[Order] = (),
    money_unit: int = WAN,
    group_by: str | None = OWN_GROUPS,
    office: str | None = None,
    filled_on: datetime.date | None = None,
    as_reported: bool = False,
) -> PrintTable:
    """The printed ledger as of a month; the arguments are those of ``rules.ledger_sheet``."""
    sheet = ledger_sheet(
        store,
        ledger,
        month,
        fields=fields,
        ids=ids,
        filters=filters,
        order=order,
        money_unit=money_unit,
        group_by=group_by,
        office=office,
        filled_on=filled_on,
        as_reported=as_reported,
    )
    return table_of(sheet)


def table_of(sheet: LedgerSheet) -> PrintTable:
    """A sheet as a table to be printed: 合计 first, then each group with its sums and its rows."""
    rows: list[PrintRow] = []
    if sheet.has_total:
        rows.append(_sums_row(sheet, RowKind.TOTAL, sheet.total_label, sheet.sums))
    for section in sheet.sections:
        rows += _section_rows(sheet, section)
    return PrintTable(
        title=sheet.title,
        columns=tuple(_column(sheet, field) for field in sheet.fields),
        rows=tuple(rows),
        left_line=sheet.part or sheet.office,
        middle_line=sheet.dates,
        right_line=sheet.unit,
        continued_line=sheet.unit,
        notes=_notes(sheet, rows),
        signature=sheet.signature,
        label_column=sheet.label_column,
    )


def _column(sheet: LedgerSheet, field: Field) -> PrintColumn:
    column = field.column
    is_centred = field.name in {sheet.ledger.serial_column, LIGHT} or isinstance(column.kind, Flag | Count)
    return PrintColumn(
        title=field_title(field, sheet.month),
        width_mm=column.width * _MM_PER_CHARACTER,
        align=Align.CENTRE if is_centred else _ALIGNS[column.kind.align],
        group_title=group_title(field, sheet.month) or None,
        priority=column.priority,
        unbroken=isinstance(column.kind, Code | Count),
    )


def _section_rows(sheet: LedgerSheet, section: Section) -> list[PrintRow]:
    heading = (
        [_sums_row(sheet, RowKind.GROUP, section.heading, section.sums, with_sums=sheet.has_total)]
        if section.heading
        else []
    )
    return heading + [_record_row(sheet, row) for row in section.rows]


def _sums_row(
    sheet: LedgerSheet, kind: RowKind, label: str, sums: Mapping[str, Value], *, with_sums: bool = True
) -> PrintRow:
    texts = [
        field.column.kind.text(sums.get(field.name), sheet.context) if with_sums else ""
        for field in sheet.fields
    ]
    texts[sheet.label_column] = label
    return PrintRow(kind, tuple(texts))


def _record_row(sheet: LedgerSheet, row: Row) -> PrintRow:
    lights = {
        position: PrintLight(colour, light_is_hollow(word))
        for position, field in enumerate(sheet.fields)
        if field.name == LIGHT and (colour := light_colour(word := str(row.values.get(LIGHT) or "")))
    }
    return PrintRow(RowKind.RECORD, tuple(sheet.text(row, field) for field in sheet.fields), lights)


def _notes(sheet: LedgerSheet, rows: Sequence[PrintRow]) -> tuple[str, ...]:
    """The notes, with the meaning of the signs beside the lights where there are lights."""
    if not any(row.lights for row in rows):
        return sheet.notes
    return with_notes(sheet.notes, (LIGHT_LEGEND,))
