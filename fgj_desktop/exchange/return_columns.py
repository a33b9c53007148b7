"""Which columns of a returned sheet are which of the form: by the hidden row of keys, else by their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of, value_at
from fgj_desktop.exchange.form_marks import KEYS_WORD
from fgj_desktop.exchange.headers import (
    HEADER_WITHIN,
    Header,
    HeaderColumn,
    columns_at,
    find_header,
    match_in,
)
from fgj_desktop.exchange.periods import plain
from fgj_desktop.exchange.titles import title_key
from fgj_desktop.ledgers.declaration import HALVES, Axis
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_columns import FORMER
from fgj_desktop.rules.form_spec import FormColumn, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fgj_desktop.exchange.form_marks import FormMarks
    from fgj_desktop.exchange.grid import Sheet
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.rules.form_spec import FormSpec

_KEYS_WITHIN = 12
_TITLES_WITHIN = HEADER_WITHIN + 3
_PROGRESS_WORDS = frozenset(
    {
        "进展",
        "本期进展",
        "进展情况",
        "工作进展",
        "工作进展情况",
        "本期进展情况",
        "落实情况",
        "完成情况",
        "报送原文",
    }
)
_HALF = re.compile(r"(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?份?(?P<half>[上下]半月)")
_MONTH = re.compile(r"(20\d\d)年(\d{1,2})月(?![\d日])")
_FORMER_WORDS = ("上期", "上次", "前期")


@dataclass(frozen=True, slots=True)
class ReturnColumns:
    """The columns of a sheet: index → key of the form, with the header above the rows."""

    header: Header
    keys: Mapping[int, str]
    ids: int | None = None
    """The hidden column of the records' ids."""
    has_keys: bool = False
    """Whether the hidden row of keys told it, not the titles."""
    unknown: Mapping[int, str] = field(default_factory=dict)
    """Index → title of those that are none of the form's: added by the unit, or renamed."""
    period: ReportPeriod | None = None
    """What the title of the progress says of its period; None where it says nothing."""


