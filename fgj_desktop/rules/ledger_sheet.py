"""A ledger as it goes on paper or into a workbook: heading, 合计, groups with their sums, rows, notes.

Plain data: print and export make the same sheet of it, so that they cannot disagree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Items
from fgj_desktop.ledgers.values import WAN, Context, Value
from fgj_desktop.rules.apart import apart_words, are_apart, lists_of
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.rules.closing import correction_notes, reported_rows
from fgj_desktop.rules.register_change import as_then_called
from fgj_desktop.rules.sheet_words import (
    SIGNATURE,
    date_line,
    filling_day,
    level_mark,
    notes_of,
    office_line,
    sheet_title,
    unit_line,
    with_notes,
)
from fgj_desktop.rules.sums import sums_of
from fgj_desktop.store.grouping import NO_SERIAL, Grouping, Key, Place, first_place
from fgj_desktop.store.store import DEFAULT_LIGHT_METHOD, LIGHT_METHOD

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.filters import Filter, Order
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

OWN_GROUPS = "own"
"""Grouped as the clerk's own order has it, which no column is called."""
LIGHT = "light"
OFFICE = "office"
_MOST_IN_WORDS = 99
_DIGITS = "一二三四五六七八九"
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、")
"""What begins with a number of its own: the clauses of a policy."""
_LOOSEST = 2


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows with its heading (empty when nothing is grouped) and its sums by field name."""

    heading: str
    rows: tuple[Row, ...]
    sums: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """Everything a sheet of a ledger says. ``sums`` are those of all rows; '' holds the count."""

    ledger: Ledger
    month: Month
    context: Context
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    sums: Mapping[str, Value]
    title: str
    office: str
    dates: str
    unit: str
    notes: tuple[str, ...]
    signature: str
    narrowed: str = ""
    """What the rows are narrowed by, in words."""
    part: str = ""
    """Whom this part of the ledger is for, as the sheet says it; empty for a whole one."""
    mark: str = ""
    """What stands at the top of every page."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the sheet."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def is_grouped(self) -> bool:
        """Whether the sections have headings."""
        return any(section.heading for section in self.sections)

    @property
    def has_total(self) -> bool:
        """Whether a 合计 row says anything."""
        return are_apart(self._lists) or any(self.sums.get(field.name) is not None for field in self.fields)

    @property
    def total_label(self) -> str:
        """「合计（48 项）」, of narrowed rows 「合计（筛选后 13 项）」."""
        count = f"{self.sums['']} {self.ledger.measure_word}"
        if are_apart(self._lists):
            count = apart_words(self.ledger, self._lists, self.context)
        return f"合计（筛选后 {count}）" if self.narrowed else f"合计（{count}）"

    @property
    def _lists(self) -> Mapping[Value, int]:
        return lists_of(self.ledger, self.rows)

    @property
    def label_column(self) -> int:
        """The position of the column of names; 0 when it is not among the columns."""
        names = [field.name for field in self.fields]
        return names.index(self.ledger.name_column) if self.ledger.name_column in names else 0

    def text(self, row: Row, field: Field) -> str:
        """A cell as it is read: what does not fit as it was typed, 「—」, or the value."""
        text = cell_text(field, row, self.context)
        mark = row.marks.get(field.name)
        is_name = field.name == self.ledger.name_column and not (
            mark and (mark.dash or mark.misfit is not None)
        )
        return level_mark(row) + text if is_name else text


