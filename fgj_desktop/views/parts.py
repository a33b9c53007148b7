"""The small pieces that dialogs and pages are made of, so that they look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

Tone = Literal["plain", "muted", "error", "warning", "good"]
Level = Literal["strong", "heading", "title"]
PanelTone = Literal["quiet", "good", "warning", "error"]

NOT_SECRET = "本软件仅限非涉密计算机使用，严禁录入国家秘密、工作秘密和公民个人敏感信息。"


def label(text: str = "", tone: Tone = "plain", *, wrap: bool = True) -> QLabel:
    """Text that can be selected and copied, also by keyboard where it may be long."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_tone(made, tone)
    return made


def set_tone(widget: QLabel, tone: Tone) -> None:
    """Colour a label by what it says."""
    widget.setProperty("tone", tone)
    restyle(widget)


def heading(text: str = "", level: Level = "heading", *, wrap: bool = True) -> QLabel:
    """A line that stands out: bold, larger, or the title of a page."""
    made = label(text, wrap=wrap)
    made.setProperty("level", level)
    restyle(made)
    return made


class Button(QPushButton):
    """A button that Enter presses while it has the focus; Qt's would press the default one or none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def primary(text: str, action: Callable[[], object] | None = None) -> QPushButton:
    """The button that goes on; Enter presses it."""
    made = _button(text, action)
    made.setProperty("primary", True)
    made.setDefault(True)
    return made


def plain(text: str, action: Callable[[], object] | None = None) -> QPushButton:
    """Another button; Enter presses it only while it has the focus."""
    made = _button(text, action)
    made.setAutoDefault(False)
    return made


def quiet(text: str, action: Callable[[], object] | None = None) -> QPushButton:
    """A button that looks like a link, for what is rarely wanted."""
    made = plain(text, action)
    made.setProperty("quiet", True)
    return made


def _button(text: str, action: Callable[[], object] | None) -> QPushButton:
    made = Button(text)
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made


class TextBox(QPlainTextEdit):
    """Several lines to type or paste, left by Tab."""

    def __init__(self, name: str, hint: str = "") -> None:
        """``name`` is what a screen reader says."""
        super().__init__()
        self.setProperty("text", True)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)


def panel(tone: PanelTone) -> tuple[QFrame, QVBoxLayout]:
    """A framed block with a coloured edge, and the layout inside."""
    frame = QFrame()
    frame.setProperty("panel", tone)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(space(0.8), space(0.5), space(0.8), space(0.5))
    inside.setSpacing(space(0.35))
    return frame, inside


def row(*parts: QWidget | None, stretch: int = -1) -> QHBoxLayout:
    """Widgets in a line; None is a gap that grows, ``stretch`` the position of one that grows."""
    line = QHBoxLayout()
    line.setSpacing(space(0.5))
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    if stretch >= 0:
        line.setStretch(stretch, 1)
    return line


class Form(QGridLayout):
    """Titles on the left, what is filled in on the right, notes below it.

    QFormLayout gives wrapped notes far more room than they need.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(space(0.8))
        self.setVerticalSpacing(space(0.5))
        self.setColumnStretch(1, 1)

    def add(self, title: str, *fields: QWidget | None, stretch: int = -1) -> None:
        """A line; its title's shortcut leads to the first field. Parameters as for `row`."""
        name = QLabel(title)
        place = self.rowCount()
        self.addWidget(name, place, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addLayout(row(*fields, stretch=stretch), place, 1)
        if fields[0] is not None:
            name.setBuddy(fields[0])

    def add_note(self, note: QLabel, *, whole_line: bool = False) -> None:
        """A wrapped text below the last line, under the fields or as wide as all."""
        place = self.rowCount()
        self.addWidget(note, place, 0 if whole_line else 1, 1, 2 if whole_line else 1)


def offer(box: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """List texts with what they stand for; the one chosen stays chosen while there is such."""
    chosen = box.currentData()
    if [(box.itemText(place), box.itemData(place)) for place in range(box.count())] == list(choices):
        return
    box.clear()
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def place_of(box: QComboBox, value: object) -> int:
    """Where a list has a value, -1 for nowhere: Qt's own search compares objects of Python by identity."""
    return next((place for place in range(box.count()) if box.itemData(place) == value), -1)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def fit(window: QWidget, width: float, height: float) -> None:
    """Size a window in text heights, never larger than nine tenths of its screen.

    Where nobody looks at a screen, it counts for as large as the window that the dialog belongs to.
    """
    free = window.screen().availableGeometry().size()
    above = window.parentWidget()
    if above is not None:
        free = free.expandedTo(above.window().size())
    most = QSize(free.width() * 9 // 10, free.height() * 9 // 10)
    window.resize(QSize(space(width), space(height)).boundedTo(most))


def fit_height(window: QWidget, width: float) -> None:
    """Make a window so many text heights wide and as high as its wrapped texts need at that width."""
    layout = window.layout()
    assert layout is not None
    window.setMinimumWidth(space(width))
    window.ensurePolished()
    layout.activate()
    height = (
        layout.totalHeightForWidth(space(width)) if layout.hasHeightForWidth() else layout.sizeHint().height()
    )
    window.resize(space(width), height)
