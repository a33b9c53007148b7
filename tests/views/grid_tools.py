"""What the tests of the grid share: a grid on screen, and the gestures of a clerk."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.views.grid import LedgerGrid
from tests.views.demo_model import WIDTHS, DemoModel, initials

LEFT = Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown_grid(qtbot: QtBot, rows: int = 50, width: int = 1000, height: int = 600) -> LedgerGrid:
    """A grid with the focus, over a demo model that lives as long."""
    grid = LedgerGrid(initials=initials)
    qtbot.addWidget(grid)
    model = DemoModel(rows)
    model.setParent(grid)
    grid.setModel(model)
    grid.set_column_characters(WIDTHS)
    grid.resize(width, height)
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.setFocus()
    go(grid, 0, 0)
    QApplication.processEvents()
    return grid


def model_of(grid: LedgerGrid) -> DemoModel:
    model = grid.model()
    assert isinstance(model, DemoModel)
    return model


def go(grid: LedgerGrid, row: int, column: int) -> None:
    grid.setCurrentIndex(grid.model().index(row, column))
    QApplication.processEvents()


def current(grid: LedgerGrid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def selected(grid: LedgerGrid) -> set[tuple[int, int]]:
    return {(index.row(), index.column()) for index in grid.selectedIndexes()}


def block(rows: range, columns: range) -> set[tuple[int, int]]:
    return {(row, column) for row in rows for column in columns}


def press(grid: LedgerGrid, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press a key where the focus is: in the open editor, or in the grid."""
    QTest.keyClick(editor_of(grid) or grid, key, modifiers)
    QApplication.processEvents()


def write(grid: LedgerGrid, text: str) -> None:
    """Type ASCII text: the first sign into the grid, the rest into the editor it opens."""
    for sign in text:
        QTest.keyClick(editor_of(grid) or grid, sign)
    QApplication.processEvents()


def editor_of(grid: LedgerGrid) -> QWidget | None:
    editor = grid.itemDelegate().open_editor()  # type: ignore[attr-defined]
    assert editor is None or isinstance(editor, QWidget)
    return editor


def centre(grid: LedgerGrid, row: int, column: int) -> QPoint:
    return grid.visualRect(grid.model().index(row, column)).center()


def mouse(target: QWidget, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: bool) -> None:
    position = QPointF(place)
    event = QMouseEvent(
        kind, position, target.mapToGlobal(position), button, LEFT if held else NO_BUTTON, NO_KEYS
    )
    QApplication.sendEvent(target, event)


def drag(target: QWidget, start: QPoint, end: QPoint) -> None:
    mouse(target, QEvent.Type.MouseButtonPress, start, LEFT, held=True)
    for step in range(1, 11):
        mouse(target, QEvent.Type.MouseMove, start + (end - start) * step / 10, NO_BUTTON, held=True)
    mouse(target, QEvent.Type.MouseButtonRelease, end, LEFT, held=False)
    QApplication.processEvents()
