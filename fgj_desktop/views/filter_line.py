"""The line above the grid: the search box, and chips that count and filter by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.models.chips import ALL, Chip
from fgj_desktop.views.icons import icon
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SEARCH_DELAY = 300


class FlowLayout(QLayout):
    """Widgets in lines, as many to a line as fit."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Hand an item out."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Narrow means more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rectangle: QRect) -> None:
        """Place the items."""
        super().setGeometry(rectangle)
        self._arrange(rectangle, apply=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() + self._gap for item in shown)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """One item."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, apply: bool) -> int:
        y = area.y()
        for line in self._lines(area.width()):
            height = max(item.sizeHint().height() for item in line)
            x = area.x()
            for item in line if apply else ():
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._gap
        return max(0, y - self._gap - area.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or taken + wanted > width:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += wanted + self._gap
        return lines


class FilterLine(QWidget):
    """Search and chips; what is chosen goes out as signals, what is counted comes in."""

    search_changed = Signal(str)
    chip_chosen = Signal(object)
    """Chip that was clicked."""
    group_cleared = Signal()
    left_for_grid = Signal()
    """Enter or Down in the search box: the cursor goes to the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, tuple[Chip, QPushButton]] = {}
        self._counts: dict[str, int] = {}
        self._chosen = ALL
        self.search = _SearchBox()
        self.search.left.connect(self._leave)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_DELAY)
        self._timer.timeout.connect(self._announce)
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self._area = QWidget()
        self._flow = FlowLayout(space(0.4))
        self._area.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._area.setSizePolicy(policy)
        self._flow.addWidget(self.search)
        self._group = self._make_group()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(0.5), space(0.4), space(0.5), space(0.4))
        layout.setSpacing(space(0.5))
        layout.addWidget(self._area, 1)
        # At the right, one below the other: among the chips it would push them into one line more.
        self._end = QVBoxLayout()
        self._end.setSpacing(space(0.4))
        self._end.addWidget(self._group, 0, Qt.AlignmentFlag.AlignRight)
        self._end.addStretch(1)
        layout.addLayout(self._end)

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget at the right end of the line."""
        self._end.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignRight)

    # --- search ---------------------------------------------------------------------------------

    def set_search(self, text: str) -> None:
        """Show a search without announcing it."""
        self._timer.stop()
        self.search.setText(text)

    def _announce(self) -> None:
        self._timer.stop()
        self.search_changed.emit(self.search.text())

    def _leave(self) -> None:
        self._announce()
        self.left_for_grid.emit()

    # --- chips ----------------------------------------------------------------------------------

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Offer the chips of a ledger, not yet counted."""
        for _, button in self._chips.values():
            self._flow.removeWidget(button)
            button.deleteLater()
        self._chips = {chip.name: (chip, self._make(chip)) for chip in chips}
        self._counts = {}
        self._chosen = ALL
        self._relabel()

    def chips(self) -> list[Chip]:
        """The chips offered."""
        return [chip for chip, _ in self._chips.values()]

    def chip_texts(self) -> list[str]:
        """What the visible chips say."""
        return [button.text() for _, button in self._chips.values() if not button.isHidden()]

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records chips (by name) would leave."""
        self._counts.update(counts)
        self._relabel()

    def choose(self, chip: Chip) -> None:
        """Show which chip filters."""
        self._chosen = chip
        self._relabel()

    def show_group(self, label: str | None) -> None:
        """Show by which column rows are grouped, as a chip that a click takes away; None for none."""
        self._group.setVisible(label is not None)
        self._group.setText(f"按{label}分组  ×")

    def restyle(self) -> None:
        """Draw lights and icons in the colours in force."""
        self.search.restyle()
        for chip, button in self._chips.values():
            button.setIcon(_light_icon(chip))

    def _make_group(self) -> QPushButton:
        chip = Button()
        chip.setProperty("chip", True)
        chip.setToolTip("点击取消分组")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda _checked: self.group_cleared.emit())
        chip.hide()
        return chip

    def _make(self, chip: Chip) -> QPushButton:
        button = Button(chip.title)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setIcon(_light_icon(chip))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._click(chip))
        self._flow.addWidget(button)
        return button

    def _click(self, chip: Chip) -> None:
        # A second click on a chip takes its filter away.
        self.chip_chosen.emit(ALL if chip == self._chosen else chip)
        self._relabel()

    def _relabel(self) -> None:
        for name, (chip, button) in self._chips.items():
            count = self._counts.get(name)
            button.setText(chip.title if count is None else f"{chip.title} {count:,}")
            button.setChecked(chip == self._chosen)
            button.setVisible(chip.always or bool(count) or chip == self._chosen)
        self._flow.invalidate()


class _SearchBox(QLineEdit):
    """One line with a magnifying glass and a button that empties it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("search", True)
        self.setPlaceholderText("项目、单位、代码或拼音首字母，如 lyz")
        self.setClearButtonEnabled(True)
        self.setAccessibleName("搜索")
        self._glass = self.addAction(
            icon("search", colours().muted), QLineEdit.ActionPosition.LeadingPosition
        )
        width = self.fontMetrics().horizontalAdvance(self.placeholderText()) + space(3.6)
        self.setMinimumWidth(space(8))
        self.setMaximumWidth(width)
        self._wanted = width

    def sizeHint(self) -> QSize:
        """Wide enough for the whole hint."""
        return QSize(self._wanted, super().sizeHint().height())

    def restyle(self) -> None:
        """Draw the glass in the colours in force."""
        self._glass.setIcon(icon("search", colours().muted))

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Enter and Down go to the rows, Esc empties the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


def _light_icon(chip: Chip) -> QIcon:
    if not chip.light:
        return QIcon()
    return QIcon(light_picture(chip.light, False, space(0.75), 2.0, colours()))
