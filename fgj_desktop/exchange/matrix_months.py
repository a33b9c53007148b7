"""Sheets of record × measure whose columns are months (1—2月, 1—3月 …): a plain table for each month."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of, told_twice
from fgj_desktop.exchange.grid import Cell, Sheet, address, covered_cells
from fgj_desktop.exchange.headers import HEADER_WITHIN, is_numbering
from fgj_desktop.exchange.measures import UNITS, Measure, bare_label, is_no_amount, measure_of, record_name
from fgj_desktop.exchange.parts import Part, PartMaker, lost_comments, repeated_remark
from fgj_desktop.exchange.periods import PeriodText, plain, read_period, split_money_unit
from fgj_desktop.exchange.rows import is_whole_total
from fgj_desktop.exchange.titles import title_book
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.numbers import cell_text
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import UNIT_FACTORS, UNIT_TITLES

if TYPE_CHECKING:
    from fgj_desktop.exchange.grid import Value
    from fgj_desktop.ledgers import Ledger

_PERIOD = re.compile(
    r"(?:20\d\d年?)?(?:(?:\d{1,2}-)?\d{1,2}月(?:份|底|末)?|第?[一二三四1-4]季度|上半年)(?:累计数?)?"
)


@dataclass(slots=True)
class _Record:
    """A record of the sheet: where its name stands, and which row gives which measure."""

    name: str
    row: int
    rows: dict[str, list[tuple[int, Measure]]] = field(default_factory=dict)


@dataclass(slots=True)
class _Layout:
    """Where things stand in the sheet."""

    top: int
    name: int
    periods: dict[int, PeriodText]
    measure: int | None = None
    unit: int | None = None
    beside: tuple[int, ...] = ()
    """Other columns that have a title."""


def months_of(sheet: Sheet, ledger: Ledger) -> list[Part]:
    """The plain tables of a sheet whose columns are months, oldest first; empty for any other sheet."""
    for top in range(min(HEADER_WITHIN, sheet.height)):
        layout = _layout(sheet, ledger, top)
        if layout is not None:
            reader = _Reader(sheet, ledger, layout)
            reader.read()
            if any(one.rows for one in reader.records):
                return reader.parts()
    return []


def _layout(sheet: Sheet, ledger: Ledger, top: int) -> _Layout | None:
    covered = covered_cells(sheet)
    periods = {
        column: period
        for column in range(sheet.width)
        if (period := _period(sheet, covered, top, column)) is not None
    }
    if len({(one.year, one.month) for one in periods.values()}) < 2:
        return None
    book = title_book(ledger.name)
    titles = {
        column: text_of(sheet.value(*covered.get((top, column), (top, column))))
        for column in range(sheet.width)
        if column not in periods
    }
    matches = {column: book.match(title) for column, title in titles.items()}
    name = next(
        (
            column
            for column, found in matches.items()
            if found is not None and found.field.name == ledger.name_column
        ),
        None,
    )
    if name is None or name > min(periods):
        return None
    others = [column for column in titles if column != name]
    measure = max(others, key=lambda one: _count_measures(sheet, ledger, top, one), default=None)
    if measure is not None and not _count_measures(sheet, ledger, top, measure):
        measure = None
    unit = next((one for one in others if one != measure and _holds_units(sheet, top, one)), None)
    beside = tuple(one for one in others if one not in (measure, unit) and titles[one])
    return _Layout(top, name, periods, measure, unit, beside)


def _period(sheet: Sheet, covered: dict[Cell, Cell], row: int, column: int) -> PeriodText | None:
    """The period that a column's title is, with the year of a title above it."""
    cell = sheet.value(row, column)
    if isinstance(cell, datetime.date):
        return PeriodText(cell.year, None, cell.month)
    if not isinstance(cell, str) or not _PERIOD.fullmatch(plain(cell)):
        return None
    found = read_period(cell)
    if found.month is None:
        return None
    above = sheet.value(*covered.get((row - 1, column), (row - 1, column))) if row else None
    is_year = isinstance(above, str) and re.fullmatch(r"20\d\d年度?", plain(above))
    return found.or_else(read_period(above)) if is_year and isinstance(above, str) else found


def _count_measures(sheet: Sheet, ledger: Ledger, top: int, column: int) -> int:
    cells = (sheet.value(row, column) for row in range(top + 1, sheet.height))
    return sum(isinstance(cell, str) and measure_of(ledger, cell) is not None for cell in cells)


def _holds_units(sheet: Sheet, top: int, column: int) -> bool:
    cells = [text_of(sheet.value(row, column)) for row in range(top + 1, sheet.height)]
    filled = [squeeze(cell) for cell in cells if cell]
    return bool(filled) and all(cell in UNITS for cell in filled)


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one sheet into records and their measures."""

    sheet: Sheet
    ledger: Ledger
    layout: _Layout
    records: list[_Record] = field(default_factory=list)
    main_rows: list[tuple[int, Measure]] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    """Rows with figures that no column of the ledger was found for, with their labels."""
    texts: dict[int, str] = field(default_factory=dict)
    """Rows with a text alone: notes, signatures."""

    def read(self) -> None:
        """Sort every row."""
        current: _Record | None = None
        body = self._body()
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
            if not self._has_values(row):
                continue
            if measure is None and not text:
                measure = self._default(label)
            if measure is None or current is None:
                self.unread[row] = text or label
            else:
                current.rows.setdefault(measure.column.name, []).append((row, self._with_unit(row, measure)))
        self._settle()

    def _body(self) -> int:
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
        lost = lost_comments(self.sheet, self._body(), [one.sheet for one in made])
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
        maker = PartMaker(self.sheet, self.layout.top, self._body())
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
