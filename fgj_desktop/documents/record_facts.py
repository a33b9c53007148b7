"""Fills the sheets of records (一项一档) from the file: the same parts as the 项目卡片 shows."""

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
from fgj_desktop.documents.record_photos import photos_of
from fgj_desktop.documents.record_sheet import Fact, Facts, Part, RecordSheet, Rows, put_first
from fgj_desktop.ledgers.declaration import FACTS, PERIOD, Axis, Field, Items, Severity
from fgj_desktop.ledgers.kinds import LongText
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.record_parts import COMPLETION, is_light, period_fields, sections_of
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.rules.checks import findings
from fgj_desktop.rules.ledger_sheet import OFFICE
from fgj_desktop.rules.lights import light_colour, light_is_hollow
from fgj_desktop.rules.register_change import as_then_called
from fgj_desktop.rules.sheet_words import SIGNATURE, as_of_words, is_dated, office_line, unit_line
from fgj_desktop.store.record_months import months_carried_from, rows_by_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

FILE_TITLE = "一项一档"
_OWNERS_SIGN = "业主（签名）：　责任单位（签名）：　挂点领导（签名）："
_MM_PER_CHARACTER = 1.6
"""A half-width character of 9 points."""
_ALIGNS = {"left": Align.LEFT, "right": Align.RIGHT, "center": Align.CENTRE}
_MONTH_MM = 14


def record_sheets(
    store: Store, ledger: Ledger, records: Sequence[int], month: Month, money_unit: int
) -> list[RecordSheet]:
    """The sheets of records as of a month, in this order; those that no longer exist are left out."""
    writer = _Writer(store, ledger, month, money_unit, records)
    rows = store.view(ledger, month).rows(records)
    as_then_called(ledger, rows, month)
    return [writer.sheet(row) for row in rows]


