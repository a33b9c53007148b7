"""Builds menus, tool bar and shortcuts from the declared commands, and keeps them in step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from fgj_desktop.views.commands import CELL_MENU, COMMANDS, MENUS, TOOL_BAR, Command
from fgj_desktop.views.commands.command import can_be_given
from fgj_desktop.views.icons import icon, icon_size, set_icon

if TYPE_CHECKING:
    from fgj_desktop.views.commands.command import Entry
    from fgj_desktop.views.main_window import MainWindow


class CommandBar:
    """The actions of a window by the names of their commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._entries: dict[str, list[QAction]] = {}
        for name, title in MENUS:
            self._menus[name] = window.menuBar().addMenu(title)
        for command in COMMANDS:
            self._add(command)
        for name, _ in MENUS:
            if self._menus[name].isEmpty():
                window.menuBar().removeAction(self._menus[name].menuAction())
        self.tool_bar = self._make_tool_bar()

    def refresh(self) -> None:
        """Ask every command for its title, state and enablement."""
        if not self._window.document.store.is_open:
            # The command given was 退出, or another file has taken the place of this one.
            return
        for command in COMMANDS:
            action = self.actions[command.name]
            action.setEnabled(can_be_given(command, self._window))
            if command.checked is not None:
                action.setChecked(command.checked(self._window))
            if command.title_now is not None:
                self._retitle(command, action, command.title_now(self._window))

    def add_icons(self) -> None:
        """Give the menus their icons; those of the tool bar are there from the start."""
        for command in COMMANDS:
            if command.icon and not command.tool:
                set_icon(self.actions[command.name], command.icon)

    def menu(self, name: str) -> QMenu:
        """The menu of a command whose lines are made when it opens."""
        return next(self._menus[f"{one.menu}/{one.title}"] for one in COMMANDS if one.name == name)

    def _retitle(self, command: Command, action: QAction, title: str) -> None:
        action.setText(_plain(title))
        if command.tool:
            action.setIconText(command.tool)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{title}（{keys}）" if keys else title)

    def _add(self, command: Command) -> None:
        menu = self._menu(command)
        if command.begins_group and not menu.isEmpty():
            menu.addSeparator()
        if command.entries is not None:
            self.actions[command.name] = self._add_entries(command, menu)
            return
        # A key written behind a tab is shown, but handled by the grid itself.
        action = QAction(command.title + (f"\t{command.hint}" if command.hint else ""), self._window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.checked is not None)
        if command.icon and command.tool:
            set_icon(action, command.icon)
        if command.tool:
            self._retitle(command, action, command.title)
        action.triggered.connect(lambda: self._run(command))
        menu.addAction(action)
        self.actions[command.name] = action

    def _add_entries(self, command: Command, menu: QMenu) -> QAction:
        """Add a menu whose lines are made when it opens."""
        made = menu.addMenu(command.title)
        made.aboutToShow.connect(partial(self._list_entries, command, made))
        self._menus[f"{command.menu}/{command.title}"] = made
        return made.menuAction()

    def _list_entries(self, command: Command, menu: QMenu) -> None:
        """Put the lines of a menu anew above the commands that stand in it always."""
        assert command.entries is not None
        for former in self._entries.get(command.name, ()):
            menu.removeAction(former)
            former.deleteLater()
        listed = []
        for entry in command.entries(self._window):
            action = QAction(_plain(entry.title), menu, enabled=entry.enabled)
            action.setCheckable(entry.checked is not None)
            action.setChecked(bool(entry.checked))
            if entry.shade is not None:
                action.setIcon(icon("swatch", entry.shade))
            action.triggered.connect(partial(self._run_entry, entry))
            listed.append(action)
        below = next(iter(menu.actions()), None)
        if below is not None:
            line = QAction(menu)
            line.setSeparator(True)
            listed.append(line)
        menu.insertActions(below, listed)  # type: ignore[arg-type]  # None appends
        self._entries[command.name] = listed

    def _run_entry(self, entry: Entry) -> None:
        entry.run()
        self.refresh()

    def _run(self, command: Command) -> None:
        command.run(self._window)
        self.refresh()

    def _menu(self, command: Command) -> QMenu:
        menu = self._menus[command.menu]
        if not command.submenu:
            return menu
        key = f"{command.menu}/{command.submenu}"
        if key not in self._menus:
            self._menus[key] = menu.addMenu(command.submenu)
        return self._menus[key]

    def _make_tool_bar(self) -> QToolBar:
        bar = QToolBar("工具栏", self._window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(QSize(icon_size(), icon_size()))
        for name in TOOL_BAR:
            if not name:
                bar.addSeparator()
            elif name in self.actions:
                bar.addAction(self.actions[name])
                button = bar.widgetForAction(self.actions[name])
                if isinstance(button, QToolButton):
                    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return bar

    def cell_menu(self) -> QMenu:
        """What a right click on a cell offers; gone once it is closed."""
        self.refresh()
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in CELL_MENU:
            if name:
                menu.addAction(self.actions[name])
            else:
                menu.addSeparator()
        return menu

    def open_cell_menu(self, place: QPoint) -> None:
        """Open the cells' menu at a place of the screen."""
        self.cell_menu().popup(place)

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget at the right end of the tool bar."""
        spring = QWidget()
        spring.setSizePolicy(spring.sizePolicy().Policy.Expanding, spring.sizePolicy().Policy.Preferred)
        self.tool_bar.addWidget(spring)
        self.tool_bar.addWidget(widget)


def _plain(text: str) -> str:
    """Text in which & is no mnemonic."""
    return text.replace("&", "&&")
