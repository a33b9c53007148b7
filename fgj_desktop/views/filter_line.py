"""The line above the grid: the search box, and chips that count and filter by state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.models.chips import ALL, Chip
from fgj_desktop.views.flow_layout import FlowLayout
from fgj_desktop.views.icons import icon
from fgj_desktop.views.lights import light_picture
from fgj_desktop.views.parts import Button
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SEARCH_DELAY = 300
_LOW = 600
"""Height of a window in which chips take one line and no more: the rows need the place."""


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
        self._area.installEventFilter(self)
        self._flow.addWidget(self.search)
        self._more = _chip_button("更多")
        self._more.setToolTip("其余状态")
        self._more.clicked.connect(self._open_rest)
        self._rest: list[Chip] = []
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
        self._flow.removeWidget(self._more)
        self._flow.addWidget(self._more)
        self._relabel()

    def chips(self) -> list[Chip]:
        """The chips offered."""
        return [chip for chip, _ in self._chips.values()]

    def chip_texts(self) -> list[str]:
        """What the chips say that are offered, those behind 更多 too."""
        return [button.text() for chip, button in self._chips.values() if self._is_offered(chip)]

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
        chip = _chip_button("")
        chip.setToolTip("点击取消分组")
        chip.clicked.connect(lambda _checked: self.group_cleared.emit())
        chip.hide()
        return chip

    def _make(self, chip: Chip) -> QPushButton:
        button = _chip_button(chip.title)
        button.setCheckable(True)
        button.setIcon(_light_icon(chip))
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
        self._fit()

    def _is_offered(self, chip: Chip) -> bool:
        return chip.always or bool(self._counts.get(chip.name)) or chip == self._chosen

    # --- what there is room for -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the chips into another width."""
        if isinstance(event, QResizeEvent) and event.oldSize().width() != event.size().width():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Show as many chips as two lines hold, one in a low window; the rest is behind 更多."""
        offered = [(chip, button) for chip, button in self._chips.values() if self._is_offered(chip)]
        if not self._area.width():
            return
        most = 1 if self.window().height() < _LOW else 2
        first = self.search.sizeHint().width()
        widths = [button.sizeHint().width() for _, button in offered]
        kept = len(offered)
        self._label_more([chip for chip, _ in offered])
        while kept and len(self._flow.lines_of(self._widths(first, widths, kept), self._area.width())) > most:
            kept -= 1
            self._label_more([chip for chip, _ in offered[kept:]])
        self._rest = [chip for chip, _ in offered[kept:]]
        shown = {chip.name for chip, _ in offered[:kept]}
        for name, (_, button) in self._chips.items():
            button.setVisible(name in shown)
        self._more.setVisible(bool(self._rest))
        self._flow.invalidate()

    def _widths(self, first: int, widths: Sequence[int], kept: int) -> list[int]:
        rest = [self._more.sizeHint().width()] if kept < len(widths) else []
        return [first, *widths[:kept], *rest]

    def _label_more(self, rest: Sequence[Chip]) -> None:
        """Name the chip that filters when it is among the rest."""
        chosen = self._chosen in rest and self._chosen != ALL
        self._more.setText(
            f"{self._chips[self._chosen.name][1].text()}  ▾" if chosen else f"更多 {len(rest)}  ▾"
        )
        self._more.setCheckable(chosen)
        self._more.setChecked(chosen)

    def rest_menu(self) -> QMenu:
        """The chips that there is no room for."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self._rest:
            button = self._chips[chip.name][1]
            action = menu.addAction(button.icon(), button.text(), partial(self._click, chip))
            action.setCheckable(True)
            action.setChecked(chip == self._chosen)
        return menu

    def _open_rest(self) -> None:
        self._relabel()
        self.rest_menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _chip_button(title: str) -> QPushButton:
    button = Button(title)
    button.setProperty("chip", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


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
