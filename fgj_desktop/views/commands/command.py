"""What a command of the window is: menus, tool bar, shortcuts and the cells' menu are built from such."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor

    from fgj_desktop.views.main_window import MainWindow

ZOOM = "显示比例"


def always(_window: MainWindow) -> bool:
    """The command can be given at any time."""
    return True


def writable(window: MainWindow) -> bool:
    """The file may be changed."""
    return not window.document.read_only


def nothing(_window: MainWindow) -> None:
    """What a command does that only opens a menu."""


class Entry(NamedTuple):
    """One line of a menu that is made when it opens; ``checked`` is None for one that has no state."""

    title: str
    run: Callable[[], object]
    checked: bool | None = None
    enabled: bool = True
    shade: QColor | None = None
    """A colour shown before the title, where the line is about one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``title_now`` and ``checked`` are asked whenever the window has changed."""

    name: str
    menu: str
    title: str
    run: Callable[[MainWindow], object] = nothing
    keys: tuple[str, ...] = ()
    icon: str = ""
    tool: str = ""
    """The title in the tool bar; empty for commands that are not there."""
    submenu: str = ""
    enabled: Callable[[MainWindow], bool] = always
    title_now: Callable[[MainWindow], str] | None = None
    checked: Callable[[MainWindow], bool] | None = None
    hint: str = ""
    begins_group: bool = False
    on_page: bool | None = None
    """Whether the command can be given while a page stands in the place of the rows; None where its menu decides."""
    entries: Callable[[MainWindow], Sequence[Entry]] | None = None
    """The command is a menu of these lines, asked for when it opens; commands that name its title as their
    ``submenu`` stand below them."""


_OF_THE_FILE = frozenset({"file", "tools", "help"})
"""Menus whose commands are about the file or the program; those of the others are about the rows in sight."""


def can_be_given(command: Command, window: MainWindow) -> bool:
    """Whether a command can be given now: none changes rows that are out of sight."""
    of_rows = command.menu not in _OF_THE_FILE if command.on_page is None else not command.on_page
    return not (of_rows and window.middle.page is not None) and command.enabled(window)


def beyond(place: str) -> Callable[[MainWindow], object]:
    """A function named ``module:function`` of ``views``, imported when its command is first given.

    So the start does not wait for the dialogs.
    """
    module, _, function = place.partition(":")

    def run(window: MainWindow) -> object:
        return getattr(import_module(f"fgj_desktop.views.{module}"), function)(window)

    return run
