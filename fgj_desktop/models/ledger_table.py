"""The Qt model of one ledger as of the document's period: the grid's rows, and edits as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.cell_walks import row_edge
from fgj_desktop.models.cells import align_of, choices_of, editor_kind, is_typable, known_words
from fgj_desktop.models.closing_words import closed_by
from fgj_desktop.models.grid_protocol import Align, GridCell, GridRole, is_filled
from fgj_desktop.models.labels import add_label, delete_label
from fgj_desktop.models.new_links import linked_ledger
from fgj_desktop.models.shown_rows import ShownRows
from fgj_desktop.models.typed_cells import Question, TypedCell
from fgj_desktop.rules.apart import apart_words, are_apart
from fgj_desktop.rules.sheet_words import why_uncounted
from fgj_desktop.store.filters import ColumnFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Parsed, Value
    from fgj_desktop.models.choice import Choice
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.grouped_rows import Folded
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LedgerTable(ShownRows):
    """Rows of a ledger; also a ``GridModel``, the fast path by which the grid paints."""

    question = Signal(object)
    """Question: the text can be read in several ways."""
    entered = Signal(object, str)
    """Record and field of a cell that was typed into, once it is stored."""

    def __init__(
        self,
        document: LedgerDocument,
        ledger: Ledger,
        *,
        choice: Choice | None = None,
        ids: list[int] | None = None,
        rows: Sequence[Row] = (),
        arrangement: Arrangement | None = None,
        folded: Folded | None = None,
    ) -> None:
        """``ids`` are the records shown, and ``rows`` some of them, when they were already asked for.

        ``folded`` are its folded groups, kept there while other ledgers are shown.
        """
        arrangement = arrangement or Arrangement.usual(ledger)
        super().__init__(document, ledger, arrangement.fields(ledger), choice=choice, ids=ids, folded=folded)
        self.arrangement = arrangement
        self._aligns = [align_of(ledger, field) for field in self.fields]
        self._cache.take(rows)
        self._totals: dict[str, Value] | None = None
        self._totals_are_old = False
        self._packages: int | None = None
        self._lists: Mapping[Value, int] = {}
        """How many records there are when the parts of one 打包项目 are one."""
        self._headings: dict[int, list[GridCell]] = {}

    def column_of(self, field: str) -> int:
        """The column of a field; -1 when it is not shown."""
        return next((place for place, one in enumerate(self.fields) if one.name == field), -1)

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other columns, or the same in another order; the rows stay as they are."""
        self.beginResetModel()
        self.arrangement = arrangement
        self.fields = arrangement.fields(self.ledger)
        self._aligns = [align_of(self.ledger, field) for field in self.fields]
        self._cache.arrange(self.fields)
        self._totals_are_old = True
        self._forget_headings()
        self.endResetModel()

    # --- totals ---------------------------------------------------------------------------------

    def compute_totals(self) -> None:
        """Add up the rows shown; until then the totals row is empty, or after an edit as it was."""
        if self._totals is None or self._totals_are_old:
            self._totals_are_old = False
            shown = {field.name for field in self.fields if field.column.total is not Total.NONE}
            self._totals = self.document.view(self.ledger).totals(self.choice.filters(), shown)
            self._lists = self._count_lists()
            if are_apart(self._lists):
                self._totals = {"": self._totals[""]}
            self._packages = self.document.view(self.ledger).packages(self.choice.filters())
            self._lister.add_up(self.choice, self._listing, shown)
            self._forget_headings()

    def _forget_totals(self) -> None:
        self._totals = None
        self._forget_headings()

    def _mark_totals_old(self) -> None:
        self._totals_are_old = True

    def _forget_headings(self) -> None:
        self._headings.clear()

    def total(self, column: int) -> str:
        """The text of the totals row in a column."""
        field = self.fields[column]
        if field.name == self.ledger.name_column:
            return self._total_label()
        if self._totals is None or field.name not in self._totals:
            return ""
        return field.column.kind.text(self._totals[field.name], self.document.context())

    def _count_lists(self) -> Mapping[Value, int]:
        """How many of the rows shown each list has that is never added to another."""
        name = self.ledger.never_added
        return {} if name is None else self.document.view(self.ledger).counts(name, self.choice.filters())

    def _total_label(self) -> str:
        if self._totals is None:
            return "合计"
        unit = self.ledger.measure_word
        counted = int(self._totals[""] or 0)
        count = f"{counted} {unit}"
        if are_apart(self._lists):
            count = apart_words(self.ledger, self._lists, self.document.context())
        if self._packages not in {None, counted}:
            count = f"{count}，按打包 {self._packages}"
        elif counted < self.record_count and not self._totals_are_old:
            count = f"{count}，不计 {self.record_count - counted}"
        return f"合计（筛选后 {count}）" if self.choice.is_narrowed else f"合计（{count}）"

    # --- what the grid asks ---------------------------------------------------------------------

    def cell(self, row: int, column: int) -> GridCell:
        """Everything shown of one cell."""
        ids = self._listing.ids
        if ids[row] < 0:
            return self._heading_cells(row)[column]
        cell = self._cache.cell(ids, row, column)
        only = self.choice.only
        if only is None or only.compared is None or only.compared.month != self.document.month:
            return cell
        changed = only.compared.words.get((ids[row], self.fields[column].name), "")
        return cell._replace(changed=changed) if changed else cell

    def _heading_cells(self, row: int) -> list[GridCell]:
        heading = self._listing.ids[row]
        cells = self._headings.get(heading)
        if cells is None:
            names = [field.name for field in self.fields]
            aligns = dict(zip(names, self._aligns, strict=True))
            group, folded = self._listing.groups[heading], self.is_folded(row)
            cells = list(self._lister.heading_cells(group, aligns, folded=folded).values())
            self._headings[heading] = cells
        return cells

    def _show_all_again(self) -> None:
        self._forget_headings()
        super()._show_all_again()

    def edge_row(self, row: int, column: int, down: bool) -> int:
        """The row that Ctrl with an arrow leads to."""
        field = self.fields[column].name
        return row_edge(
            row,
            down,
            self.ids,
            lambda one: is_filled(self.cell(one, column)),
            lambda: self.document.view(self.ledger).ids([ColumnFilter(field, "filled")]),
        )

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
        """How many rows are shown, headings included."""
        return 0 if parent.isValid() else len(self._listing.ids)

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
        """Headings and computed columns cannot be typed into, except those that write another."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.is_editable(index.column()) and not self.is_heading(index.row()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def is_editable(self, column: int) -> bool:
        """Whether typing into a column stores something."""
        field, document = self.fields[column], self.document
        return (
            not document.read_only
            and is_typable(field)
            and closed_by(document, self.ledger, field, document.month) is None
        )

    def _edit_text(self, row: int, column: int) -> str:
        return self.cell(row, column).text

    def _kind(self, _row: int, column: int) -> str:
        return editor_kind(self.fields[column])

    def _choices(self, _row: int, column: int) -> object:
        field, document = self.fields[column], self.document
        return choices_of(field, document.store.links(), known_words(document, self.ledger, field))

    def _adds(self, _row: int, column: int) -> str:
        target = linked_ledger(self.fields[column])
        return "" if target is None else target.record_title

    def _tip(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        told = (
            cell.error
            or cell.warning
            or cell.answered
            or cell.info
            or cell.corrected
            or cell.changed
            or cell.note
        )
        if told or self.fields[column].name != self.ledger.name_column:
            return told
        shown = self.row_data(row)
        return "" if shown is None else why_uncounted(self.ledger, self.document.month, shown)

    # --- editing --------------------------------------------------------------------------------

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Store what was typed; what does not fit is kept and marked. False when storing failed."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        field, record, row = self.fields[index.column()], self.record(index.row()), index.row()
        if not self.is_editable(index.column()) or self.is_heading(row):
            return False
        place = f"第 {row + 1} 行“{field.title_for(self.document.month, short=True)}”"
        stored = TypedCell(self.document, self.ledger, record, field, place).store(value)
        if isinstance(stored, Question):
            self.question.emit(stored)
        elif stored:
            self.entered.emit(record, field.name)
        return bool(stored)

    def answer(self, question: Question, reading: str) -> bool:
        """Store the reading that the clerk chose for a text with several."""
        field = self.ledger.fields_by_name[question.field]
        return TypedCell(self.document, self.ledger, question.record, field).answer(question, reading)

    def add_record(self) -> int | None:
        """Add an empty record at the end, with the next 序号; None when it could not be stored."""
        added: list[int] = []
        serial = self.ledger.serial_column
        values: dict[str, Parsed] = dict(self.ledger.beginning(self.document.month))
        if serial is not None:
            values[serial] = self.next_serial()

        def insert(writes: Writes) -> None:
            added.append(writes.insert(self.ledger, values, self.document.month))

        return added[0] if self.document.act(add_label(self.ledger), insert) else None

    def first_to_fill(self, record: int) -> str:
        """The first column from the left that is typed and still empty: where a record that was added is begun."""
        row = self.row_data(self.row_of(record))
        begun = set() if row is None else {name for name, value in row.values.items() if value is not None}
        typed = (one.name for place, one in enumerate(self.fields) if self.is_editable(place))
        return next((name for name in typed if name not in begun), self.ledger.name_column)

    def next_serial(self) -> int:
        """The 序号 of the next record; 1 where there is none yet."""
        name = self.ledger.serial_column
        return 1 if name is None else self.document.view(self.ledger).largest(name) + 1

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
    GridRole.ADDS: LedgerTable._adds,  # noqa: SLF001
}
