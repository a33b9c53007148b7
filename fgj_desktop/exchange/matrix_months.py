"""Sheets of record × measure whose columns are months (1—2月, 1—3月 …): a plain table for each month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of, told_twice
from fgj_desktop.exchange.grid import Cell, Sheet, address
from fgj_desktop.exchange.headers import HEADER_WITHIN, is_numbering
from fgj_desktop.exchange.measures import Measure, bare_label, is_no_amount, measure_of, record_name
from fgj_desktop.exchange.month_layout import MonthLayout, month_layout
from fgj_desktop.exchange.parts import Part, PartMaker, lost_comments, repeated_remark
from fgj_desktop.exchange.periods import PeriodText, split_money_unit
from fgj_desktop.exchange.rows import is_whole_total
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.numbers import cell_text
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import UNIT_FACTORS, UNIT_TITLES

if TYPE_CHECKING:
    from fgj_desktop.exchange.grid import Value
    from fgj_desktop.ledgers import Ledger

_LONGEST_LABEL = 24


@dataclass(slots=True)
class _Record:
    """A record of the sheet: where its name stands, and which row gives which measure."""

    name: str
    row: int
    rows: dict[str, list[tuple[int, Measure]]] = field(default_factory=dict)


def months_of(sheet: Sheet, ledger: Ledger) -> list[Part]:
    """The plain tables of a sheet whose columns are months, oldest first; empty for any other sheet."""
    for top in range(min(HEADER_WITHIN, sheet.height)):
        layout = month_layout(sheet, ledger, top)
        if layout is not None:
            reader = _Reader(sheet, ledger, layout)
            reader.read()
            if any(one.rows for one in reader.records):
                return reader.parts()
    return []


@dataclass(frozen=True, slots=True)
class MonthsAsked:
    """What a blank with columns of months asks for."""

    top: int
    body: int
    periods: dict[int, PeriodText]
    rows: tuple[tuple[int, str, Measure], ...]
    """A row, the record it is of, and what it tells of it."""
    unread: dict[int, str]
    """Rows of which no column of the ledger is known, with their labels."""


def months_asked(sheet: Sheet, ledger: Ledger) -> MonthsAsked | None:
    """What a blank with columns of months asks for; None for any other sheet."""
    for top in range(min(HEADER_WITHIN, sheet.height)):
        layout = month_layout(sheet, ledger, top)
        if layout is None:
            continue
        reader = _Reader(sheet, ledger, layout, is_blank_form=True)
        reader.read()
        rows = [
            (row, one.name, measure)
            for one in reader.records
            for some in one.rows.values()
            for row, measure in some
        ]
        if rows:
            rows.sort(key=lambda one: one[0])
            return MonthsAsked(top, reader.body(), layout.periods, tuple(rows), reader.unread)
    return None


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one sheet into records and their measures."""

    sheet: Sheet
    ledger: Ledger
    layout: MonthLayout
    is_blank_form: bool = False
    """Whether rows without figures are asked about: a form that is still to be filled."""
    records: list[_Record] = field(default_factory=list)
    main_rows: list[tuple[int, Measure]] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    """Rows with figures that no column of the ledger was found for, with their labels."""
    texts: dict[int, str] = field(default_factory=dict)
    """Rows with a text alone: notes, signatures."""

    def read(self) -> None:
        """Sort every row."""
        current: _Record | None = None
        body = self.body()
        for row in range(body, self.sheet.height):
            label = text_of(self.sheet.value(row, self.layout.name))
            text = self._measure_text(row)
            measure = measure_of(self.ledger, text) if text else None
            if label and not text and (of_main := measure_of(self.ledger, label)) is not None:
                self.main_rows.append((row, self._with_unit(row, of_main)))
                current = None
                continue
            if label:
                current = self._begin(row, label)
            if self.is_blank_form and (self._is_note(label) or not (label or text)):
                continue
            if not self.is_blank_form and not self._has_values(row):
                continue
            if measure is None and not text:
                measure = self._default(label)
            if measure is None or current is None:
                self.unread[row] = text or label
            else:
                current.rows.setdefault(measure.column.name, []).append((row, self._with_unit(row, measure)))
        self._settle()

    def body(self) -> int:
        """The first row below the header."""
        body = self.layout.top + 1
        while body < self.sheet.height and is_numbering(self.sheet.rows[body]):
            body += 1
        return body

    def _begin(self, row: int, label: str) -> _Record:
        name = record_name(label)
        if self.ledger.matrix is not None and self.ledger.matrix.main and is_whole_total(name):
            name = self.ledger.matrix.main
        known = next((one for one in self.records if one.name == name), None)
        if known is None:
            known = _Record(name, row)
            self.records.append(known)
        return known

    def _is_note(self, label: str) -> bool:
        """Whether a row's label is a note or a line to sign on."""
        return len(label) > _LONGEST_LABEL or "：" in label.removeprefix("其中：") or label.startswith("注")

    def _measure_text(self, row: int) -> str:
        return text_of(self.sheet.value(row, self.layout.measure)) if self.layout.measure is not None else ""

    def _has_values(self, row: int) -> bool:
        return any(not is_blank(self.sheet.value(row, column)) for column in self.layout.periods)

    def _default(self, label: str) -> Measure | None:
        """A row that names no measure gives the first that is reported, when its unit is one of money."""
        if is_no_amount(label):
            return None
        column = next((one for one in self.ledger.columns if one.reported), None)
        return (
            Measure(column, column.timeless_title, split_money_unit(label)[1]) if column is not None else None
        )

    def _with_unit(self, row: int, measure: Measure) -> Measure:
        """A unit in a column of its own counts as one in the label."""
        if self.layout.unit is None or measure.unit is not None:
            return measure
        unit = UNIT_FACTORS.get(squeeze(text_of(self.sheet.value(row, self.layout.unit))))
        return Measure(measure.column, measure.label, unit, measure.note)

    def _settle(self) -> None:
        """Give the rows of the whole to the main record, and records without figures back as texts."""
        empty = [one for one in self.records if not one.rows]
        self.records = [one for one in self.records if one.rows]
        self.texts = {one.row: one.name for one in empty}
        if not self.main_rows:
            return
        name = self.ledger.matrix.main if self.ledger.matrix is not None else ""
        main = (
            next((one for one in self.records if one.name == name), None)
            or next((one for one in self.records if name and name in one.name), None)
            or (self.records[0] if self.records and not name else None)
        )
        if main is None:
            main = _Record(name, self.main_rows[0][0])
            self.records.insert(0, main)
        for row, measure in self.main_rows:
            main.rows.setdefault(measure.column.name, []).append((row, measure))

    # the tables

    def parts(self) -> list[Part]:
        """A table for each month, oldest first."""
        months: dict[tuple[int, int], list[int]] = {}
        for column, period in self.layout.periods.items():
            months.setdefault((period.year or 0, period.month or 0), []).append(column)
        ordered = sorted(months)
        made = [self._part(months[key], is_newest=key == ordered[-1]) for key in ordered]
        lost = lost_comments(self.sheet, self.body(), [one.sheet for one in made])
        unread = [
            f"第 {row + 1} 行“{label}”未能识别是哪项数据，未导入。" for row, label in self.unread.items()
        ]
        if made and (lost or unread):
            last = made[-1]
            made[-1] = Part(
                last.name,
                last.sheet,
                last.header,
                last.period,
                last.is_newest,
                (*last.remarks, *unread, *lost),
            )
        return made

    def _part(self, columns: list[int], *, is_newest: bool) -> Part:
        maker = PartMaker(self.sheet, self.layout.top, self.body())
        self._names(maker, columns, is_newest=is_newest)
        differing: list[tuple[Cell, Cell]] = []
        positions: dict[str, tuple[int, int | None]] = {}
        for record in self.records:
            for name, rows in record.rows.items():
                for row, measure in rows:
                    filled = [column for column in columns if not is_blank(self.sheet.value(row, column))]
                    if not filled:
                        continue
                    if name not in positions:
                        candidates = (bare_label(measure.label), measure.column.timeless_title)
                        at = maker.add_column(measure.label, candidates, measure.unit)
                        positions[name] = at, measure.unit
                    differing += self._fill(maker, record, positions[name], measure, (row, filled))
        period = self.layout.periods[columns[-1]]
        title = text_of(self.sheet.value(self.layout.top, columns[-1]))
        remarks = (repeated_remark(title, differing),) if differing else ()
        return Part(period.key, maker.sheet(), maker.header(), period, is_newest, remarks)

    def _names(self, maker: PartMaker, columns: list[int], *, is_newest: bool) -> None:
        """The names of the records that have figures; notes and further columns in the newest table only."""
        own = self.ledger.by_name[self.ledger.name_column].title
        at = maker.add_column(text_of(self.sheet.value(self.layout.top, self.layout.name)) or own, (own,))
        for record in self.records:
            if any(
                not is_blank(self.sheet.value(row, column))
                for rows in record.rows.values()
                for row, _ in rows
                for column in columns
            ):
                maker.put(record.row, at, record.name, (record.row, self.layout.name))
        if not is_newest:
            return
        for row, text in self.texts.items():
            maker.put(row, at, text, (row, self.layout.name))
        for column in self.layout.beside:
            beside = maker.add_column(text_of(self.sheet.value(self.layout.top, column)))
            for record in self.records:
                maker.copy(record.row, beside, (record.row, column))

    def _fill(
        self,
        maker: PartMaker,
        record: _Record,
        position: tuple[int, int | None],
        measure: Measure,
        source: tuple[int, list[int]],
    ) -> list[tuple[Cell, Cell]]:
        """Put the figure of one row; gives the pairs of cells that say different things."""
        (column, unit), (row, filled) = position, source
        differing = []
        for at in filled:
            value = self._in_unit(self.sheet.value(row, at), measure, unit)
            earlier = maker.cells.get((record.row, column))
            if earlier is not None and earlier[0] != value:
                differing.append((earlier[1], (row, at)))
                maker.add_note((record.row, column), told_twice(address(*earlier[1]), text_of(earlier[0])))
            maker.put(record.row, column, value, (row, at))
        if measure.note:
            maker.add_note((record.row, column), measure.note)
        return differing

    @staticmethod
    def _in_unit(value: Value, measure: Measure, unit: int | None) -> Value:
        """An amount whose row names another unit than the column's first row: its own unit behind it."""
        other = measure.unit is not None and measure.unit != unit
        if other and is_number(value) and isinstance(measure.column.kind, Money):
            return f"{cell_text(value)}{UNIT_TITLES[measure.unit]}"  # type: ignore[arg-type,index]
        return value
