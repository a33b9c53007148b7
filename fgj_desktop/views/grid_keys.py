"""The keys of the grid, declared once: what each does, and what 帮助→快捷键 says of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.views.grid import LedgerGrid

CursorAction = QAbstractItemView.CursorAction


class KeyMove(NamedTuple):
    """A move of the current cell."""

    action: CursorAction
    extend: bool = False
    """Shift: the selection grows instead."""
    to_edge: bool = False
    """Control: as far as the block of filled cells goes, or the table."""
    after_entry: bool = False
    """Enter and Tab: the cell is done with."""


class GridKey(NamedTuple):
    """Keys that belong together: how they are listed, their meaning, and what each of them does."""

    label: str
    meaning: str
    does: Mapping[str, KeyMove | Callable[[LedgerGrid], object]]
    while_editing: bool = False
    """The key also ends what is being typed."""


_ARROWS = {
    "Left": CursorAction.MoveLeft,
    "Right": CursorAction.MoveRight,
    "Up": CursorAction.MoveUp,
    "Down": CursorAction.MoveDown,
}
_ROWS = {"Home": CursorAction.MoveHome, "End": CursorAction.MoveEnd}
_PAGES = {"PgUp": CursorAction.MovePageUp, "PgDown": CursorAction.MovePageDown}


def _moves(
    actions: Mapping[str, CursorAction], modifiers: str = "", *, extend: bool = False, to_edge: bool = False
) -> dict[str, KeyMove]:
    return {modifiers + key: KeyMove(action, extend, to_edge) for key, action in actions.items()}


def _entry(*keys: str, action: CursorAction) -> dict[str, KeyMove]:
    return dict.fromkeys(keys, KeyMove(action, after_entry=True))


def _command(name: str, *keys: str) -> dict[str, Callable[[LedgerGrid], object]]:
    """Keys of a command that belong to the grid alone: line edits keep theirs."""
    return dict.fromkeys(keys, lambda grid: grid.command_requested.emit(name))


GRID_KEYS: tuple[GridKey, ...] = (
    GridKey(
        "Enter／Shift+Enter",
        "保存并到下一行／上一行；选中多格时在其中循环",
        _entry("Return", "Enter", action=CursorAction.MoveDown)
        | _entry("Shift+Return", "Shift+Enter", action=CursorAction.MoveUp),
        while_editing=True,
    ),
    GridKey(
        "Tab／Shift+Tab",
        "保存并到右一列／左一列；之后按 Enter 回到下一行的起始列",
        _entry("Tab", action=CursorAction.MoveNext) | _entry("Shift+Tab", action=CursorAction.MovePrevious),
        while_editing=True,
    ),
    GridKey("F2", "在原内容后继续编辑", {"F2": lambda g: g.edit_current()}),
    GridKey(
        "Backspace",
        "清空并开始输入",
        {"Backspace": lambda g: g.edit_current(anew=True)},
    ),
    GridKey("Delete", "清除所选各格的内容", _command("clear", "Del")),
    GridKey("Ctrl+C／Ctrl+Insert", "复制", _command("copy", "Ctrl+C", "Ctrl+Ins")),
    GridKey("Ctrl+X／Shift+Delete", "剪切", _command("cut", "Ctrl+X", "Shift+Del")),
    GridKey("Ctrl+V／Shift+Insert", "粘贴", _command("paste", "Ctrl+V", "Shift+Ins")),
    GridKey("Alt+↓", "打开下拉选项", {"Alt+Down": lambda g: g.edit_current()}),
    GridKey("方向键", "移动一格", _moves(_ARROWS)),
    GridKey("Shift+方向键", "扩大选择", _moves(_ARROWS, "Shift+", extend=True)),
    GridKey("Ctrl+方向键", "到数据区域的边缘", _moves(_ARROWS, "Ctrl+", to_edge=True)),
    GridKey(
        "Ctrl+Shift+方向键",
        "选择到数据区域的边缘",
        _moves(_ARROWS, "Ctrl+Shift+", extend=True, to_edge=True),
    ),
    GridKey(
        "Home／End",
        "到本行首列／末列；同时按 Shift 为选择",
        _moves(_ROWS) | _moves(_ROWS, "Shift+", extend=True),
    ),
    GridKey(
        "Ctrl+Home／Ctrl+End",
        "到表格左上角／右下角；同时按 Shift 为选择",
        _moves(_ROWS, "Ctrl+", to_edge=True) | _moves(_ROWS, "Ctrl+Shift+", extend=True, to_edge=True),
    ),
    GridKey(
        "PageUp／PageDown",
        "上翻／下翻一页；同时按 Shift 为选择",
        _moves(_PAGES) | _moves(_PAGES, "Shift+", extend=True),
    ),
    GridKey("Ctrl+A", "选择全部", {"Ctrl+A": lambda g: g.selectAll()}),
    GridKey("Shift+空格", "选择整行，同 Shift+F8", {"Shift+Space": lambda g: g.select_rows()}),
    GridKey("Ctrl+空格", "选择整列，同 Ctrl+F8", {"Ctrl+Space": lambda g: g.select_columns()}),
)
"""In the order in which they are listed. The names of keys are those of ``QKeySequence``."""

EDITOR_KEYS: tuple[tuple[str, str], ...] = (
    ("直接输入", "覆盖单元格内容"),
    ("Esc", "放弃正在输入的内容"),
    ("Alt+Enter", "单元格内换行"),
    ("Ctrl+Enter", "将输入的内容填入所选各格"),
    ("Ctrl+PageUp／PageDown", "项目卡片中：上一项／下一项"),
    ("双击序号或亮灯", "打开项目卡片"),
    ("Ctrl+滚轮", "放大、缩小"),
    ("双击列边线", "最适合的列宽"),
    ("分组行上 Enter、空格或单击名称", "折叠、展开本组"),
    ("单击列标题／Shift+单击", "排序／增加排序列"),
)
"""What else is listed: keys of the open editor, and gestures of the mouse."""


@cache
def _known() -> dict[str, GridKey]:
    return {QKeySequence(name).toString(): one for one in GRID_KEYS for name in one.does}


@cache
def _deeds() -> dict[str, KeyMove | Callable[[LedgerGrid], object]]:
    return {QKeySequence(name).toString(): deed for one in GRID_KEYS for name, deed in one.does.items()}


def _pressed(event: QKeyEvent) -> str:
    """The name of a key with its modifiers, however the system tells Shift+Tab and the keypad's keys."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(key))).toString()


def deed_of(event: QKeyEvent) -> KeyMove | Callable[[LedgerGrid], object] | None:
    """What a key does in the grid; None when it is not one of the grid's."""
    return _deeds().get(_pressed(event))


def entry_move(event: QKeyEvent) -> KeyMove | None:
    """The move of a key that finishes an entry, in the grid as in an editor: Enter and Tab."""
    known = _known().get(_pressed(event))
    deed = deed_of(event) if known is not None and known.while_editing else None
    return deed if isinstance(deed, KeyMove) else None
