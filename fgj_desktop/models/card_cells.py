"""What the tables of the 项目卡片 share: each shows cells of one record and stores them as the grid does.

Each cell is a place — ledger, record, field, month — read, painted and stored as the grid does it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.cells import align_of, cell_of, choices_of, editor_kind, is_typable, known_words
from fgj_desktop.models.closing_words import closed_by, locked_words
from fgj_desktop.models.grid_protocol import GridCell, GridRole
from fgj_desktop.models.labels import cells_label, edit_label, period_label
from fgj_desktop.models.typed_cells import remember_reading, settled
from fgj_desktop.rules.checks import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.models.grid_protocol import GridChoice
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
GONE = "这条记录已不在台账中，未作改动。"


class CardRole(IntEnum):
    """Roles the card's tables ask ``data()`` for, beside those of the grid."""

    CELL = Qt.ItemDataRole.UserRole + 20
    """GridCell of a cell; None for a heading or a title."""
    HEADING = Qt.ItemDataRole.UserRole + 21
    """Text of a heading over the whole row; empty for other rows."""
    HINT = Qt.ItemDataRole.UserRole + 22
    """Where a carried value comes from: 「沿用 8月」."""
    TICKED = Qt.ItemDataRole.UserRole + 23
    """Whether the item of a checklist is done; None for cells that are no item."""


class Place(NamedTuple):
    """A cell of the file."""

    ledger: Ledger
    record: int
    field: Field
    month: Month


class CardAnswer(NamedTuple):
    """A text with several readings, at the place where it was typed."""

    place: Place
    misfit: Misfit


