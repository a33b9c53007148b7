"""The list under a title: values to tick, years above their months, and how many rows show each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

    from fgj_desktop.models.value_list import ListedValue

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ALL = "（全选）"
COUNT = Qt.ItemDataRole.UserRole + 1
_SPOKEN = {True: "已勾选", False: "未勾选", None: "部分勾选"}
_ICONS = {True: "box_ticked", False: "box_empty", None: "box_some"}


class TickedValues(QAbstractListModel):
    """The lines that the search leaves, below one for all of them."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[ListedValue] = ()
        self._parents: list[int] = []
        self._on: set[int] = set()
        self._seen: list[int] = []

    def set_lines(self, lines: Sequence[ListedValue], on: set[int], search: str) -> None:
        """Show lines; ``on`` are the places of those ticked. A search leaves some, and ticks them all."""
        self.beginResetModel()
        self._lines = lines
        self._parents = []
        for place, line in enumerate(lines):
            self._parents.append(self._parents[-1] if line.depth and place else place)
        self._seen = self._found(search.strip().lower())
        self._on = {place for place in self._seen if self._holds(place)} if search.strip() else set(on)
        self.endResetModel()
        self.ticked.emit()

    def _found(self, search: str) -> list[int]:
        fits = {place for place, line in enumerate(self._lines) if search in line.search}
        shown = {place for place in range(len(self._lines)) if place in fits or self._parents[place] in fits}
        return sorted(shown | {self._parents[place] for place in shown})

    def _holds(self, place: int) -> bool:
        return bool(self._lines[place].values or self._lines[place].marks)

    def _below(self, place: int) -> list[int]:
        """The lines that a line stands for: itself, or the months of a year."""
        if self._holds(place):
            return [place]
        return [one for one in self._seen if self._parents[one] == place and one != place]

    def lines(self, *, on: bool) -> list[ListedValue]:
        """The lines with values that are ticked, or that are not."""
        held = [place for place in range(len(self._lines)) if self._holds(place)]
        return [self._lines[place] for place in held if (place in self._on) is on]

    def toggle(self, index: _AnyIndex) -> None:
        """Turn the tick of a line; of a year or of all, those below."""
        wanted = self._below_row(index.row())
        if self._state(wanted) is True:
            self._on.difference_update(wanted)
        else:
            self._on.update(wanted)
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self.ticked.emit()

    def only(self, index: _AnyIndex) -> None:
        """Tick this line and no other."""
        self._on.clear()
        self.toggle(index)

    def _below_row(self, row: int) -> list[int]:
        if row == 0:
            return [place for place in self._seen if self._holds(place)]
        return self._below(self._seen[row - 1])

    def _state(self, places: Sequence[int]) -> bool | None:
        count = sum(place in self._on for place in places)
        return True if count == len(places) else None if count else False

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """The lines seen, and the one for all."""
        return 0 if parent.isValid() else len(self._seen) + 1

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, box and count of a line."""
        row = index.row()
        line = self._lines[self._seen[row - 1]] if row else None
        if role == Qt.ItemDataRole.DisplayRole:
            return ALL if line is None else " ".join(line.text.split()) or line.text
        if role == Qt.ItemDataRole.DecorationRole:
            state = self._state(self._below_row(row))
            return icon(_ICONS[state], None if state is False else colours().accent)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if line is None else line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self._state(self._below_row(row))
            return f"{ALL if line is None else line.text}，{_SPOKEN[state]}"
        if role == COUNT:
            return None if line is None else line.count
        return line.depth if role == Qt.ItemDataRole.UserRole and line is not None else None


class _Delegate(QStyledItemDelegate):
    """Months stand in from their year; counts stand at the right in a quiet colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        whole = QRect(option.rect)
        count = index.data(COUNT)
        told = "" if count is None else f"{count:,}"
        room = option.fontMetrics.horizontalAdvance(told) + space(0.8)
        inset = space(1) * (index.data(Qt.ItemDataRole.UserRole) or 0)
        option.rect = whole.adjusted(inset, 0, -room, 0)
        super().paint(painter, option, index)
        painter.setPen(colours().muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(whole.adjusted(0, 0, -space(0.3), 0), right, told)


class ValuesView(QListView):
    """Ticks by click and Space; a click with Ctrl or a double click ticks one alone."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = TickedValues()
        self.values.setParent(self)
        self.setModel(self.values)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("cell", True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("此列的值")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the line under the mouse."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and index.row():
            self.values.only(index)
        else:
            self.values.toggle(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the line, Enter is done."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.values.toggle(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            super().keyPressEvent(event)
