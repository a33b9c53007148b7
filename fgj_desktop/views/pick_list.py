"""A list in which rows are ticked, or one of several cells of a row is chosen, by mouse and by the space bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from fgj_desktop.views.fold import ListModel, ListView
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent


class PickModel(ListModel):
    """Rows of text with boxes: ``ticked`` tells of row and column whether it is ticked, None for no box."""

    picked = Signal()
    """Something was ticked or chosen."""

    def __init__(
        self,
        titles: Sequence[str],
        count: int,
        row: Callable[[int], Sequence[str]],
        ticked: Callable[[int, int], bool | None],
        pick: Callable[[int, int], object],
    ) -> None:
        super().__init__(titles, count, row)
        self._ticked = ticked
        self._pick = pick

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The text in one line, and the box; the box of the style is hard to see in the dark."""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(str(super().data(index, role) or "").split())
        if role == Qt.ItemDataRole.DecorationRole:
            ticked = self._ticked(index.row(), index.column())
            if ticked is None:
                return None
            return icon("box_ticked", colours().accent) if ticked else icon("box_empty")
        return super().data(index, role)

    def boxes(self, row: int) -> list[tuple[int, bool]]:
        """The columns of a row that have a box, and whether it is ticked."""
        found = ((column, self._ticked(row, column)) for column in range(self.columnCount()))
        return [(column, ticked) for column, ticked in found if ticked is not None]

    def pick(self, row: int, column: int) -> None:
        """Turn the box of a cell, or choose it among those of its row."""
        if self._ticked(row, column) is not None:
            self._pick(row, column)
            self.show_again()
            self.picked.emit()

    def show_again(self) -> None:
        """Boxes have changed."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])


class PickList(ListView):
    """The space bar turns the box of every selected row, or goes on to the next choice in it."""

    def __init__(self, model: PickModel, stretch: int) -> None:
        super().__init__(model, stretch)
        self.picks = model
        self.clicked.connect(lambda index: model.pick(index.row(), index.column()))

    def _wanted_widths(self) -> list[int]:
        """With room for the boxes."""
        model, widths = self.model(), super()._wanted_widths()
        assert isinstance(model, PickModel)
        boxes = [column for column, _ in model.boxes(0)] if model.rowCount() else []
        return [width + space(1.4) * (column in boxes) for column, width in enumerate(widths)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space picks."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        for row in {index.row() for index in self.selectionModel().selectedRows()}:
            boxes = self.picks.boxes(row)
            free = [column for column, ticked in boxes if not ticked or len(boxes) == 1]
            if free:
                self.picks.pick(row, free[0])