class CardModel(QAbstractTableModel):
    """Cells of one record. Subclasses say where each lies; the period is the one it was shown for.

    Text committed after the window has gone to another period still goes where it was typed.
    """

    question = Signal(object)
    """CardAnswer: the clerk is asked which reading is meant."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        super().__init__()
        self.document = document
        self.ledger = ledger
        self.record: int | None = None
        self.month = document.month
        self._rows: dict[tuple[int, Month], Row] = {}
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._findings: dict[tuple[int, Month], list[Finding]] = {}

    # --- what subclasses answer -----------------------------------------------------------------

    def place(self, row: int, column: int) -> Place | None:
        """The cell of the file shown there; None for headings and titles."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the rows that the places ask for into ``keep``."""
        raise NotImplementedError

    def title(self, row: int, column: int) -> str:
        """The text of what is no cell of the file."""
        return ""

    def heading(self, row: int) -> str:
        """The heading that a row is; empty for others."""
        return ""

    # --- showing --------------------------------------------------------------------------------

    def show(self, record: int | None) -> None:
        """Show a record as of the document's period."""
        self.beginResetModel()
        self.record, self.month = record, self.document.month
        self._read_again()
        self.endResetModel()

    def refresh(self) -> None:
        """Read the record again; rows and columns stay, so an open place in the table stays too."""
        if self.month != self.document.month or self.shape_changes():
            self.show(self.record)
            return
        self._read_again()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def shape_changes(self) -> bool:
        """Whether reading again may give other rows or columns."""
        return False

    def _read_again(self) -> None:
        self._rows.clear()
        self._cells.clear()
        self._findings.clear()
        with self.document.reading():
            self.read()

    def keep(self, row: Row, month: Month) -> None:
        """Hold a row that places ask for."""
        self._rows[row.id, month] = row

    def kept(self, record: int, month: Month) -> Row | None:
        """A row read before."""
        return self._rows.get((record, month))

    def context(self, month: Month) -> Context:
        """How texts are read and written at a place of that month."""
        return self.document.store.context(month, self.document.money_unit)

    def cell(self, row: int, column: int) -> GridCell | None:
        """Everything shown of a cell; None for headings and titles."""
        place = self.place(row, column)
        if place is None:
            return None
        known = self._cells.get((row, column))
        if known is None:
            known = self._cells[row, column] = self._make(place)
        return known

    def _make(self, place: Place) -> GridCell:
        row = self.kept(place.record, place.month)
        if row is None:
            return GridCell()
        context, align = self.context(place.month), align_of(place.ledger, place.field)
        found = self._findings.get((row.id, place.month))
        if found is None:
            found = self._findings[row.id, place.month] = findings(place.ledger, row, context, place.month)
        return cell_of(place.field, row, context, found, align)

    def hint(self, row: int, column: int) -> str:
        """Where a carried value comes from; empty for others."""
        return ""

    def ticked(self, row: int, column: int) -> bool | None:
        """Whether an item is done; None for what is no item of a checklist."""
        return None

    # --- what Qt asks ---------------------------------------------------------------------------

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, tips, what the editors start from and what the delegate paints."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        answer = _ROLES.get(role)
        if answer is not None:
            return answer(self, row, column)
        place = self.place(row, column)
        if place is None:
            return None
        if role == GridRole.KIND:
            return editor_kind(place.field)
        return self._choices(place) if role == GridRole.CHOICES else None

    def _choices(self, place: Place) -> list[GridChoice]:
        known = known_words(self.document, place.ledger, place.field)
        return choices_of(place.field, self.document.store.links(), known)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        cell = self.cell(row, column)
        return self.title(row, column) if cell is None else cell.text

    def tip(self, row: int, column: int) -> str:
        """What is to be known of a cell beside its text."""
        cell, place = self.cell(row, column), self.place(row, column)
        if cell is None or place is None:
            return ""
        parts = [cell.error, cell.warning, cell.answered, cell.info, cell.note, self.hint(row, column)]
        parts.append(place.field.column.help)
        if not is_typable(place.field):
            parts.append("由程序计算，不能直接修改。")
        elif closing := closed_by(self.document, place.ledger, place.field, place.month, place.record):
            parts.append(locked_words(place.ledger, closing))
        return "\n".join(part for part in parts if part)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Titles and headings cannot be chosen; computed cells cannot be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        place = self.place(index.row(), index.column())
        if place is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_editable(place) else flags

    def is_editable(self, place: Place) -> bool:
        """Whether typing there stores something."""
        document = self.document
        return (
            not document.read_only
            and is_typable(place.field)
            and closed_by(document, place.ledger, place.field, place.month, place.record) is None
        )

    # --- editing --------------------------------------------------------------------------------

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Store what was typed, as the grid does; False when nothing could be stored."""
        place = self.place(index.row(), index.column()) if index.isValid() else None
        if place is None or role != Qt.ItemDataRole.EditRole or not self.is_editable(place):
            return False
        read = place.field.column.kind.parse(str(value), self.context(place.month))
        parsed = settled(self.document, place.ledger, place.field, read)
        if not self.store(place, parsed):
            return False
        if isinstance(parsed, Misfit) and parsed.choices:
            self.question.emit(CardAnswer(place, parsed))
        return True

    def answer(self, answer: CardAnswer, reading: str) -> bool:
        """Store the reading that the clerk chose; later texts of this column are read so without asking."""
        place = answer.place
        remember_reading(self.document, place.ledger, place.field, answer.misfit, reading)
        return self.store(place, reading)

    def store(self, place: Place, parsed: Parsed) -> bool:
        """Write one cell as one action."""
        if not self._exists(place):
            return False
        name, month = place.field.name, place.month
        is_shown = month == self.document.month or not isinstance(place.field.column.per, Axis)
        return self.document.act(
            edit_label(place.ledger, month, [name]) if is_shown else period_label(place.ledger, name, month),
            lambda writes: writes.set(place.ledger, place.record, name, month, parsed),
            place=f"“{place.field.title_for(month, short=True)}”",
        )

    def clear(self, indexes: Sequence[QModelIndex]) -> bool:
        """Empty cells as one action; those that are computed are left alone."""
        found = [self.place(index.row(), index.column()) for index in indexes]
        places = [one for one in found if one is not None and self.is_editable(one)]
        if not places or not self._exists(places[0]):
            return False
        first = places[0]
        label = cells_label("清除", first.ledger, first.month, [place.field.name for place in places])
        return self.document.act(
            label,
            lambda writes: _empty(writes, places),
        )

    def _exists(self, place: Place) -> bool:
        """Whether the record is still there: an undo may have taken it away under the editor."""
        with self.document.reading():
            is_there = self.document.store.has_record(place.ledger, place.record)
        if not is_there:
            self.document.failed.emit(GONE)
        return is_there

    # --- the shape ------------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many rows."""
        raise NotImplementedError

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many columns."""
        raise NotImplementedError


def _empty(writes: Writes, places: Sequence[Place]) -> None:
    for one in places:
        writes.set(one.ledger, one.record, one.field.name, one.month, None)


_ROLES: dict[int, Callable[[CardModel, int, int], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda card, row, column: card.text(row, column),
    Qt.ItemDataRole.EditRole: lambda card, row, column: card.text(row, column),
    Qt.ItemDataRole.ToolTipRole: lambda card, row, column: card.tip(row, column),
    CardRole.HEADING: lambda card, row, _column: card.heading(row),
    CardRole.CELL: lambda card, row, column: card.cell(row, column),
    CardRole.HINT: lambda card, row, column: card.hint(row, column),
    CardRole.TICKED: lambda card, row, column: card.ticked(row, column),
}


def month_words(month: Month, beside: Month) -> str:
    """「8月」, or 「2020年12月」 beside a month of another year."""
    year = "" if month.year == beside.year else f"{month.year}年"
    return f"{year}{month.number}月"
