"""Ledgers and pages in their groups, with how many records each has and a mark where something is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from fgj_desktop.views.navigation_paint import COUNT, INSIDE, NAME, URGENT, NavigationLine
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from fgj_desktop.views.pages import Entry

_TALLEST, _SCROLLED, _LOWEST = 1.8, 1.25, 1.0
"""Heights of a line in text heights: as high as there is room for; where not even the lowest fit, lines scroll."""


class Navigation(QTreeWidget):
    """Lists ledgers and pages; choosing one emits ``chosen`` with its name. Groups are folded by their headings."""

    chosen = Signal(str)
    folded = Signal(list)
    """The titles of the groups that are folded, after one was folded or unfolded."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("navigation", True)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._line = NavigationLine(self)
        self.setItemDelegate(self._line)
        self.setAccessibleName("台账和页面")
        # As with the sheets of a workbook, a click leaves the cursor in the cells.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._chosen = ""
        self._spare: tuple[str, ...] = ()
        self._is_fitting = False
        for entry in entries:
            self._add(entry)
        self.setExpandsOnDoubleClick(False)
        self.itemExpanded.connect(self._fold_changed)
        self.itemCollapsed.connect(self._fold_changed)
        self.currentItemChanged.connect(self._announce)

    def _add(self, entry: Entry) -> None:
        above: QTreeWidget | QTreeWidgetItem = self
        if entry.group:
            group = self._groups.get(entry.group)
            if group is None:
                group = self._groups[entry.group] = QTreeWidgetItem(self, [entry.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
                group.setToolTip(0, "折叠或展开")
            above = group
        item = QTreeWidgetItem(above, [entry.title])
        item.setData(0, NAME, entry.name)
        self._items[entry.name] = item

    # --- what is shown --------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Show which ledger or page is open; in a folded group its heading says so."""
        self._chosen = name
        group = self._items[name].parent()
        # A heading that the keyboard has walked to keeps it.
        if group is None or group.isExpanded():
            self.setCurrentItem(self._items[name])
        elif self.currentItem() not in self._groups.values():
            self.setCurrentItem(group)
        self._show_inside()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records ledgers have, or how many things wait on pages."""
        for name, count in counts.items():
            self._items[name].setData(0, COUNT, count)

    def set_urgent(self, urgent: Mapping[str, int]) -> None:
        """Mark the ledgers with so many urgent reminders, and folded groups that hold such."""
        for name, item in self._items.items():
            count = urgent.get(name, 0)
            item.setData(0, URGENT, count)
            item.setToolTip(0, f"紧急提醒 {count} 条" if count else "")
        for group in self._groups.values():
            inside = [name for name, item in self._items.items() if item.parent() is group]
            group.setData(0, URGENT, sum(urgent.get(name, 0) for name in inside))

    def sizeHint(self) -> QSize:
        """Wide enough for titles of eight characters with a count."""
        return QSize(space(10.4), space(20))

    def _announce(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, NAME) if item is not None else None
        if name and name != self._chosen:
            self._chosen = name
            self.chosen.emit(name)

    # --- groups ---------------------------------------------------------------------------------

    def fold(self, titles: Collection[str]) -> None:
        """Fold the groups of these titles, and no others."""
        self._spare = ()
        self._set_folded(titles)

    def fold_where_needed(self, titles: Sequence[str]) -> None:
        """Fold as many groups of these, the first ones first, as it takes to show all lines without scrolling.

        That goes on with every change of height, until the clerk folds or unfolds a group herself.
        """
        self._spare = tuple(titles)
        self._fit_lines()

    def _set_folded(self, titles: Collection[str]) -> None:
        for title, group in self._groups.items():
            group.setExpanded(title not in titles)

    def folded_groups(self) -> list[str]:
        """The titles of the folded groups."""
        return [title for title, group in self._groups.items() if not group.isExpanded()]

    def _fold_changed(self, group: QTreeWidgetItem) -> None:
        chosen = self._items.get(self._chosen)
        if chosen is not None and chosen.parent() is group and group.isExpanded() and not self.hasFocus():
            self.setCurrentItem(chosen)
        self._show_inside()
        if not self._is_fitting:
            self._spare = ()
            self._fit_lines()
            self.folded.emit(self.folded_groups())

    def _show_inside(self) -> None:
        """A folded group names what is open in it."""
        chosen = self._items.get(self._chosen)
        for group in self._groups.values():
            holds = chosen is not None and chosen.parent() is group and not group.isExpanded()
            group.setData(0, INSIDE, chosen.text(0) if chosen is not None and holds else "")

    # --- keys, mouse, room ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter folds and unfolds the heading it stands on; left and right do as in every tree."""
        item = self.currentItem()
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if enters and item is not None and item in self._groups.values():
            item.setExpanded(not item.isExpanded())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading folds its group and opens nothing."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and item in self._groups.values():
            if event.button() is Qt.MouseButton.LeftButton:
                item.setExpanded(not item.isExpanded())
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are as high as there is room for."""
        super().resizeEvent(event)
        self._fit_lines()

    def _fit_lines(self) -> None:
        """All lines in sight where that is possible; else they scroll."""
        self._fold_spare()
        room = self._room()
        height = int(min(room, space(_TALLEST))) if room >= space(_LOWEST) else space(_SCROLLED)
        if height != self._line.height:
            self._line.height = height
            self.scheduleDelayedItemsLayout()

    def _room(self) -> float:
        """How high each line may be if all are in sight."""
        above = [item.parent() for item in self._items.values()]
        shown = len(self._groups) + sum(group is None or group.isExpanded() for group in above)
        return (self.viewport().height() - space(0.6)) / max(shown, 1)

    def _fold_spare(self) -> None:
        """Fold the groups that may be spared while lines are too many."""
        if not self._spare or self._is_fitting:
            return
        self._is_fitting = True
        for count in range(len(self._spare) + 1):
            self._set_folded(self._spare[:count])
            if self._room() >= space(_LOWEST):
                break
        self._is_fitting = False
