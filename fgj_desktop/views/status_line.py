"""The line at the bottom: what is saved, what is selected, what is shown, the unit of money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QToolButton, QWidget

from fgj_desktop.ledgers.kinds import unit_title
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    import datetime


class StatusLine(QStatusBar):
    """Short facts, each in its place."""

    unit_clicked = Signal()
    reapply_clicked = Signal()
    restore_clicked = Signal()
    checks_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved = self._label()
        self._backup = self._label()
        self._selection = self._label()
        self._shown = self._label()
        self._read_only = self._label()
        self._news = _Elided()
        self._checks = QToolButton()
        self._checks.setAutoRaise(True)
        self._checks.clicked.connect(self.checks_clicked)
        self._checks.hide()
        self._unit = QToolButton()
        self._unit.setAutoRaise(True)
        self._unit.setToolTip("切换金额单位")
        self._unit.clicked.connect(self.unit_clicked)
        for fact in (self._saved, self._backup, self._read_only):
            self.addWidget(fact)
        self.addWidget(self._news, 1)
        # Here, and not above the rows: what comes and goes there would move them under the cursor.
        self._stale = QToolButton()
        self._stale.setText("排序和筛选已过时，重新应用")
        self._stale.setToolTip("有改动之后，部分行的位置或显示可能不同（F5）")
        self._stale.setAutoRaise(True)
        self._stale.clicked.connect(self.reapply_clicked)
        self._restore = QToolButton()
        self._restore.setText("恢复原序")
        self._restore.setToolTip("取消排序，恢复台账原来的顺序（Ctrl+Shift+O）")
        self._restore.setAutoRaise(True)
        self._restore.clicked.connect(self.restore_clicked)
        self._restore.hide()
        self._facts = QWidget()
        beside = QHBoxLayout(self._facts)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(space(0.3))
        for part in (self._stale, self._restore, self._selection, self._checks, self._shown):
            beside.addWidget(part)
        self.addPermanentWidget(self._facts)
        self.addPermanentWidget(self._unit)
        self._stale.hide()

    def _label(self) -> QLabel:
        label = QLabel()
        label.setContentsMargins(space(0.4), 0, space(0.6), 0)
        label.hide()
        return label

    def show_saved(self, moment: datetime.datetime | None) -> None:
        """When the last change was stored; every change is stored at once."""
        text = "已全部自动保存" if moment is None else f"已自动保存 {moment:%H:%M}"
        _say(self._saved, text)

    def show_backup(self, moment: datetime.datetime | None, today: datetime.date, problem: str = "") -> None:
        """When the last backup was made, with the day unless it was today; or what kept it."""
        if problem:
            _say(self._backup, "备份未成功", problem)
        elif moment is None:
            _say(self._backup, "尚无备份")
        else:
            day = "" if moment.date() == today else f"{moment.month}月{moment.day}日 "
            _say(self._backup, f"最近备份 {day}{moment:%H:%M}")

    def show_checks(self, text: str, hint: str) -> None:
        """How many cells of the ledger are to be looked at."""
        self._checks.setText(text)
        self._checks.setToolTip(hint)
        self._checks.setVisible(bool(text))

    def show_news(self, text: str, hint: str = "") -> None:
        """What the last change left to look at; empty when nothing."""
        _say(self._news, text, hint)

    def show_selection(self, text: str) -> None:
        """Count, sum and mean of the selected cells, or why the selected one is marked; empty for none."""
        _say(self._selection, text)

    def show_rows(self, shown: int, all_rows: int, measure_word: str) -> None:
        """How many records are shown, of how many."""
        part = f"显示 {shown:,}／" if shown != all_rows else ""
        _say(self._shown, f"{part}共 {all_rows:,} {measure_word}")

    def show_rows_facts(self, shown: bool) -> None:
        """Whether there are rows in sight of which the line can tell."""
        self._facts.setVisible(shown)

    def show_stale(self, stale: bool) -> None:
        """Whether order and filters would give other rows by now."""
        self._stale.setVisible(stale)

    def show_ordered(self, ordered: bool) -> None:
        """Whether the rows stand in another order than the ledger's."""
        self._restore.setVisible(ordered)

    def show_unit(self, unit: int) -> None:
        """The unit of money (分 in one unit)."""
        self._unit.setText(f"单位：{unit_title(unit)}")

    def show_read_only(self, owner: str) -> None:
        """Why the file cannot be changed; empty when it can."""
        _say(self._read_only, owner)

    def texts(self) -> list[str]:
        """What is said, from left to right."""
        labels = (self._saved, self._backup, self._read_only, self._news, self._selection, self._shown)
        return [label.text() for label in labels if label.text()] + [self._unit.text()]


class _Elided(QLabel):
    """A sentence that takes what room there is: the window does not grow for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much of the text as fits."""
        painter = QPainter(self)
        box = self.rect().adjusted(space(0.4), 0, -space(0.4), 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


def _say(label: QLabel, text: str, hint: str = "") -> None:
    label.setText(text)
    label.setToolTip(hint)
    label.setVisible(bool(text))