@dataclass(slots=True)
class ColumnReader:
    """Reads the columns of sheets that may be returns of one ledger and period."""

    spec: FormSpec
    """The form of the round, with every entry that units may be asked for."""
    _titles: dict[str, str] = field(default_factory=dict)
    _columns: dict[str, FormColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the titles of the form."""
        for one in self.spec.columns:
            self._columns[one.key] = one
            self._titles.setdefault(title_key(one.title), one.key)

    @property
    def period(self) -> ReportPeriod:
        """The period of the round."""
        return self.spec.period

    @property
    def ledger(self) -> Ledger:
        """The ledger whose records the rows are."""
        return self.spec.rows_ledger or self.spec.ledger

    def column(self, key: str) -> FormColumn | None:
        """The column of the form that has a key."""
        known = self._columns.get(key)
        if known is not None:
            return known
        found = self.ledger.fields_by_name.get(key)
        return FormColumn(key, found.column.title, Part.FACT, found) if found is not None else None

    def read(self, sheet: Sheet, marks: FormMarks | None) -> ReturnColumns | None:
        """The columns of a sheet; None when it is no table of the ledger."""
        return self._by_keys(sheet) or self._by_titles(sheet, marks)

    def _by_keys(self, sheet: Sheet) -> ReturnColumns | None:
        for top in range(min(_KEYS_WITHIN, sheet.height)):
            row = sheet.rows[top]
            ids = next((at for at, cell in enumerate(row) if cell == KEYS_WORD), None)
            if ids is None:
                continue
            keys = {
                at: text
                for at, cell in enumerate(row)
                if at != ids and (text := text_of(cell)) and "#" not in text
            }
            columns = tuple(columns_at(sheet.rows, (), top + 1, 1))
            unknown = {one.index: one.title for one in columns if one.index not in keys and one.index != ids}
            return ReturnColumns(Header(top + 1, top + 2, columns), keys, ids, has_keys=True, unknown=unknown)
        return None

    def _by_titles(self, sheet: Sheet, marks: FormMarks | None) -> ReturnColumns | None:
        header = find_header(sheet.rows, sheet.merges, self.ledger) if self._may_be(sheet) else None
        if header is None:
            return None
        told = self._told(marks)
        keys: dict[int, str] = {}
        periods: dict[int, ReportPeriod | None] = {}
        unknown: dict[int, str] = {}
        for column in header.columns:
            key, period = self._key(column, told)
            if key is None or key in keys.values():
                unknown[column.index] = column.title
            else:
                keys[column.index] = key
                periods[column.index] = period
        keys, stated = _progress(keys, periods, self.period)
        if self.ledger.name_column not in keys.values() or not self._asks(keys):
            return None
        return ReturnColumns(header, keys, self._ids(sheet, header), unknown=unknown, period=stated)

    def _may_be(self, sheet: Sheet) -> bool:
        """Whether a title of the records' names, or a part of one, stands near the top: a folder may hold hundreds of other tables."""
        column = self.ledger.by_name[self.ledger.name_column]
        titles = [title_key(one) for one in (column.title, *column.aliases)]
        cells = {
            title_key(cell) for row in sheet.rows[:_TITLES_WITHIN] for cell in row if isinstance(cell, str)
        }
        return any(
            len(cell) > 1 and any(cell in title or title in cell for title in titles) for cell in cells
        )

    def _asks(self, keys: Mapping[int, str]) -> bool:
        """Whether one of the columns is one that units fill."""
        known = (self._columns.get(rekeyed(key, self.period)) for key in keys.values())
        return any(one is not None and one.is_open for one in known)

    def _told(self, marks: FormMarks | None) -> dict[str, str]:
        """The titles that the form itself went out with, before those of this period."""
        own = {} if marks is None else dict(zip(marks.titles, marks.sent.keys, strict=False))
        return self._titles | {title_key(title): key for title, key in own.items()}

    def _key(self, column: HeaderColumn, told: Mapping[str, str]) -> tuple[str | None, ReportPeriod | None]:
        for candidate in column.candidates:
            if (key := told.get(title_key(candidate))) is not None:
                return key, None
        if (found := self._half(column)) is not None:
            return found
        match = match_in(self.ledger, column)
        if match is None:
            return None, None
        if match.field.column.per is Axis.HALF_MONTH:
            return (
                (f"{FORMER}{match.field.name}", None)
                if match.field.item != self.period.half
                else (
                    self._text_of_half(match.field.name),
                    None,
                )
            )
        return match.field.name, None

    def _half(self, column: HeaderColumn) -> tuple[str | None, ReportPeriod | None] | None:
        """A column of progress under a title of its own: 「9月下半月进展」, 「本期进展情况」."""
        if not self.period.half:
            return None
        for candidate in column.candidates:
            words = title_key(candidate)
            hit = _HALF.search(words)
            rest = words if hit is None else words[: hit.start()] + words[hit.end() :]
            if any(word in rest for word in _FORMER_WORDS):
                return f"{FORMER}{ORIGINAL}:{self.period.half}", None
            if rest in _PROGRESS_WORDS:
                return self._text_of_half(f"{ORIGINAL}:{self.period.half}"), _period_of(hit, self.period)
        return None

    def _text_of_half(self, name: str) -> str:
        """What the unit says of the half is its own text, whatever the title of the column."""
        own = f"{ORIGINAL}:{self.period.half}"
        return own if own in self._columns and name.startswith(f"{ADOPTED_TEXT}:") else name

    def _ids(self, sheet: Sheet, header: Header) -> int | None:
        """A column of long numbers left of the titles is that of the ids."""
        titled = {one.index for one in header.columns}
        for at in range(min(3, sheet.width)):
            cells = [text_of(value_at(row, at)) for row in sheet.rows[header.body :]]
            filled = [one for one in cells if one]
            if at not in titled and filled and all(one.isdigit() and len(one) >= 15 for one in filled):
                return at
        return None


def _progress(
    keys: dict[int, str], periods: Mapping[int, ReportPeriod | None], period: ReportPeriod
) -> tuple[dict[int, str], ReportPeriod | None]:
    """Of columns of several halves that of the period is the entry; without it the last one, of its own period."""
    dated = {at: one for at, one in periods.items() if one is not None}
    if not dated:
        return keys, None
    own = next((at for at, one in dated.items() if one == period), None)
    chosen = own if own is not None else max(dated, key=lambda at: (dated[at], at))
    kept = {at: key for at, key in keys.items() if at not in dated or at == chosen}
    return kept, dated[chosen]


def _period_of(hit: re.Match[str] | None, period: ReportPeriod) -> ReportPeriod | None:
    if hit is None:
        return None
    half = next(key for key, title in HALVES.items() if title == hit["half"])
    number = int(hit["month"]) if hit["month"] else period.month.number
    year = int(hit["year"]) if hit["year"] else period.month.year
    return ReportPeriod(Month(year, number), half) if 1 <= number <= 12 else None


def stated_period(texts: Iterable[str], period: ReportPeriod) -> ReportPeriod | None:
    """The half month that the lines above a table, the sheet's or the file's name speak of; None for none.

    A text that names the period asked for decides: 「9月上半月进展」 stands in many a sheet beside it.
    """
    hits = (hit for text in texts for hit in _HALF.finditer(plain(text)) if hit["month"])
    found = [stated for hit in hits if (stated := _period_of(hit, period)) is not None]
    return period if period in found else next(iter(found), None)


def stated_month(texts: Iterable[str], period: ReportPeriod) -> ReportPeriod | None:
    """The month that they speak of, the one asked for before all others; a day (报送截止：2021年10月8日) is no month."""
    hits = (hit for text in texts for hit in _MONTH.finditer(plain(text)))
    found = [ReportPeriod(Month(int(hit[1]), int(hit[2]))) for hit in hits if 1 <= int(hit[2]) <= 12]
    return period if period in found else next(iter(found), None)


def rekeyed(key: str, period: ReportPeriod) -> str:
    """The key of a form of another half as that of this period's: ``original:H1`` becomes ``original:H2``."""
    name, _, item = key.partition(":")
    return f"{name}:{period.half}" if item in HALVES and period.half and name != FORMER.rstrip(":") else key
