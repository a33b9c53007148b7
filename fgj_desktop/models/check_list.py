"""What the checks found, as a list to work through: narrowed by what matters, by unit, ordered by any column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fgj_desktop.exchange.export_returns import ReturnLine
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.models.cells import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.models.check_book import CheckBook, Looked
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.rows import Row

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MOST_LISTED = 5_000
"""Lines up to which they are listed; beyond, the list is for narrowing."""


class Sort(Enum):
    """What a finding calls for; the value is the word the clerk reads."""

    OPEN = "未处理"
    ERROR = "错误"
    WARNING = "待核实"
    SAME = "与上月相同"
    ANSWERED = "已说明"


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
        if self.finding.answer:
            return Sort.ANSWERED
        by_severity = {Severity.ERROR: Sort.ERROR, Severity.WARNING: Sort.WARNING, Severity.INFO: Sort.SAME}
        return by_severity[self.finding.severity]

    def is_of(self, sort: Sort) -> bool:
        """Whether it belongs to a sort; errors and what is to be verified are both open."""
        return self.sort is sort or (sort is Sort.OPEN and self.finding.is_open)

    @property
    def name(self) -> str:
        """The record's name, or that it has none."""
        return self.looked.name or f"（未填{self.ledger.record_title}名称）"


def problems(document: LedgerDocument, book: CheckBook, ledgers: Sequence[Ledger]) -> Iterator[Problem]:
    """Every finding of these ledgers, in their order and that of 序号."""
    links, month = document.store.links(), document.month
    for ledger in ledgers:
        kind: Any = ledger.by_name[ledger.unit_column].kind if ledger.unit_column else None
        labels = {} if kind is None else links.labels(kind.ledger)
        places = {record: place for place, record in enumerate(labels)}
        looked = sorted(book.of(ledger).found.values(), key=lambda one: (one.serial is None, one.serial or 0))
        for one in looked:
            unit = labels.get(one.unit, "") if one.unit is not None else ""
            place = places.get(one.unit, len(places)) if one.unit is not None else len(places)
            for finding in one.findings:
                column = ledger.fields_by_name[finding.field].title_for(month, short=True)
                yield Problem(ledger, one, unit, place, column, finding)


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
        """List these, the first of very many, in the order chosen."""
        self.beginResetModel()
        self._problems = list(found[:MOST_LISTED])
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
