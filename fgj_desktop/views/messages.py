"""One way to tell: a card in the corner of the window that neither stops work nor vanishes unread.

Where a decision is needed, `question_box` asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import heading, label, plain
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CardTone = Literal["good", "quiet", "warning", "error"]
_ICONS = {"good": "done", "quiet": "about", "warning": "warning", "error": "warning"}
_NAME = "message_card"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do about a message. The card stays unless ``closes``."""

    title: str
    action: Callable[[], object]
    closes: bool = True


class MessageCard(QFrame):
    """A title, lines that can be copied, and buttons; Esc or × closes it."""

    closed = Signal()

    def __init__(
        self,
        host: QWidget,
        title: str,
        lines: Sequence[str] = (),
        offers: Sequence[Offer] = (),
        tone: CardTone = "quiet",
    ) -> None:
        super().__init__(host)
        self._host = host
        self._tone: CardTone = tone
        self._title = heading(title)
        self._lines = [label(line) for line in lines]
        self._sign = QToolButton()
        self._close = QToolButton()
        self.buttons = [plain(offer.title) for offer in offers]
        for button, offer in zip(self.buttons, offers, strict=True):
            button.clicked.connect(lambda _checked=False, offer=offer: self._do(offer))
        self.setObjectName(_NAME)
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(title)
        self._arrange()
        self.restyle()
        host.installEventFilter(self)

    def _arrange(self) -> None:
        for part in (self._sign, self._close):
            part.setAutoRaise(True)
            part.setIconSize(QSize(space(1), space(1)))
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._close.setToolTip("关闭")
        self._close.setAccessibleName("关闭")
        self._close.clicked.connect(self.dismiss)
        top = QHBoxLayout()
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(0.7), space(0.6), space(0.6), space(0.7))
        layout.setSpacing(space(0.4))
        layout.addLayout(top)
        for line in self._lines:
            line.setContentsMargins(space(0.3), 0, space(0.3), 0)
            layout.addWidget(line)
        if self.buttons:
            bottom = QHBoxLayout()
            bottom.setContentsMargins(0, space(0.3), 0, 0)
            bottom.addStretch(1)
            for button in self.buttons:
                bottom.addWidget(button)
            layout.addLayout(bottom)

    def text(self) -> str:
        """Everything that is said."""
        return "\n".join([self._title.text(), *(line.text() for line in self._lines)])

    def present(self) -> None:
        """Appear, in place of an earlier card of the window; the focus stays where it is."""
        for other in self._host.findChildren(MessageCard, _NAME, Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self:
                other.dismiss()
        self.show()
        self._place()
        self.raise_()

    def dismiss(self) -> None:
        """Close for good."""
        self._host.removeEventFilter(self)
        self.hide()
        self.setObjectName("")
        self.deleteLater()
        self.closed.emit()

    def restyle(self) -> None:
        """Take the colours in force."""
        colour = colours()
        signs = {
            "good": colour.green,
            "quiet": colour.accent,
            "warning": colour.warning,
            "error": colour.error,
        }
        self._sign.setIcon(icon(_ICONS[self._tone], signs[self._tone]))
        self._close.setIcon(icon("close", colour.muted))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(space(1.2))
        shadow.setOffset(0, space(0.2))
        shadow.setColor(QColor(0, 0, 0, 130 if colour.dark else 60))
        self.setGraphicsEffect(shadow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.objectName():
            self.restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _do(self, offer: Offer) -> None:
        if offer.closes:
            self.dismiss()
        offer.action()

    def _place(self) -> None:
        """The lower right corner, above the status line; as wide as a paragraph reads well."""
        edge = space(0.9)
        width = min(space(30), self._host.width() - 2 * edge)
        self.setFixedWidth(max(1, width))
        height = self.heightForWidth(width)
        if height <= 0:
            height = self.sizeHint().height()
        self.resize(width, height)
        self.move(self._host.width() - width - edge, self._host.height() - height - 2 * space(1.2))


def show_card(
    host: QWidget,
    title: str,
    lines: Sequence[str] = (),
    offers: Sequence[Offer] = (),
    tone: CardTone = "quiet",
) -> MessageCard:
    """Tell something in the corner of a window; the card takes the place of an earlier one."""
    card = MessageCard(host.window(), title, lines, offers, tone)
    card.present()
    return card
