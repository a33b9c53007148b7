"""What scenes have in common: a dialog shown for its picture, a popup over the window, waiting until all is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow

Page = tuple[str, "QWidget"]


def shown(name: str, widget: QWidget) -> Iterator[Page]:
    """A widget of its own, shown until the next page is asked for."""
    widget.show()
    yield name, widget
    widget.close()
    widget.deleteLater()
    delete_later()


def over(window: MainWindow, popup: QWidget, place: QPoint) -> QLabel:
    """A picture of the window with a popup where it would open, at a place of the screen."""
    popup.adjustSize()
    picture, inside = window.grab(), window.mapFromGlobal(place)
    painter = QPainter(picture)
    painter.drawPixmap(min(inside.x(), window.width() - popup.width()), inside.y(), popup.grab())
    painter.end()
    popup.deleteLater()
    label = QLabel()
    label.setPixmap(picture)
    label.setFixedSize(picture.deviceIndependentSize().toSize())
    return label


def settle(window: MainWindow) -> None:
    """Do at once what would come in later turns, charts and reminders too."""
    delete_later()
    while not window.turns.is_started:
        QApplication.processEvents()
    window.turns.finish()
    window.sides.compute_reminders()
    # Once more when the height is known: the scroll bar takes some of the width.
    for _ in range(2):
        window.sides.compute_charts()
        window.sides.charts.finish()
        QApplication.processEvents()


def delete_later() -> None:
    """Delete what waits to be deleted: outside a running event loop nothing else does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
