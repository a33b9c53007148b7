"""What the checks found, as a list to work through: narrowed by what matters, by unit, ordered by any column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.exchange.export_returns import ReturnLine
from fgj_desktop.models.ledger_checks import OPEN_SORTS, Sort, sort_of
from fgj_desktop.rules.cell_text import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.models.check_book import CheckBook
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.ledger_checks import Looked
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.rows import Row

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MOST_LISTED = 5_000
"""Lines up to which they are listed; beyond, the list is for narrowing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of all that was found is listed; None stands for every unit, every fault."""

    sort: Sort = Sort.OPEN
    unit: str | None = None
    title: str | None = None

    @property
    def sorts(self) -> frozenset[Sort]:
        """The sorts listed: open are errors and what is to be verified."""
        return OPEN_SORTS if self.sort is Sort.OPEN else frozenset({self.sort})

    def takes(self, sort: Sort) -> bool:
        """Whether a sort is listed."""
        return sort in self.sorts


@dataclass(frozen=True, slots=True)
class Problem:
    """One line: a finding with all that tells where it is."""

    ledger: Ledger
    looked: Looked
    unit: str
    unit_place: int
    """Where the unit stands by its 排序号; those without one come last."""
    column: str
    finding: Finding

    @property
    def sort(self) -> Sort:
        """What it calls for."""
        return sort_of(self.finding)

    @property
    def name(self) -> str:
        """The record's name, or that it has none."""
        return self.looked.name or f"（未填{self.ledger.record_title}名称）"


class Units:
    """The labels of a ledger's units and their order."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        kind: Any = ledger.by_name[ledger.unit_column].kind if ledger.unit_column else None
        self._labels = {} if kind is None else document.store.links().labels(kind.ledger)
        self._places = {record: place for place, record in enumerate(self._labels)}

    def label(self, unit: int | None) -> str:
        """The unit's short name; empty for none."""
        return "" if unit is None else self._labels.get(unit, "")

    def place(self, unit: int | None) -> int:
        """Where the unit stands by its 排序号; none comes last."""
        return len(self._places) if unit is None else self._places.get(unit, len(self._places))


def counts(
    document: LedgerDocument, book: CheckBook, ledgers: Sequence[Ledger]
) -> Counter[tuple[str, str, Sort]]:
    """How many findings these ledgers have by unit, fault and sort; units in their order."""
    found: Counter[tuple[str, str, Sort]] = Counter()
    for ledger in ledgers:
        units = Units(document, ledger)
        for (unit, title, sort), count in sorted(
            book.of(ledger).tally.items(), key=lambda one: units.place(one[0][0])
        ):
            found[units.label(unit), title, sort] += count
    return +found


def problems(
    document: LedgerDocument,
    book: CheckBook,
    ledgers: Sequence[Ledger],
    wanted: Wanted,
    most: int | None = None,
) -> list[Problem]:
    """The findings of these ledgers that are wanted, in their order and that of 序号; the first ``most``."""
    found: list[Problem] = []
    sorts = wanted.sorts
    for ledger in ledgers:
        units = Units(document, ledger)
        looked = [
            one
            for one in book.of(ledger).found.values()
            if not one.sorts.isdisjoint(sorts)
            and (wanted.unit is None or units.label(one.unit) == wanted.unit)
        ]
        looked.sort(key=lambda one: (one.serial is None, one.serial or 0))
        for one in looked:
            if most is not None and len(found) >= most:
                break
            found += _problems_of(ledger, one, units, wanted, document.month)
    return found[:most]


def _problems_of(
    ledger: Ledger, looked: Looked, units: Units, wanted: Wanted, month: Month
) -> Iterator[Problem]:
    for one in looked.findings:
        if wanted.takes(sort_of(one)) and wanted.title in (None, one.title):
            column = ledger.fields_by_name[one.field].title_for(month, short=True)
            yield Problem(ledger, looked, units.label(looked.unit), units.place(looked.unit), column, one)


def by_unit(one: Problem) -> tuple[int, str, bool, int]:
    """The order of units, and within one that of its ledgers and records."""
    return one.unit_place, one.ledger.name, one.looked.serial is None, one.looked.serial or 0


def return_lines(document: LedgerDocument, found: Sequence[Problem]) -> list[ReturnLine]:
    """What is sent back to the units: the cells as they are read now."""
    context = document.context()
    rows = {}
    for name in {one.ledger.name for one in found}:
        some = [one for one in found if one.ledger.name == name]
        view = document.view(some[0].ledger)
        rows.update({row.id: row for row in view.rows(list({one.looked.record for one in some}))})
    return [_return_line(one, rows[one.looked.record], context) for one in found if one.looked.record in rows]


def _return_line(one: Problem, row: Row, context: Context) -> ReturnLine:
    ledger = one.ledger
    code = row.values.get(ledger.code_column or "")
    value = cell_text(ledger.fields_by_name[one.finding.field], row, context)
    serial = "" if one.looked.serial is None else str(one.looked.serial)
    return ReturnLine(serial, one.unit, one.name, str(code or ""), one.column, value, one.finding.message)


class CheckList(QAbstractTableModel):
    """The lines shown. ``show`` takes the problems to list; a click on a title orders them."""

    TITLES = ("程度", "台账", "项目", "列", "内容", "单位", "说明")
    LEDGER, NAME, MESSAGE, UNIT, ANSWER = 1, 2, 4, 5, 6

    def __init__(self) -> None:
        super().__init__()
        self._problems: list[Problem] = []
        self._order = (0, Qt.SortOrder.AscendingOrder)

    def show(self, found: Sequence[Problem]) -> None:
        """List these in the order chosen."""
        self.beginResetModel()
        self._problems = list(found)
        self._sort()
        self.endResetModel()

    def problem(self, row: int) -> Problem | None:
        """The problem in a row; None outside of the list."""
        return self._problems[row] if 0 <= row < len(self._problems) else None

    def row_of(self, problem: Problem) -> int:
        """The row of the same cell and fault; -1 when it is no longer listed."""
        wanted = _identity(problem)
        return next((row for row, one in enumerate(self._problems) if _identity(one) == wanted), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; lines that are alike stay in the order of the ledger."""
        self._order = (column, order)
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        column, order = self._order
        is_down = order == Qt.SortOrder.DescendingOrder
        self._problems.sort(key=lambda one: self._key(one, column), reverse=is_down)

    @staticmethod
    def _key(one: Problem, column: int) -> tuple[object, ...]:
        if column == 0:
            return (list(Sort).index(one.sort),)
        if column == CheckList.NAME:
            return (one.looked.serial is None, one.looked.serial or 0)
        if column == CheckList.UNIT:
            return (one.unit_place,)
        return (_texts(one)[column] == "", _texts(one)[column])

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """The columns, whether shown or not."""
        return 0 if parent.isValid() else len(self.TITLES)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The texts; on hovering, the whole sentence."""
        if not index.isValid():
            return None
        one = self._problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(one)[index.column()].replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return _texts(one)[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.TITLES[section]
        return None


def _texts(one: Problem) -> tuple[str, ...]:
    finding = one.finding
    return (
        one.sort.value,
        one.ledger.title,
        one.name,
        one.column,
        finding.message,
        one.unit,
        finding.answer,
    )


def _identity(one: Problem) -> tuple[str, int, str, str]:
    return one.ledger.name, one.looked.record, one.finding.field, one.finding.title
