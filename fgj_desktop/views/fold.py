"""A heading that opens what lies below it, and plain lists to put there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.views.parts import clear, label
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ROWS_SHOWN = 9


class ListModel(QAbstractTableModel):
    """Rows of text, each made when it is first shown."""

    def __init__(self, titles: Sequence[str], count: int, row: Callable[[int], Sequence[str]]) -> None:
        super().__init__()
        self._titles = list(titles)
        self._count = count
        self._row = row
        self._made: dict[int, Sequence[str]] = {}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The text, whole again on hover."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        return self.texts(index.row())[index.column()]

    def texts(self, row: int) -> Sequence[str]:
        """One row."""
        if row not in self._made:
            self._made[row] = self._row(row)
        return self._made[row]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None


class ListView(QTableView):
    """Rows to look at and to copy; as high as its rows up to some nine."""

    def __init__(self, model: ListModel, stretch: int) -> None:
        """``stretch`` is the column that takes the room left over."""
        super().__init__()
        model.setParent(self)
        self.setModel(model)
        self.setProperty("list", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        height = space(1.5)
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._stretch = stretch
        self._wanted = self._wanted_widths()
        rows = min(model.rowCount(), _ROWS_SHOWN)
        self.setFixedHeight(rows * height + space(2) + 4)
        if model.rowCount():
            # The keyboard begins at the first row without selecting it.
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(model.index(0, 0), flag)

    def _wanted_widths(self) -> list[int]:
        model = self.model()
        shown = range(min(model.rowCount(), 60))
        metrics, widths = self.fontMetrics(), []
        for column in range(model.columnCount()):
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal) or "")]
            texts += [str(model.index(row, column).data() or "") for row in shown]
            widths.append(max(metrics.horizontalAdvance(text) for text in texts) + space(1.4))
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short columns get what they want, long ones share the rest."""
        super().resizeEvent(event)
        free = self.viewport().width()
        cap = _fair_cap(self._wanted, free)
        widths = [min(width, cap) for width in self._wanted]
        widths[self._stretch] += max(0, free - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the selected rows; Enter is left to the dialog."""
        model = self.model()
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(model, ListModel):
            rows = sorted(index.row() for index in self.selectionModel().selectedRows())
            QGuiApplication.clipboard().setText("\n".join("\t".join(model.texts(row)) for row in rows))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


def _fair_cap(widths: Sequence[int], free: int) -> int:
    """The width above which columns are cut so that all fit; no column goes below its share."""
    left, rest = free, sorted(widths)
    for place, width in enumerate(rest):
        share = left // (len(rest) - place)
        if width > share:
            return share
        left -= width
    return max(widths, default=free)


class Fold(QWidget):
    """A heading with an arrow; what is below is made when it is first opened."""

    def __init__(self, title: str, make: Callable[[], QWidget], *, note: str = "") -> None:
        super().__init__()
        self._make = make
        self._note = note
        self._body: QWidget | None = None
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setProperty("fold", True)
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setArrowType(Qt.ArrowType.RightArrow)
        self.head.setAutoRaise(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.toggled.connect(self._toggled)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(0.2))
        line = QHBoxLayout()
        line.addWidget(self.head)
        line.addStretch(1)
        self._layout.addLayout(line)

    @property
    def is_open(self) -> bool:
        """Whether the body shows."""
        return self.head.isChecked()

    def open(self) -> None:
        """Show the body."""
        self.head.setChecked(True)

    def body(self) -> QWidget | None:
        """What was made below, None before it was first opened."""
        return self._body

    def _toggled(self, opened: bool) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened and self._body is None:
            self._body = QWidget()
            inside = QVBoxLayout(self._body)
            inside.setContentsMargins(space(1.3), 0, 0, space(0.4))
            inside.setSpacing(space(0.3))
            if self._note:
                inside.addWidget(label(self._note, "muted"))
            inside.addWidget(self._make())
            self._layout.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(opened)


class FoldList(QWidget):
    """Several folds below each other; filling them anew keeps open what was open."""

    def __init__(self) -> None:
        super().__init__()
        self._folds: dict[str, Fold] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space(0.1))

    def fill(self, folds: Sequence[tuple[str, Fold]]) -> None:
        """Show these, each under a name that stays the same."""
        opened = {name for name, fold in self._folds.items() if fold.is_open}
        clear(self._layout)
        self._folds = dict(folds)
        for name, fold in folds:
            self._layout.addWidget(fold)
            if name in opened:
                fold.open()

    def fold(self, name: str) -> Fold | None:
        """The fold of that name, if there is one."""
        return self._folds.get(name)

    def names(self) -> list[str]:
        """The names, from top to bottom."""
        return list(self._folds)
