"""A panel at the side of the window: a dock with a title line in the program's own look."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QToolButton,
    QWidget,
)

from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import space

_NO_LIMIT = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX, which PySide does not tell."""


class Panel(QDockWidget):
    """Holds one widget, set later; the title may carry a count."""

    def __init__(self, name: str, title: str, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(name)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self._title = self._plain = title
        self._label = QLabel(self._plain)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setIconSize(QSize(space(0.8), space(0.8)))
        self._close.setToolTip(f"关闭{title}")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.close)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(space(0.6), space(0.25), space(0.3), space(0.25))
        row.addWidget(self._label)
        row.addStretch(1)
        row.addWidget(self._close)
        self.setTitleBarWidget(bar)
        self.setWidget(_Room())
        self.restyle()

    def set_subject(self, subject: str) -> None:
        """Say in the title line of what the panel tells."""
        self._plain = f"{self._title}：{subject}" if subject else self._title
        self._label.setText(self._plain)

    def set_count(self, count: int) -> None:
        """Show how many things the panel lists."""
        self._label.setText(f"{self._plain} {count:,}" if count else self._plain)

    def set_low(self, *, low: bool) -> None:
        """Hold no more than a line to read, leaving the room to other panels; or grow again."""
        held = (
            self.titleBarWidget().sizeHint().height(),
            max(space(3), self.widget().minimumSizeHint().height()),
        )
        self.setMaximumHeight(sum(held) if low else _NO_LIMIT)

    def restyle(self) -> None:
        """Draw the icon in the colours in force."""
        font = self._label.font()
        font.setBold(True)
        self._label.setFont(font)
        self._close.setIcon(icon("close"))


class _Room(QWidget):
    """Keeps the place until the panel's widget is made."""

    def sizeHint(self) -> QSize:
        """As wide as what will stand here."""
        return QSize(space(19), space(15))
