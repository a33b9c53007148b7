"""The line above the grid to find and replace in: what, how, where, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from fgj_desktop.models.sought import Sought
from fgj_desktop.views.flow_layout import FlowLayout
from fgj_desktop.views.icons import set_icon
from fgj_desktop.views.parts import Button, label, plain, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

EVERYWHERE, COLUMN, SELECTION = "全部", "当前列", "所选区域"


class FindBar(QWidget):
    """Hidden until asked for; says what is wanted by signals."""

    changed = Signal()
    """Another text, or another way of finding it."""
    next_wanted = Signal(bool)
    """The following place; True for the one before."""
    replace_wanted = Signal()
    stop_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _Line("查找内容")
        self.by = _Line("替换为")
        self.whole, self.case = _option("整格匹配"), _option("区分大小写")
        self.where = QComboBox()
        self.where.addItems([EVERYWHERE, COLUMN, SELECTION])
        self.where.setAccessibleName("查找范围")
        self.count = label("", "muted", wrap=False)
        self.stop = plain("停止", self.stop_wanted.emit)
        self.replace = plain("全部替换…", self.replace_wanted.emit)
        self._replacing: list[QWidget] = [QLabel("替换为"), self.by, self.replace]
        self._arrange()
        self._connect()
        self.stop.hide()
        self.show_replacing(False)
        self.hide()

    def _arrange(self) -> None:
        grid, top = QGridLayout(self), Qt.AlignmentFlag.AlignTop
        grid.setContentsMargins(space(0.8), space(0.3), space(0.5), space(0.3))
        grid.setHorizontalSpacing(space(0.5))
        grid.setVerticalSpacing(space(0.3))
        close = QToolButton()
        close.setAutoRaise(True)
        close.setIconSize(QSize(space(0.8), space(0.8)))
        leave = QAction("关闭", self)
        leave.setToolTip("关闭（Esc）")
        leave.triggered.connect(self.leave)
        set_icon(leave, "close")
        close.setDefaultAction(leave)
        before = plain("上一处", lambda: self.next_wanted.emit(True))
        after = plain("下一处", lambda: self.next_wanted.emit(False))
        before.setToolTip("Shift+Enter，在表格中为 Ctrl+Shift+F4")
        after.setToolTip("Enter，在表格中为 Shift+F4")
        title = QLabel("查找内容")
        for low in (title, close):
            low.setFixedHeight(self.text.sizeHint().height())
        grid.addWidget(title, 0, 0, top)
        grid.addWidget(self.text, 0, 1, top)
        line = FlowLayout(space(0.5))
        for part in (after, before, self.whole, self.case, self.where, self.count, self.stop):
            line.addWidget(part)
        grid.addLayout(line, 0, 2)
        grid.addWidget(close, 0, 3, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._replacing[0], 1, 0)
        grid.addWidget(self.by, 1, 1)
        grid.addLayout(row(self.replace, None), 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 3)

    def _connect(self) -> None:
        self.text.textChanged.connect(self.changed)
        self.whole.toggled.connect(self.changed)
        self.case.toggled.connect(self.changed)
        self.where.currentTextChanged.connect(self.changed)
        for line in (self.text, self.by):
            line.entered.connect(self.next_wanted)
        # Tab goes through the lines first, also to the second one.
        self.setTabOrder(self.text, self.by)
        self.setTabOrder(self.by, self.replace)

    def open(self, *, replacing: bool, area: str) -> None:
        """Show the line with the cursor in it; the text sought before is there to be typed over."""
        self.show_replacing(replacing)
        self.where.setCurrentText(area)
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def show_replacing(self, on: bool) -> None:
        """Show or hide the second line."""
        for part in self._replacing:
            part.setVisible(on)

    def sought(self) -> Sought:
        """What is to be found."""
        return Sought(self.text.text(), self.whole.isChecked(), self.case.isChecked())

    def say(self, text: str, *, busy: bool = False) -> None:
        """Say how many places there are; while ``busy`` the search can be stopped."""
        self.count.setText(text)
        self.stop.setVisible(busy)

    def leave(self) -> None:
        """Hide the line."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, whichever part has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _option(title: str) -> QPushButton:
    """A switch that looks like the chips above: the box of the style is hard to see in the dark."""
    made = Button(title)
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setProperty("chip", True)
    return made


class _Line(QLineEdit):
    """A line of which Enter asks for the next place."""

    entered = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("search", True)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        # On a narrow window the line gives way first.
        self.setMinimumWidth(space(6))
        self.setMaximumWidth(space(14))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
