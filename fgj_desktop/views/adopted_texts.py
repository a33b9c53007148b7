"""报送原文 and 采用稿 of a unit's tasks side by side: the unit's words stay, the clerk's are edited beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fgj_desktop.ledgers.half_month_texts import REPORT_STATE
from fgj_desktop.models.round_status import title_of
from fgj_desktop.rules.round_register import adopted_field, text_field
from fgj_desktop.views.parts import TextBox, label, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.round_status import RoundStatus, UnitLine
    from fgj_desktop.store.rows import Row
    from fgj_desktop.views.main_window import MainWindow


class Draft(TextBox):
    """Leaves Ctrl+Z to the window while there is nothing of its own to take back: what was stored is undone there."""

    def event(self, event: QEvent) -> bool:
        """Claim the key only for typing that is not stored yet."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


class AdoptedTexts(QWidget):
    """What is typed into 采用稿 is stored when it is left: one task, one action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._status: RoundStatus | None = None
        self._rows: list[Row] = []
        self._shown: Row | None = None
        self.list = WordTable(("工作任务",), stretched=0, wraps=True)
        self.list.setAccessibleName("任务")
        self.original, self.adopted = TextBox("报送原文"), Draft("采用稿")
        self.original.setReadOnly(True)
        self.take = quiet("采用原文", self.take_original)
        self.said = label("", "muted", wrap=False)
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._change_row)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        self.said.setMinimumHeight(self.take.sizeHint().height())
        for column, title, extra, edit in (
            (left, "报送原文", self.said, self.original),
            (right, "采用稿", self.take, self.adopted),
        ):
            column.setSpacing(space(0.2))
            column.addLayout(row(label(title, wrap=False), None, extra))
            column.addWidget(edit, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.5))
        layout.addWidget(self.list, 2)
        layout.addLayout(left, 3)
        layout.addLayout(right, 3)

    # --- showing --------------------------------------------------------------------------------

    def show_unit(self, status: RoundStatus | None, line: UnitLine | None) -> None:
        """Show the tasks of a unit; what is being typed must be stored by now."""
        kept = self._shown.id if self._shown is not None else 0
        self._status = status
        self._rows = status.rows_of(line) if status is not None and line is not None else []
        self.list.blockSignals(True)
        self.list.fill([(title_of(status.ledger, one),) for one in self._rows] if status else [])
        places = [place for place, one in enumerate(self._rows) if one.id == kept]
        self.list.setCurrentCell(places[0] if places else 0 if self._rows else -1, 0)
        self.list.blockSignals(False)
        self._show(self.list.currentRow())

    def _show(self, place: int) -> None:
        self._shown = self._rows[place] if 0 <= place < len(self._rows) else None
        # What is still being typed of the same task is not overwritten by a reading.
        self.original.setPlainText(self._text(text_field))
        self.adopted.setPlainText(self._text(adopted_field))
        self.adopted.document().setModified(False)
        is_locked = self._status is not None and self._status.is_locked
        writable = self._shown is not None and not is_locked and not self._window.document.read_only
        self.adopted.setReadOnly(not writable)
        self.take.setEnabled(writable and bool(self.original.toPlainText()))
        self.said.setText(self._state())

    def _text(self, field_of: Callable[[Ledger, ReportPeriod], Field | None]) -> str:
        status = self._status
        if self._shown is None or status is None:
            return ""
        field = field_of(status.ledger, status.info.period)
        return "" if field is None else str(self._shown.values.get(field.name) or "")

    def _state(self) -> str:
        status = self._status
        if self._shown is None or status is None:
            return ""
        half = status.info.period.half
        return str(self._shown.values.get(f"{REPORT_STATE}:{half}") or "")

    def _change_row(self) -> None:
        if self.finish_editing():
            self._show(self.list.currentRow())

    # --- storing --------------------------------------------------------------------------------

    def take_original(self) -> None:
        """Make the unit's words the adopted ones."""
        self.adopted.setPlainText(self.original.toPlainText())
        self.adopted.document().setModified(True)
        self.finish_editing()

    def finish_editing(self) -> bool:
        """Store what was typed; False when it could not be stored."""
        status, shown = self._status, self._shown
        if not self.adopted.document().isModified() or status is None or shown is None:
            return True
        ledger = status.ledger
        field = adopted_field(ledger, status.info.period)
        assert field is not None
        text = self.adopted.toPlainText().strip()
        self.adopted.document().setModified(False)
        if text == str(shown.values.get(field.name) or ""):
            return True
        values: dict[str, Parsed] = {field.name: text or None}
        name = str(shown.values.get(ledger.name_column) or "")
        month = status.info.period.month
        done = self._window.document.act(
            f"修改采用稿：{name[:20]}", lambda writes: writes.put(ledger, shown.id, month, values)
        )
        self.adopted.document().setModified(not done)
        if done:
            shown.values[field.name] = text or None
        return done
