"""The keys of the grid as they are declared: each once, each works, and all of them are listed."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.views.commands import COMMANDS
from fgj_desktop.views.editors import CellLine
from fgj_desktop.views.grid import LedgerGrid
from fgj_desktop.views.grid_keys import EDITOR_KEYS, GRID_KEYS
from fgj_desktop.views.shortcut_list import ShortcutList
from tests.views.grid_tools import (
    CONTROL,
    SHIFT,
    block,
    current,
    editor_of,
    go,
    model_of,
    press,
    selected,
    shown_grid,
    write,
)

NAMES = [name for one in GRID_KEYS for name in one.does]
NAME, LEVEL, UNIT, NATURE, MONEY, PROGRESS = 1, 3, 4, 5, 7, 12


def sequence(name: str) -> str:
    return QKeySequence(name).toString()


def hit(grid: LedgerGrid, name: str) -> None:
    """Press a key by its declared name, as the keyboard tells it."""
    modifiers = Qt.KeyboardModifier.NoModifier
    *held, last = name.split("+")
    for one in held:
        modifiers |= getattr(Qt.KeyboardModifier, {"Ctrl": "Control"}.get(one, one) + "Modifier")
    key = {"Shift+Tab": Qt.Key.Key_Backtab}.get(name)
    if key is None:
        words = {"Del": "Delete", "Ins": "Insert", "PgUp": "PageUp", "PgDown": "PageDown"}
        key = getattr(Qt.Key, "Key_" + words.get(last, last))
    press(grid, key, modifiers)


def state(grid: LedgerGrid) -> tuple[object, ...]:
    return current(grid), frozenset(selected(grid)), grid.is_editing()


# --- the declarations -----------------------------------------------------------------------------


def test_no_key_is_declared_twice() -> None:
    keys = [*NAMES, *(key for command in COMMANDS for key in command.keys)]
    counted = Counter(sequence(key) for key in keys)
    assert "" not in counted
    assert {key: count for key, count in counted.items() if count > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_declared_key_does_something(qtbot: QtBot, name: str) -> None:
    grid = shown_grid(qtbot)
    asked: list[object] = []
    grid.command_requested.connect(asked.append)
    go(grid, 20, NATURE)
    before = state(grid)
    hit(grid, name)
    assert state(grid) != before or asked


def test_all_keys_and_gestures_are_listed(qtbot: QtBot) -> None:
    dialog = ShortcutList()
    qtbot.addWidget(dialog)
    rows = [
        tuple(dialog.table.item(row, column).text() for column in (1, 2))
        for row in range(dialog.table.rowCount())
    ]
    for one in GRID_KEYS:
        assert (one.meaning, one.label) in rows
    for key, meaning in EDITOR_KEYS:
        assert (meaning, key) in rows
    for command in COMMANDS:
        if command.keys:
            assert any(command.title.rstrip("…") == title for title, _ in rows)


# --- moving and selecting -------------------------------------------------------------------------


def test_control_and_arrows_go_to_the_edge_of_the_data_and_with_shift_select_to_it(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for row in range(10, 14):
        model_of(grid).typed[row, 15] = "备注"
    go(grid, 0, 15)
    for end in (10, 13, 49):
        press(grid, Qt.Key.Key_Down, CONTROL)
        assert current(grid) == (end, 15)
    for end in (13, 10, 0):
        press(grid, Qt.Key.Key_Up, CONTROL)
        assert current(grid) == (end, 15)
    go(grid, 10, 15)
    press(grid, Qt.Key.Key_Down, CONTROL | SHIFT)
    assert selected(grid) == block(range(10, 14), range(15, 16))
    assert current(grid) == (10, 15)


def test_enter_and_tab_go_round_in_a_selection_and_keep_it(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    grid.setColumnHidden(6, True)
    go(grid, 3, 5)
    grid.extend_selection(grid.model().index(4, 7))
    chosen = selected(grid)
    seen = []
    for _ in range(4):
        press(grid, Qt.Key.Key_Return)
        seen.append(current(grid))
    assert seen == [(4, 5), (3, 7), (4, 7), (3, 5)]
    press(grid, Qt.Key.Key_Tab)
    assert current(grid) == (3, 7)
    press(grid, Qt.Key.Key_Backtab, SHIFT)
    press(grid, Qt.Key.Key_Return, SHIFT)
    assert current(grid) == (4, 7)
    assert selected(grid) == chosen


def test_what_is_typed_into_a_selection_goes_to_its_current_cell(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, MONEY)
    grid.extend_selection(grid.model().index(5, MONEY))
    for text in ("10", "20", "30"):
        write(grid, text)
        press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(3, MONEY): "10", (4, MONEY): "20", (5, MONEY): "30"}
    assert current(grid) == (3, MONEY)
    assert selected(grid) == block(range(3, 6), range(MONEY, MONEY + 1))


def test_an_arrow_leaves_the_selection(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, MONEY)
    grid.extend_selection(grid.model().index(5, MONEY))
    press(grid, Qt.Key.Key_Down)
    assert selected(grid) == {(4, MONEY)}


@pytest.mark.parametrize("modifiers", [SHIFT, CONTROL])
def test_space_selects_whole_rows_or_columns_and_writes_nothing(
    qtbot: QtBot, modifiers: Qt.KeyboardModifier
) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, MONEY)
    grid.extend_selection(grid.model().index(4, MONEY + 1))
    press(grid, Qt.Key.Key_Space, modifiers)
    rows, columns = range(3, 5), range(MONEY, MONEY + 2)
    assert selected(grid) == (block(rows, range(16)) if modifiers == SHIFT else block(range(50), columns))
    assert current(grid) == (3, MONEY)
    assert model_of(grid).typed == {}
    assert not grid.is_editing()


# --- typing ---------------------------------------------------------------------------------------


def test_control_and_space_in_an_editor_write_no_space(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, PROGRESS)
    write(grid, "ab")
    press(grid, Qt.Key.Key_Space, CONTROL)
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(3, PROGRESS): "ab"}


def test_control_and_enter_stores_and_stays(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, MONEY)
    write(grid, "12")
    press(grid, Qt.Key.Key_Return, CONTROL)
    assert model_of(grid).typed == {(3, MONEY): "12"}
    assert current(grid) == (3, MONEY)


def test_backspace_empties_every_kind_of_editor(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for column in (NAME, LEVEL, UNIT, NATURE, MONEY, PROGRESS):
        go(grid, 6, column)
        press(grid, Qt.Key.Key_Backspace)
        press(grid, Qt.Key.Key_Return)
    assert set(model_of(grid).typed.values()) == {""}
    assert len(model_of(grid).typed) == 6


def test_a_text_is_written_over_the_cell_or_where_the_cursor_stands(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, 14)
    grid.type_text("2021年10月8日")
    assert isinstance(editor_of(grid), CellLine)
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(3, 14): "2021年10月8日"}
    write(grid, "a")
    grid.type_text("b")
    QTest.keyClick(editor_of(grid), "c")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[4, 14] == "abc"


def test_a_text_for_a_computed_cell_is_refused(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    refused: list[object] = []
    grid.typing_refused.connect(refused.append)
    go(grid, 3, 10)
    grid.type_text("2021年10月8日")
    QApplication.processEvents()
    assert len(refused) == 1
    assert not grid.is_editing()


def test_a_moving_key_with_modifiers_of_no_meaning_moves_nothing(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NATURE)
    alt = Qt.KeyboardModifier.AltModifier
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        press(grid, key, alt)
        assert current(grid) == (5, NATURE)
        assert selected(grid) == {(5, NATURE)}
