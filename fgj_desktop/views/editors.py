"""Opens the editor a cell's kind asks for, and delivers what was typed as text.

The model never refuses text that does not fit; it keeps it and marks the cell. So no editor
validates, and Esc alone discards.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fgj_desktop.models.grid_protocol import GridRole
from fgj_desktop.views.choice_editors import ChoiceEditor, ChoicesEditor, Initials, lie_over
from fgj_desktop.views.grid_keys import entry_move

__all__ = ["CellDelegate", "CellLine", "Initials", "LongTextEditor"]

_CONTROL = Qt.KeyboardModifier.ControlModifier
_AnyIndex = QModelIndex | QPersistentModelIndex
_NUMBERS = ("money", "count", "percent")
_ONE_OF = ("choice", "flag", "unit")
_SEVERAL_OF = ("choices", "units")


class CellLine(QLineEdit):
    """One line of text, a figure or a date, in the place of the cell."""

    def __init__(self, parent: QWidget, number: bool) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setProperty("cell", True)
        if number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def load(self, text: str) -> None:
        """Show the stored text."""
        self.setText(text)

    def changed(self) -> bool:
        """Whether the user has touched the text since ``load``."""
        return self.isModified()

    def value(self) -> str:
        """The text to be stored."""
        return self.text()

    def place(self, cell: QRect) -> None:
        """Lie over the cell."""
        lie_over(self, cell)


class LongTextEditor(QPlainTextEdit):
    """Several lines, over the cell and its neighbours. Enter commits, Alt+Enter breaks the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("cell", True)
        self._view = parent
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def load(self, text: str) -> None:
        """Show the stored text."""
        self.setPlainText(text)
        self.document().setModified(False)

    def changed(self) -> bool:
        """Whether the user has touched the text since ``load``."""
        return self.document().isModified()

    def value(self) -> str:
        """The text to be stored."""
        return self.toPlainText()

    def place(self, cell: QRect) -> None:
        """Grow from the cell to six lines of some length, inside the view."""
        metrics, view = QFontMetrics(self.font()), self._view.rect()
        width = min(max(cell.width(), metrics.horizontalAdvance("国" * 22)), view.width())
        height = min(max(cell.height(), metrics.lineSpacing() * 6 + metrics.height()), view.height())
        left = min(cell.left(), view.right() + 1 - width)
        top = min(cell.top(), view.bottom() + 1 - height)
        self.setGeometry(max(0, left), max(0, top), width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Break the line with Alt+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)


CellEditor = CellLine | LongTextEditor | ChoiceEditor


class CellDelegate(QStyledItemDelegate):
    """Makes the editors. The grid paints cells itself; the inherited paint() serves other views."""

    left_by_key = Signal(object)
    """KeyMove of the key that finished an entry, sent when its editor has closed."""

    left_to_fill = Signal()
    """Ctrl+Enter: the text is for every selected cell."""

    def __init__(self, parent: QObject, initials: Initials | None = None) -> None:
        super().__init__(parent)
        self._initials = initials
        self._editor: CellEditor | None = None
        self.overwriting = False
        """Whether the editor being opened replaces the old text, because a key was typed."""
        self.refused = False
        """Whether the model could not store the last text delivered."""

    def open_editor(self) -> QWidget | None:
        """The editor that is open, if any."""
        return self._editor

    def cursor_to_end(self) -> None:
        """Put the cursor behind the old text, to go on writing."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            editor.end(False)
        elif editor is not None:
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def empty(self) -> None:
        """Delete the old text, as the user would."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            editor.selectAll()
            editor.del_()
        elif editor is not None:
            editor.selectAll()
            editor.textCursor().removeSelectedText()

    def insert(self, text: str) -> None:
        """Write a text where the cursor stands, as the user would."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            editor.insert(text)
        elif editor is not None:
            editor.insertPlainText(text)

    # --- what Qt calls --------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> QWidget:
        """Make the editor of the kind the model names."""
        self.refused = False
        self._editor = self._make(parent, index)
        self._editor.setFont(parent.font())
        return self._editor

    def _make(self, parent: QWidget, index: _AnyIndex) -> CellEditor:
        kind = index.data(GridRole.KIND)
        if kind in _ONE_OF or kind in _SEVERAL_OF:
            choices = index.data(GridRole.CHOICES) or ()
            made = ChoiceEditor if kind in _ONE_OF else ChoicesEditor
            adds = index.data(GridRole.ADDS) or ""
            editor = made(parent, tuple(choices), self._initials, adds=adds)
            editor.chosen.connect(self._finish_chosen)
            return editor
        # A line edit would turn line breaks into spaces.
        if kind == "long_text" or "\n" in _edit_text(index):
            return LongTextEditor(parent)
        return CellLine(parent, kind in _NUMBERS)

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:
        """Show the stored text in a new editor."""
        if isinstance(editor, CellEditor):
            editor.load(_edit_text(index))
            if self.overwriting and isinstance(editor, LongTextEditor):
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _AnyIndex) -> None:
        """Deliver the text, if it was touched."""
        # Untouched text is not written: over a carried value it would make an entry of this period.
        if isinstance(editor, CellEditor) and editor.changed():
            self.refused = not model.setData(index, editor.value(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Lay the editor over its cell."""
        if isinstance(editor, CellEditor):
            editor.place(option.rect)

    def destroyEditor(self, editor: QWidget, index: _AnyIndex) -> None:
        """Forget the editor."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Finish an entry with Enter or Tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            move = entry_move(event)
            if move is not None and editor is self._editor:
                self.finish()
                if not self.refused:
                    self.left_by_key.emit(move)
                return True
            if _is_control_enter(event) and editor is self._editor:
                self.left_to_fill.emit()
                return True
            if event.key() != Qt.Key.Key_Escape:
                # Qt's filter would take Enter and Tab its own way.
                return False
        return super().eventFilter(editor, event)

    def finish(self) -> None:
        """Deliver the text and close the editor."""
        editor = self._editor
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _finish_chosen(self) -> None:
        self.finish()


def _is_control_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _CONTROL


def _edit_text(index: _AnyIndex) -> str:
    value = index.data(Qt.ItemDataRole.EditRole)
    return "" if value is None else str(value)