class _Writer:
    """Writes the sheets of one ledger; the months of all its records are read together."""

    def __init__(
        self, store: Store, ledger: Ledger, month: Month, money_unit: int, records: Sequence[int]
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._month = month
        self._unit = money_unit
        self._context = store.context(month, money_unit)
        self._office = str(store.settings.get(OFFICE, ""))
        months = [Month(month.year, number) for number in range(1, month.number + 1)]
        self._months = rows_by_month(store, ledger, records, months if period_fields(ledger) else ())

    def sheet(self, row: Row) -> RecordSheet:
        """Everything that is said of a record."""
        name = self._text(row, self._ledger.fields_by_name[self._ledger.name_column])
        name = " ".join(name.split()) or f"（未填{self._ledger.record_title}名称）"
        return RecordSheet(
            title=name + FILE_TITLE,
            name=name,
            left_line=office_line(self._office),
            middle_line=as_of_words(self._month) if is_dated(self._ledger) else "",
            right_line=unit_line(self._ledger.fields, self._unit),
            parts=tuple(self._parts(row)),
            notes=tuple(self._notes(row)),
            signature=_OWNERS_SIGN if self._ledger.unit_column else SIGNATURE,
        )

    def _text(self, row: Row, field: Field) -> str:
        return cell_text(field, row, self._context)

    # --- parts ------------------------------------------------------------------------------------

    def _parts(self, row: Row) -> list[Part]:
        parts: list[Part | None] = []
        sections = sections_of(self._ledger, lambda field: self._is_wanted(row, field))
        facts = {title: self._facts(row, title, fields) for title, fields in sections.items()}
        parts += [facts.pop(title, None) for title in (FACTS, PERIOD)]
        parts.append(self._months_table(row))
        parts += [self._items_table(row, axis) for axis in self._ledger.axes if isinstance(axis, Items)]
        parts += facts.values()
        parts += photos_of(self._store, self._ledger, row.id, self._month)
        return [part for part in parts if part is not None]

    def _is_wanted(self, row: Row, field: Field) -> bool:
        """What is filled, and what the ledger always shows: an empty place is to be seen."""
        if self._text(row, field):
            return True
        column = field.column
        return column.shown and not column.only_when_filled and not is_light(field) and not column.section

    def _facts(self, row: Row, title: str, fields: Sequence[Field]) -> Facts:
        facts = [self._fact(row, field) for field in fields]
        name = self._ledger.by_name[self._ledger.name_column].title_for(self._month)
        heading = f"{title}（{self._month.title}）" if title == PERIOD and is_dated(self._ledger) else title
        return Facts(heading, tuple(put_first(facts, name)))

    def _fact(self, row: Row, field: Field) -> Fact:
        label, text = field.title_for(self._month), self._text(row, field)
        colour = light_colour(text) if is_light(field) and text else None
        if colour:
            return Fact(label, PrintLight(colour, light_is_hollow(text)).words, light=colour)
        return Fact(label, text, wide=isinstance(field.column.kind, LongText) and bool(text))

    def _months_table(self, row: Row) -> Rows | None:
        """The months of this year that were reported, each with what was entered for it."""
        fields = self._month_fields()
        lines: list[tuple[str, ...]] = []
        for month, rows in self._months.items():
            one = rows.get(row.id)
            if one is not None and (one.reported or _has_halves(one, fields)):
                context = self._store.context(month, self._unit)
                texts = [
                    "" if field.name in one.carried else cell_text(field, one, context) for field in fields
                ]
                lines.append((f"{month.number}月", *texts))
        kept = [place for place in range(len(fields)) if any(line[place + 1] for line in lines)]
        if not kept:
            return None
        columns = [
            PrintColumn("月份", _MONTH_MM, Align.CENTRE, unbroken=True),
            *(_column(fields[place], fields[place].timeless_title) for place in kept),
        ]
        rows_kept = [(line[0], *(line[place + 1] for place in kept)) for line in lines]
        return Rows(f"{self._month.year}年各月", _table(columns, rows_kept))

    def _month_fields(self) -> tuple[Field, ...]:
        """The reported columns of the period, and what share of the plan they make up."""
        wanted = {field.name for field in period_fields(self._ledger) if not field.column.section}
        for column in self._ledger.columns:
            computed = column.computed
            if computed is not None and computed.function == COMPLETION and computed.arguments[0] in wanted:
                wanted.add(column.name)
        return tuple(field for field in self._ledger.fields if field.name in wanted)

    def _items_table(self, row: Row, axis: Items) -> Rows | None:
        """The items of an axis (前期手续), when any has something."""
        columns = [column for column in self._ledger.columns if column.per == axis]
        lines = [(item, *(self._text(row, Field(column, item)) for column in columns)) for item in axis.items]
        if not any(any(texts) for _, *texts in lines):
            return None
        titles = [PrintColumn("事项", 25), *(_column(Field(one), one.title or "办理状态") for one in columns)]
        return Rows(axis.title, _table(titles, lines))

    # --- notes ------------------------------------------------------------------------------------

    def _notes(self, row: Row) -> list[str]:
        notes = [f"{words}。" for words in (self._carried_words(row),) if words]
        for one in findings(self._ledger, row, self._context, self._month):
            if one.severity is not Severity.INFO:
                answer = " ".join(one.answer.split()).rstrip("。；")
                notes.append(f"{one.message}已说明：{answer}。" if answer else one.message)
        if any(is_light(field) and self._text(row, field) for field in self._ledger.fields):
            notes.append(LIGHT_LEGEND)
        return notes

    def _carried_words(self, row: Row) -> str:
        """What was not reported for this month and is shown as it was: 「本月未填，沿用以前的：是否开工（8月）」."""
        if Axis.MONTH not in self._ledger.axes:
            return ""
        carried = [
            field
            for field in self._ledger.fields
            if field.column.reported and field.name in row.carried and self._text(row, field)
        ]
        if not carried:
            return ""
        sources = months_carried_from(self._store, self._ledger, row.id, self._month)
        words = [self._carried_word(field, sources.get(field.name)) for field in carried]
        return f"本月未填，沿用以前的：{'、'.join(words)}"

    def _carried_word(self, field: Field, source: Month | None) -> str:
        title = field.title_for(self._month, short=True)
        if source is None:
            return title
        year = "" if source.year == self._month.year else f"{source.year}年"
        return f"{title}（{year}{source.number}月）"


def _has_halves(row: Row, fields: Sequence[Field]) -> bool:
    """Whether something was entered for a half of the row's month."""
    return any(one.item is not None and row.values.get(one.name) is not None for one in fields)


def _column(field: Field, title: str) -> PrintColumn:
    column = field.column
    return PrintColumn(
        title,
        column.width * _MM_PER_CHARACTER,
        _ALIGNS[column.kind.align],
        priority=column.priority,
    )


def _table(columns: Sequence[PrintColumn], lines: Sequence[tuple[str, ...]]) -> PrintTable:
    rows = tuple(PrintRow(RowKind.RECORD, line) for line in lines)
    return PrintTable("", tuple(columns), rows, label_column=0)