def ledger_sheet(  # noqa: PLR0913  what is seen in a window has as many sides
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
    narrowed: str = "",
    as_reported: bool = False,
) -> LedgerSheet:
    """The sheet of a ledger as of a month.

    Args:
        store: the open file.
        ledger: which ledger.
        month: the report period.
        fields: names of the columns in order; those declared as shown when None.
        ids: the records in order; those that ``filters`` leave, in ``order``, when None.
        filters: as a view takes them.
        order: as a view takes it; rows keep it within their group.
        money_unit: 分 in the unit in which amounts are shown.
        group_by: the column that groups the rows, as in the grid; None for one run of rows. ``OWN_GROUPS`` is
            the clerk's own way: by 行业 where her order has the rows of one together, and never when another
            ``order`` is asked for.
        office: the office that reports; the one kept in the file's settings when None.
        filled_on: 填报日期; when None, today during the report, else the first working day after the period.
        narrowed: what the rows are narrowed by, in words, for the notes.
        as_reported: as the month was reported when it was closed, whole and in that order, not as it is now.
            Raises UserError when it is not closed.
    """
    if as_reported:
        rows, said = reported_rows(store, ledger, month)
    else:
        view = store.view(ledger, month)
        rows = view.rows(view.ids(filters, order) if ids is None else ids)
        as_then_called(ledger, rows, month)
        said = correction_notes(store, ledger, month, money_unit)
    chosen = (
        _without_empty_items(chosen_fields(ledger, fields), rows)
        if fields is None
        else chosen_fields(ledger, fields)
    )
    name = str(store.settings.get(OFFICE, "")) if office is None else office
    method = str(store.settings.get(LIGHT_METHOD, DEFAULT_LIGHT_METHOD))
    if group_by == OWN_GROUPS:
        group_by = ledger.sector_column if not order and _keeps_sectors_together(ledger, rows) else None
    grouped = ledger.fields_by_name.get(group_by or "")
    grouped = grouped if grouped is not None and grouped.column.groups else None
    sections = _sections(store, ledger, month, rows, grouped)
    day = filled_on or filling_day(month, store.clock().date())
    return LedgerSheet(
        ledger=ledger,
        month=month,
        context=store.context(month, money_unit),
        fields=chosen,
        sections=sections,
        sums=sums_of(ledger, rows, month),
        title=sheet_title(ledger, month, name, rows),
        office=office_line(name),
        dates=date_line(ledger, month, day),
        unit=unit_line(chosen, money_unit),
        notes=with_notes(
            notes_of(ledger, chosen, rows, month, method, grouped=grouped, narrowed=narrowed),
            said,
        ),
        signature=SIGNATURE,
        narrowed=narrowed,
    )


def chosen_fields(ledger: Ledger, names: Sequence[str] | None) -> tuple[Field, ...]:
    """The fields of these names; when None those shown: 序号 and name first, the light behind them.

    Raises KeyError for a name that the ledger does not have.
    """
    if names is not None:
        return tuple(ledger.fields_by_name[name] for name in names)
    shown = [field for field in ledger.fields if field.column.shown]
    first = [ledger.serial_column, ledger.name_column, LIGHT]
    return tuple(
        sorted(shown, key=lambda field: first.index(field.name) if field.name in first else len(first))
    )


def _without_empty_items(fields: Sequence[Field], rows: Sequence[Row]) -> tuple[Field, ...]:
    """The fields without those that no record needs: nobody chose them, and they would be blank."""
    return tuple(
        field
        for field in fields
        if not (isinstance(field.column.per, Items) or field.column.only_when_filled)
        or any(row.values.get(field.name) is not None or field.name in row.marks for row in rows)
    )


def _sections(
    store: Store, ledger: Ledger, month: Month, rows: Sequence[Row], field: Field | None
) -> tuple[Section, ...]:
    if field is None:
        return (Section("", tuple(rows), sums_of(ledger, rows, month)),)
    by = Grouping(field, month, store.links())
    places: dict[Value, Place] = {}
    members: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        value = row.values.get(field.name)
        places[value] = first_place(places.get(value), (_serial(ledger, row), row.id))
        members[by.key(value)].append(row)
    made = []
    for number, group in enumerate(by.arrange(places), 1):
        some = members[group.key]
        sums = sums_of(ledger, some, month)
        numbered = group.title if _NUMBERED.match(group.title) else f"{_numeral(number)}、{group.title}"
        heading = f"{numbered}（{sums['']} {ledger.measure_word}）"
        made.append(Section(heading, tuple(some), sums))
    return tuple(made)


def _serial(ledger: Ledger, row: Row) -> int:
    value = row.values.get(ledger.serial_column or "")
    return NO_SERIAL if value is None else int(value)


def _keeps_sectors_together(ledger: Ledger, rows: Sequence[Row]) -> bool:
    """Whether the rows come sector by sector; some that were added at the end since do not count."""
    if ledger.sector_column is None:
        return False
    sectors = [row.values.get(ledger.sector_column) for row in rows]
    if not any(sectors):
        return False
    changes = sum(one != other for one, other in pairwise(sectors))
    return changes < _LOOSEST * len(set(sectors))


def _numeral(number: int) -> str:
    """一, 十, 十一, 二十, 三十二; from 100 on in digits."""
    if number > _MOST_IN_WORDS:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")
