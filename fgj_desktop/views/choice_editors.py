"""Editors that offer a list: a line to type in, and below it what fits, by text or pinyin initials.

The editor is the line itself and the list its companion, so that focus, keys and input methods find
an ordinary line edit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QInputMethodEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from fgj_desktop.models.grid_protocol import NewChoice
from fgj_desktop.views.grid_text import cell_padding
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from fgj_desktop.models.grid_protocol import GridChoice

Initials = Callable[[str], str]
"""Gives the pinyin initials of a text in lower case: 乐园镇 → lyz."""

SEPARATOR = "、"
_NEW = Qt.ItemDataRole.UserRole
_LONGEST_LIST = 10
# Border and inner margin of a line edit, in pixels.
_OWN_MARGIN = 4
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ChoiceEditor(QLineEdit):
    """Chooses one value. Text that fits no choice is delivered as it is, for the model to mark."""

    chosen = Signal()
    """A value was clicked; the editor may close."""

    def __init__(
        self,
        parent: QWidget,
        choices: Sequence[GridChoice],
        initials: Initials | None = None,
        *,
        adds: str = "",
    ) -> None:
        """``adds`` is what a record is called that may be added from the list."""
        super().__init__(parent)
        self._adds = adds
        self.setFrame(False)
        self.setProperty("cell", True)
        self._view = parent
        self._touched = False
        self._marked_by_typing = False
        self._choices = choices
        self._words = [_search_words(choice, initials) for choice in choices]
        self._list = QListWidget(parent)
        self._list.setProperty("cell", True)
        # A click in the list leaves the focus in the line; without a proxy the grid would take it.
        self._list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list.setFocusProxy(self)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._clicked)
        self._list.hide()
        self.destroyed.connect(self._list.deleteLater)
        self.textEdited.connect(self._typed)

    def load(self, text: str) -> None:
        """Show the stored text, and every choice with the stored one marked."""
        self.setText(text)
        self._fill("")
        self._mark(text)
        self._touched = False

    def changed(self) -> bool:
        """Whether the user has typed or chosen since ``load``."""
        return self._touched

    def value(self) -> str:
        """The marked choice; the typed text when it fits none; empty when all was deleted."""
        typed = self.text().strip()
        if self._is_adding():
            return NewChoice(typed)
        marked = self._marked()
        exact = any(choice.text == typed for choice in self._choices)
        return marked if typed and marked and not exact else typed

    def place(self, cell: QRect) -> None:
        """Lie over the cell, with the list below it, or above where there is more room."""
        lie_over(self, cell)
        view, metrics = self._view.rect(), QFontMetrics(self.font())
        rows = min(max(self._list.count(), 1), _LONGEST_LIST)
        line = max(self._list.sizeHintForRow(0), metrics.height())
        below, above = view.bottom() + 1 - cell.bottom(), cell.top()
        frame = 2 * self._list.frameWidth() + 2
        height = min(rows * line + frame, max(below, above))
        widest = max((metrics.horizontalAdvance(choice.text) for choice in self._choices), default=0)
        width = min(max(cell.width(), widest + metrics.height() * 3), view.width())
        left = max(0, min(cell.left(), view.right() + 1 - width))
        top = cell.bottom() + 1 if height <= below else cell.top() - height
        self._list.setFont(self.font())
        self._list.setGeometry(left, top, width, height)
        self._list.setVisible(self._list.count() > 0 and self.isVisible())
        self._list.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the list."""
        if event.key() in _LIST_KEYS and self._list.count():
            self._step(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The list comes with the line; Qt asks for places before there is anything to list."""
        super().showEvent(event)
        self.place(self.geometry())

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the line."""
        self._list.hide()
        super().hideEvent(event)

    def _step(self, key: Qt.Key) -> None:
        step = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_LONGEST_LIST,
            Qt.Key.Key_PageDown: _LONGEST_LIST,
        }[key]
        row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
        if self._marked_by_typing and _adds_record(self._list.item(row)):
            # Down after a few letters means the line found; adding one takes another press.
            row = self._list.currentRow()
        self._marked_by_typing = False
        self._list.setCurrentRow(row)
        self._stepped(self._list.item(row))

    def _stepped(self, item: QListWidgetItem) -> None:
        self._touched = True
        if not self._is_adding():
            self.setText(item.text())

    def _clicked(self, item: QListWidgetItem) -> None:
        self._touched = True
        if not self._is_adding():
            self.setText(item.text())
        self.chosen.emit()

    def _typed(self, text: str) -> None:
        self._touched = True
        self._fill(text)
        # What would add a record is never marked by itself.
        self._marked_by_typing = bool(text.strip()) and not _adds_record(self._list.item(0))
        if self._marked_by_typing:
            self._list.setCurrentRow(0)
        self.place(self.geometry())

    def _fill(self, filter_text: str) -> None:
        """List the choices that hold the text; those that begin with it come first."""
        wanted = filter_text.strip().lower()
        fitting = [
            (not words.startswith(wanted), number)
            for number, words in enumerate(self._words)
            if wanted in words
        ]
        self._list.clear()
        for _, number in sorted(fitting):
            self._list.addItem(self._item(self._choices[number].text))
        new = filter_text.strip()
        if self._adds and new and all(choice.text != new for choice in self._choices):
            item = QListWidgetItem(f"新增“{new}”…")
            item.setData(_NEW, True)
            item.setToolTip(f"登记为新的{self._adds}，并填入此格")
            self._list.addItem(item)

    def _is_adding(self) -> bool:
        """Whether the line that adds a record is marked."""
        return _adds_record(self._list.currentItem())

    def _item(self, text: str) -> QListWidgetItem:
        return QListWidgetItem(text)

    def _marked(self) -> str:
        """The choice Enter would take; empty when none fits."""
        item = self._list.currentItem()
        return item.text() if self._list.currentRow() >= 0 and not _adds_record(item) else ""

    def _mark(self, text: str) -> None:
        for item in self._list.findItems(text, Qt.MatchFlag.MatchExactly):
            self._list.setCurrentItem(item)


