"""The Qt model of one ledger as of the document's period: the grid's rows, and edits as actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.cells import align_of, choices_of, editor_kind, is_typable
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.grid_protocol import Align, GridCell, GridRole
from fgj_desktop.models.labels import add_label, clear_label, delete_label, edit_label
from fgj_desktop.models.row_cache import RowCache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 50
"""Changed records up to which rows come and go one by one; beyond, everything is read anew."""
_STALE_DELAY = 120


@dataclass(frozen=True, slots=True)
class Question:
    """A typed text with several readings: the clerk is asked which; until then the text is kept."""

    record: int
    field: str
    misfit: Misfit


def _at_once(action: Callable[[], None]) -> None:
    action()


class LedgerTable(QAbstractTableModel):
    """Rows of a ledger; also a ``GridModel``, the fast path by which the grid paints.

    An edit never moves or hides its row: order and filter apply when asked, and ``stale_changed``
    says when they would give other rows than shown.
    """

    question = Signal(object)
    """Question: the text can be read in several ways."""
    stale_changed = Signal(bool)
    rows_changed = Signal()
    """Rows came or went, or everything was read anew."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        *,
        choice: Choice | None = None,
        ids: list[int] | None = None,
        rows: Sequence[Row] = (),
        every_column: bool = False,
    ) -> None:
        """``ids`` are the records shown, and ``rows`` some of them, when they were already asked for.

        ``every_column`` shows also the columns that the ledger keeps out of sight.
        """
        super().__init__()
        self.document = document
        self.ledger = ledger
        self.fields: tuple[Field, ...] = ledger.grid_fields(every=every_column)
        self.choice = choice or Choice()
        self.defer: Callable[[Callable[[], None]], None] = _at_once
        """Runs a refresh when no editor is open; set by the view."""
        self.is_stale = False
        self._aligns = [align_of(ledger, field) for field in self.fields]
        self._cache = RowCache(document, ledger, self.fields)
        self._cache.take(rows)
        self._totals: dict[str, Value] | None = None
        self._totals_are_old = False
        self._touched: set[int] = set()
        self._all_touched = False
        self._ids = (
            document.view(ledger).ids(self.choice.filters(), self.choice.order) if ids is None else ids
        )
        self._row_of: dict[int, int] = {}
        self._staleness = QTimer(self, singleShot=True, interval=_STALE_DELAY)
        self._staleness.timeout.connect(self.check_stale)
        document.changed.connect(self._follow)
        document.reread.connect(self.reload)
        document.period_changed.connect(self.reload)
        document.money_unit_changed.connect(self._show_all_again)

    def detach(self) -> None:
        """Follow the document no longer."""
        self.document.changed.disconnect(self._follow)
        self.document.reread.disconnect(self.reload)
        self.document.period_changed.disconnect(self.reload)
        self.document.money_unit_changed.disconnect(self._show_all_again)
        self._staleness.stop()

    # --- rows -----------------------------------------------------------------------------------

    @property
    def ids(self) -> Sequence[int]:
        """The records shown, in order."""
        return self._ids

    def record(self, row: int) -> int:
        """The record shown in a row."""
        return self._ids[row]

    def row_of(self, record: int) -> int:
        """The row that shows a record; -1 when none does."""
        if len(self._row_of) != len(self._ids):
            self._row_of = {one: row for row, one in enumerate(self._ids)}
        return self._row_of.get(record, -1)

    def column_of(self, field: str) -> int:
        """The column of a field; -1 when it is not shown."""
        return next((place for place, one in enumerate(self.fields) if one.name == field), -1)

    def row_data(self, row: int) -> Row | None:
        """All values of the record in a row."""
        return self._cache.row(self._ids, row)

    def show(self, choice: Choice) -> None:
        """Filter and order by ``choice``."""
        self.choice = choice
        self.reload()

    def reload(self) -> None:
        """Read everything anew, in the order and through the filters chosen."""
        self.defer(self._reload)

    def _reload(self) -> None:
        self.beginResetModel()
        self._cache.clear()
        self._totals = None
        self._touched.clear()
        self._all_touched = False
        self._ids = self._fresh()
        self._row_of = {}
        self.endResetModel()
        self._set_stale(False)
        self.rows_changed.emit()

    def _fresh(self) -> list[int]:
        with self.document.reading():
            return self.document.view(self.ledger).ids(self.choice.filters(), self.choice.order)

    # --- following the document -----------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        touched = change.records.get(self.ledger.name, frozenset())
        linked = {field.column.kind.ledger for field in self.ledger.fields if field.column.is_link}  # type: ignore[attr-defined]
        self._totals_are_old = True
        if linked & change.records.keys():
            self._cache.clear()
            self._all_touched = True
        self._cache.drop(touched)
        self._touched |= touched
        if self._touched or self._all_touched:
            self.defer(self._show_touched)

    def _show_touched(self) -> None:
        touched, self._touched = self._touched, set()
        every, self._all_touched = self._all_touched, False
        if len(touched) > _FEW:
            self._reload_in_place()
            return
        view = self.document.view(self.ledger)
        gone = [record for record in touched if self.row_of(record) >= 0 and not view.contains(record)]
        come = [record for record in touched if self.row_of(record) < 0 and view.contains(record)]
        for record in gone:
            self._remove(record)
        if come:
            self._insert(come)
        if every:
            self._emit_changed(0, len(self._ids) - 1)
        else:
            for row in sorted(row for record in touched if (row := self.row_of(record)) >= 0):
                self._emit_changed(row, row)
        if gone or come:
            self.rows_changed.emit()
        self._staleness.start()

    def _reload_in_place(self) -> None:
        """Many records changed: all rows anew."""
        self._reload()

    def _remove(self, record: int) -> None:
        row = self.row_of(record)
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._ids[row]
        self._row_of = {}
        self.endRemoveRows()

    def _insert(self, records: Collection[int]) -> None:
        """Show new records at their place in the order; those that the filters leave out at the end."""
        place = {record: number for number, record in enumerate(self._fresh())}
        for record in sorted(records, key=lambda one: place.get(one, len(place))):
            row = len(self._ids)
            if record in place:
                before = place[record]
                while row > 0 and place.get(self._ids[row - 1], -1) > before:
                    row -= 1
            self.beginInsertRows(_NOWHERE, row, row)
            self._ids.insert(row, record)
            self._row_of = {}
            self.endInsertRows()

    def _emit_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))

    def _show_all_again(self) -> None:
        self._cache.clear()
        self._emit_changed(0, len(self._ids) - 1)

    def check_stale(self) -> None:
        """Find out whether order and filters would give other rows now."""
        if not self.document.store.is_open:
            # The timer ran out while the window was closing.
            return
        self._set_stale(self._fresh() != self._ids)

    def _set_stale(self, stale: bool) -> None:
        if stale != self.is_stale:
            self.is_stale = stale
            self.stale_changed.emit(stale)

    # --- totals ---------------------------------------------------------------------------------

    def compute_totals(self) -> None:
        """Add up the rows shown; until then the totals row is empty, or after an edit as it was."""
        if self._totals is None or self._totals_are_old:
            self._totals_are_old = False
            shown = {field.name for field in self.fields if field.column.total is not Total.NONE}
            self._totals = self.document.view(self.ledger).totals(self.choice.filters(), shown)

    def total(self, column: int) -> str:
        """The text of the totals row in a column."""
        field = self.fields[column]
        if field.name == self.ledger.name_column:
            return self._total_label()
        if self._totals is None or field.name not in self._totals:
            return ""
        return field.column.kind.text(self._totals[field.name], self.document.context())

    def _total_label(self) -> str:
        if self._totals is None:
            return "合计"
        count = f"{self._totals['']} {self.ledger.measure_word}"
        return f"合计（筛选后 {count}）" if self.choice.is_narrowed else f"合计（{count}）"

    # --- what the grid asks ---------------------------------------------------------------------

    def cell(self, row: int, column: int) -> GridCell:
        """Everything shown of one cell."""
        return self._cache.cell(self._ids, row, column)

    def column_title(self, column: int) -> str:
        """The title with the period filled in."""
        return self.fields[column].title_for(self.document.month)

    def column_group(self, column: int) -> str:
        """The upper title, empty without one."""
        month = self.document.month
        return self.fields[column].group.format(
            year=month.year, previous_year=month.year - 1, month=month.number, range=month.range_text
        )

    def column_align(self, column: int) -> Align:
        """How the column's texts are aligned."""
        return self._aligns[column]

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many records are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What Qt and the editors ask for."""
        answer = _ROLES.get(role)
        return answer(self, index.row(), index.column()) if answer is not None and index.isValid() else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Titles, for assistive programs; the grid paints its own header."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.column_title(section)
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return self.fields[section].column.help
        return super().headerData(section, orientation, role)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Computed columns cannot be typed into, except those that write another."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.is_editable(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def is_editable(self, column: int) -> bool:
        """Whether typing into a column stores something."""
        return not self.document.read_only and is_typable(self.fields[column])

    def _edit_text(self, row: int, column: int) -> str:
        return self.cell(row, column).text

    def _kind(self, _row: int, column: int) -> str:
        return editor_kind(self.fields[column])

    def _choices(self, _row: int, column: int) -> object:
        return choices_of(self.fields[column], self.document.store.links())

    def _tip(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        return cell.error or cell.warning or cell.answered or cell.info or cell.note

    # --- editing --------------------------------------------------------------------------------

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Store what was typed; what does not fit is kept and marked. False when storing failed."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        field, record, row = self.fields[index.column()], self._ids[index.row()], index.row()
        if not self.is_editable(index.column()):
            return False
        parsed = field.column.kind.parse(str(value), self.document.context())
        title = field.title_for(self.document.month, short=True)
        if not self._store(record, field.name, parsed, place=f"第 {row + 1} 行“{title}”"):
            return False
        if isinstance(parsed, Misfit) and parsed.choices:
            self.question.emit(Question(record, field.name, parsed))
        return True

    def answer(self, question: Question, reading: str) -> bool:
        """Store the reading that the clerk chose for a text with several."""
        return self._store(question.record, question.field, reading)

    def _store(self, record: int, field: str, parsed: Parsed, *, place: str = "") -> bool:
        month = self.document.month
        return self.document.act(
            edit_label(self.ledger, month, [field]),
            lambda writes: writes.set(self.ledger, record, field, month, parsed),
            place=place,
        )

    def clear_cells(self, indexes: Sequence[QModelIndex]) -> int:
        """Empty cells as one action; gives how many were left alone because they are computed."""
        month = self.document.month
        cells: dict[int, list[str]] = {}
        for index in indexes:
            if self.is_editable(index.column()):
                cells.setdefault(self._ids[index.row()], []).append(self.fields[index.column()].name)
        names = [name for fields in cells.values() for name in fields]
        if names:
            self.document.act(
                clear_label(self.ledger, month, names), lambda writes: self._empty(writes, cells)
            )
        return len(indexes) - len(names)

    def _empty(self, writes: Writes, cells: dict[int, list[str]]) -> None:
        for record, fields in cells.items():
            writes.put(self.ledger, record, self.document.month, dict.fromkeys(fields))

    def add_record(self) -> int | None:
        """Add an empty record at the end, with the next 序号; None when it could not be stored."""
        added: list[int] = []
        values = self._next_serial()

        def insert(writes: Writes) -> None:
            added.append(writes.insert(self.ledger, values, self.document.month))

        return added[0] if self.document.act(add_label(self.ledger), insert) else None

    def _next_serial(self) -> dict[str, Parsed]:
        name = self.ledger.serial_column
        if name is None:
            return {}
        view = self.document.view(self.ledger)
        rows = view.rows(view.ids()[-_FEW:])
        known = [int(serial) for row in rows if (serial := row.values.get(name)) is not None]
        return {name: max(known, default=0) + 1}

    def delete_records(self, records: Collection[int]) -> bool:
        """Delete records with all their entries, as one action."""
        rows = self.document.view(self.ledger).rows(list(records)[:1])
        names = [str(row.values.get(self.ledger.name_column) or "") for row in rows]
        label = delete_label(self.ledger, names if len(records) == 1 else [""] * len(records))
        return self.document.act(label, lambda writes: writes.delete(self.ledger, records))


_ROLES: dict[int, Callable[[LedgerTable, int, int], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda table, row, column: table.cell(row, column).text,
    Qt.ItemDataRole.EditRole: LedgerTable._edit_text,  # noqa: SLF001
    Qt.ItemDataRole.ToolTipRole: LedgerTable._tip,  # noqa: SLF001
    GridRole.KIND: LedgerTable._kind,  # noqa: SLF001
    GridRole.CHOICES: LedgerTable._choices,  # noqa: SLF001
}
