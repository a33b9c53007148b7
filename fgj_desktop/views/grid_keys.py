"""Which keys move the current cell, and where to: the habits of Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

CursorAction = QAbstractItemView.CursorAction
_Key = Qt.Key
_NoModifier = Qt.KeyboardModifier.NoModifier
_Shift = Qt.KeyboardModifier.ShiftModifier
_Control = Qt.KeyboardModifier.ControlModifier

_MOVES = {
    _Key.Key_Left: CursorAction.MoveLeft,
    _Key.Key_Right: CursorAction.MoveRight,
    _Key.Key_Up: CursorAction.MoveUp,
    _Key.Key_Down: CursorAction.MoveDown,
    _Key.Key_Home: CursorAction.MoveHome,
    _Key.Key_End: CursorAction.MoveEnd,
    _Key.Key_PageUp: CursorAction.MovePageUp,
    _Key.Key_PageDown: CursorAction.MovePageDown,
}


class KeyMove(NamedTuple):
    """A move of the current cell."""

    action: CursorAction
    extend: bool = False
    """Shift: the selection grows instead."""
    to_edge: bool = False
    """Control: as far as the table goes."""
    after_entry: bool = False
    """Enter: the cell is done with."""


def entry_move(key: int, modifiers: Qt.KeyboardModifier) -> KeyMove | None:
    """The move of the keys that finish an entry, in the grid as in an editor: Enter and Tab."""
    if key in (_Key.Key_Return, _Key.Key_Enter):
        action = CursorAction.MoveUp if modifiers & _Shift else CursorAction.MoveDown
        return KeyMove(action, after_entry=True)
    if key == _Key.Key_Backtab or (key == _Key.Key_Tab and modifiers & _Shift):
        return KeyMove(CursorAction.MovePrevious)
    if key == _Key.Key_Tab and not modifiers & _Control:
        return KeyMove(CursorAction.MoveNext)
    return None


def key_move(event: QKeyEvent) -> KeyMove | None:
    """The move a key asks for in the grid; None when it is no key of movement."""
    key, modifiers = event.key(), event.modifiers()
    known = _Shift | _Control | Qt.KeyboardModifier.KeypadModifier
    if modifiers & ~known:
        return None
    action = _MOVES.get(_Key(key))
    if action is not None:
        return KeyMove(action, bool(modifiers & _Shift), bool(modifiers & _Control))
    return entry_move(key, modifiers)