class ChoicesEditor(ChoiceEditor):
    """Ticks several values, kept in the order ticked: the first unit leads.

    Typing filters, Space ticks the marked one, Enter takes it along and finishes.
    """

    def __init__(
        self,
        parent: QWidget,
        choices: Sequence[GridChoice],
        initials: Initials | None = None,
        *,
        adds: str = "",
    ) -> None:
        self._ticked: list[str] = []
        self._new: set[str] = set()
        self._filtering = False
        self._composing = False
        super().__init__(parent, choices, initials, adds=adds)

    def load(self, text: str) -> None:
        """Show the stored values, ticked."""
        self._ticked = split_values(text)
        self._filtering = False
        super().load(SEPARATOR.join(self._ticked))

    def value(self) -> str:
        """The ticked values, and with them the one a typed text stands for."""
        ticked, new = list(self._ticked), bool(self._new & set(self._ticked))
        typed = self.text().strip() if self._filtering else ""
        if typed:
            new = new or self._is_adding()
            marked = self._marked()
            ticked += [name for name in ([marked] if marked else split_values(typed)) if name not in ticked]
        text = SEPARATOR.join(ticked)
        return NewChoice(text) if new else text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        marked = self._marked() or self._is_adding()
        if event.key() == Qt.Key.Key_Space and marked and not event.modifiers():
            self._toggle(self._list.currentItem())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composing over the old values must not read as deleting them."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def _stepped(self, item: QListWidgetItem) -> None:
        """Stepping through the list ticks nothing."""

    def _clicked(self, item: QListWidgetItem) -> None:
        self._toggle(item)

    def _toggle(self, item: QListWidgetItem) -> None:
        name = self.text().strip() if _adds_record(item) else item.text()
        if _adds_record(item):
            self._new.add(name)
        if name in self._ticked:
            self._ticked.remove(name)
        else:
            self._ticked.append(name)
        self._touched, self._filtering = True, False
        self.setText(SEPARATOR.join(self._ticked))
        self.selectAll()
        self._fill("")
        self._mark(name)
        self.place(self.geometry())

    def _typed(self, text: str) -> None:
        self._filtering = bool(text.strip())
        if not self._filtering and not self._composing:
            self._ticked.clear()
        super()._typed(text)

    def _item(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        # The box of the style is hard to see in the dark.
        item.setIcon(icon("box_ticked", colours().accent) if text in self._ticked else icon("box_empty"))
        return item


def _adds_record(item: QListWidgetItem | None) -> bool:
    return item is not None and bool(item.data(_NEW))


def lie_over(line: QLineEdit, cell: QRect) -> None:
    """Lay a line edit over its cell so that the text stays where the grid has painted it."""
    margin = max(0, cell_padding(QFontMetrics(line.font()).height()) - _OWN_MARGIN)
    line.setTextMargins(margin, 0, margin, 0)
    line.setGeometry(cell)


def split_values(text: str) -> list[str]:
    """The values of a cell that holds several, however they were separated."""
    for sign in "，,；;\n":
        text = text.replace(sign, SEPARATOR)
    return [value.strip() for value in text.split(SEPARATOR) if value.strip()]


def _search_words(choice: GridChoice, initials: Initials | None) -> str:
    words = f"{choice.text} {choice.search}".lower()
    return f"{words} {initials(choice.text)}" if initials else words
