"""The backups of a ledger as a list: when each was made, how large it is, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.store.recovery import Condition, inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.store.backup import BackupInfo

_TITLES = ("备份时间", "距今", "大小", "检查结果")
_BACKUP = Qt.ItemDataRole.UserRole
_CHECKING = "检查中…"
_GOOD = {Condition.OK, Condition.READ_ONLY_MEDIA}
_WORDS = {
    Condition.OK: "完好",
    Condition.READ_ONLY_MEDIA: "完好",
    Condition.NEWER: "由更高版本建立",
    Condition.MISSING: "文件已不在",
}


def age_text(moment: datetime.datetime, now: datetime.datetime) -> str:
    """「刚刚」, 「25 分钟前」, 「3 小时前」, 「昨天」, 「5 天前」."""
    minutes = int((now - moment).total_seconds() // 60)
    days = (now.date() - moment.date()).days
    if minutes < 1:
        return "刚刚" if minutes >= -1 else "时间晚于本机"
    if minutes < 60:
        return f"{minutes} 分钟前"
    if days == 0:
        return f"{minutes // 60} 小时前"
    return "昨天" if days == 1 else f"{days:,} 天前"


def moment_text(moment: datetime.datetime) -> str:
    """「2021年10月8日 14:30」."""
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}"


def size_text(size: int) -> str:
    """「120 KB」, 「1.2 MB」."""
    return f"{max(1, round(size / 1024)):,} KB" if size < 1024**2 else f"{size / 1024**2:,.1f} MB"


class BackupList(QTreeWidget):
    """Every backup is opened and read whole, one a turn, before it counts as good."""

    checked = Signal()
    """Every backup has been looked at."""
    chosen = Signal(object)
    """BackupInfo of a good backup that was double-clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending: list[QTreeWidgetItem] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._check_next)
        self.setColumnCount(len(_TITLES))
        self.setHeaderLabels(list(_TITLES))
        self.setProperty("list", True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIconSize(QSize(space(0.9), space(0.9)))
        self.setAccessibleName("备份列表")
        self.itemActivated.connect(self._activated)

    def fill(self, backups: Sequence[BackupInfo], now: datetime.datetime) -> None:
        """Show backups, newest first, and begin to check them; the first is selected."""
        self.clear()
        self._pending = []
        for backup in backups:
            texts = [moment_text(backup.time), age_text(backup.time, now), size_text(backup.size), _CHECKING]
            item = QTreeWidgetItem(texts)
            item.setData(0, _BACKUP, backup)
            item.setToolTip(0, str(backup.path))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.addTopLevelItem(item)
            self._pending.append(item)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        if self._pending:
            self.setCurrentItem(self._pending[0])
        self._turn.start()

    def selected(self) -> BackupInfo | None:
        """The selected backup, if it was found whole."""
        item = self.currentItem()
        return item.data(0, _BACKUP) if item is not None and item.text(3) == _WORDS[Condition.OK] else None

    def good(self) -> list[BackupInfo]:
        """The backups found whole so far, newest first."""
        items = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item.data(0, _BACKUP) for item in items if item and item.text(3) == _WORDS[Condition.OK]]

    def stop(self) -> None:
        """Check no more; a backup that is being checked is about to be moved or the list to go."""
        self._turn.stop()

    def _check_next(self) -> None:
        if not self._pending:
            self._turn.stop()
            self._select_good()
            self.checked.emit()
            return
        item = self._pending.pop(0)
        condition = _condition(item.data(0, _BACKUP))
        item.setText(3, _WORDS.get(condition, "已损坏"))
        good = condition in _GOOD
        colour = colours()
        item.setIcon(3, icon("done" if good else "warning", colour.green if good else colour.error))
        if not good:
            for column in range(self.columnCount()):
                item.setForeground(column, colour.muted)
        if self.currentItem() is item:
            self.itemSelectionChanged.emit()

    def _select_good(self) -> None:
        """Lead to the newest good one when the newest of all is not."""
        if self.selected() is not None:
            return
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and item.text(3) == _WORDS[Condition.OK]:
                self.setCurrentItem(item)
                return

    def _activated(self, _item: QTreeWidgetItem) -> None:
        backup = self.selected()
        if backup is not None:
            self.chosen.emit(backup)


def _condition(backup: BackupInfo) -> Condition:
    try:
        return inspect(backup.path, SCHEMA_VERSION, thorough=True).condition
    except FgjError:
        return Condition.DAMAGED
