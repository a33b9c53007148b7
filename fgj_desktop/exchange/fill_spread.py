"""Blanks that spread one figure over columns: months (1—2月, 1—3月 …), or records of another ledger (towns)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import text_of
from fgj_desktop.exchange.facts import SheetFacts, read_facts
from fgj_desktop.exchange.grid import vertical_merges
from fgj_desktop.exchange.headers import HEADER_WITHIN, Header, columns_at, is_numbering, match_in
from fgj_desktop.exchange.matrix_months import months_asked
from fgj_desktop.exchange.project_names import name_key
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import Link
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.exchange.grid import Sheet
    from fgj_desktop.exchange.headers import HeaderColumn
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

_MOST_LEVELS = 2
_FEWEST = 2
"""So many months or records have to stand beside each other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell of such a blank and what it asks for."""

    row: int
    column: int
    title: str
    label: str
    """What the row calls its record."""
    record: int | None
    """None where the ledger knows no such record."""
    field: str
    month: Month | None = None
    money_unit: int | None = None
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """A sheet that spreads a figure over columns: its header, and every cell that asks for something."""

    header: Header
    facts: SheetFacts
    cells: tuple[Asked, ...]
    notices: tuple[str, ...] = ()


def spread_of(sheet: Sheet, ledger: Ledger, store: Store, month: Month, file: str) -> Spread | None:
    """What such a sheet asks of the ledger; None for an ordinary one."""
    matrix = ledger.matrix
    if matrix is None or matrix.across is Axis.HALF_MONTH:
        return None
    if isinstance(matrix.across, Axis):
        return _over_months(sheet, ledger, store, month, file)
    return _over_records(sheet, ledger, store, month, file)


def _over_months(sheet: Sheet, ledger: Ledger, store: Store, month: Month, file: str) -> Spread | None:
    found = months_asked(sheet, ledger)
    if found is None:
        return None
    header = Header(found.top, found.body, ())
    facts = read_facts(sheet.rows, header, sheet.name, file)
    known = {
        name_key(str(row.values.get(ledger.name_column) or "")): row.id for row in _rows(store, ledger, month)
    }
    cells = []
    for row, name, measure in found.rows:
        record = known.get(name_key(name))
        for column, period in found.periods.items():
            stated = Month(period.year or facts.period.year or month.year, period.month or month.number)
            # Of months that are still to come nothing is known, and what carries must not be told of them.
            if stated <= month:
                cells.append(
                    Asked(
                        row,
                        column,
                        f"{measure.label}（{stated.range_text}）",
                        name,
                        record,
                        measure.column.name,
                        stated,
                        measure.unit,
                        any(sign in measure.label for sign in "%％"),
                    )
                )
    notices = tuple(
        f"第 {row + 1} 行“{label}”未能识别是哪项数据，未填。" for row, label in found.unread.items()
    )
    return Spread(header, facts, tuple(cells), notices) if cells else None


def _rows(store: Store, ledger: Ledger, month: Month) -> list[Row]:
    return store.view(ledger, month).rows()


def _over_records(sheet: Sheet, ledger: Ledger, store: Store, month: Month, file: str) -> Spread | None:
    """Rows of one side and columns of the other: indicators × towns, or towns × indicators."""
    assert ledger.matrix is not None
    names = _Names(ledger, store, _rows(store, ledger, month))
    for top in range(min(HEADER_WITHIN, sheet.height)):
        for levels in range(1, _MOST_LEVELS + 1):
            columns = tuple(columns_at(sheet.rows, sheet.merges, top, levels))
            side = names.side(columns)
            if side is None:
                continue
            header = Header(top, _body(sheet, top + levels), ())
            facts = read_facts(sheet.rows, header, sheet.name, file)
            year = names.year(facts.period.year, month)
            cells = tuple(names.cells(sheet, header.body, columns, side, year))
            is_told = year is None or year == facts.period.year
            return Spread(header, facts, cells, () if is_told else (f"填的是{year}年度的得分。",))
    return None


def _body(sheet: Sheet, row: int) -> int:
    while row < sheet.height and is_numbering(sheet.rows[row]):
        row += 1
    return row


@dataclass(slots=True)
class _Names:
    """The records of a ledger such as 得分明细, found by what its two sides are called."""

    ledger: Ledger
    store: Store
    rows: list[Row]

    def side(self, columns: tuple[HeaderColumn, ...]) -> str | None:
        """The field that the rows give, when enough of the other titles name records of the other side."""
        assert self.ledger.matrix is not None
        down, across = self.ledger.matrix.down, str(self.ledger.matrix.across)
        matches = {one.index: match_in(self.ledger, one) for one in columns}
        fields = {found.field.name for found in matches.values() if found is not None}
        if self.ledger.matrix.value in fields or (down in fields) == (across in fields):
            return None
        rows, other = (down, across) if down in fields else (across, down)
        named = [one for one in columns if matches[one.index] is None and self.key(other, one.title)]
        return rows if len(named) >= _FEWEST else None

    def key(self, field: str, text: str) -> object:
        """What a title or a label names; nothing where it names none."""
        kind = self.ledger.by_name[field].kind
        if isinstance(kind, Link):
            return self.store.links().find(kind.ledger, squeeze(text))
        wanted = name_key(text)
        return (
            wanted if any(name_key(str(row.values.get(field) or "")) == wanted for row in self.rows) else None
        )

    def year(self, stated: int | None, month: Month) -> int | None:
        """The year whose records are asked for: the one that is stated, else the newest up to the period."""
        if "year" not in self.ledger.identity:
            return None
        years = {int(value) for row in self.rows if (value := row.values.get("year")) is not None}
        if stated in years:
            return stated
        return max((one for one in years if one <= month.year), default=month.year)

    def cells(
        self, sheet: Sheet, body: int, columns: tuple[HeaderColumn, ...], side: str, year: int | None
    ) -> Iterator[Asked]:
        """Every cell of a row and a column that both name something."""
        assert self.ledger.matrix is not None
        across, down = str(self.ledger.matrix.across), self.ledger.matrix.down
        other = across if side == down else down
        label = next(
            one.index for one in columns if (hit := match_in(self.ledger, one)) and hit.field.name == side
        )
        fills = vertical_merges(sheet)
        known = {
            (self._value(row, side), self._value(row, other)): row.id
            for row in self.rows
            if year is None or row.values.get("year") == year
        }
        titles = [(one, self.key(other, one.title)) for one in columns if match_in(self.ledger, one) is None]
        for row in range(body, sheet.height):
            text = text_of(sheet.value(row, label)) or fills.get((row, label), "")
            mine = self.key(side, text) if text else None
            for one, theirs in titles:
                if mine is not None and theirs is not None:
                    record = known.get((mine, theirs))
                    yield Asked(row, one.index, one.title, text, record, self.ledger.matrix.value)

    def _value(self, row: Row, field: str) -> object:
        value = row.values.get(field)
        return value if isinstance(self.ledger.by_name[field].kind, Link) else name_key(str(value or ""))
