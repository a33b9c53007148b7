"""The commands that put something on cells beside their values; they stand in the menu 编辑."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.cell_colours import CELL_COLOURS
from fgj_desktop.views.commands.command import Command, Entry, beyond, writable
from fgj_desktop.views.theme import colours

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from fgj_desktop.views.main_window import MainWindow


def _give(window: MainWindow, colour: str) -> None:
    from fgj_desktop.views.cell_notes import give_colour

    give_colour(window, colour)


def _colours(window: MainWindow) -> list[Entry]:
    """The grounds, and none; that of the current cell is ticked."""
    index = window.pane.grid.currentIndex()
    now = window.pane.shown_table.cell(index.row(), index.column()).colour if index.isValid() else ""
    offered = [("", "无底色"), *((one.name, one.title) for one in CELL_COLOURS)]
    may = writable(window)
    return [
        Entry(title, partial(_give, window, name), name == now, may, _swatch(name)) for name, title in offered
    ]


def _swatch(name: str) -> QColor | None:
    """A little stronger than the ground itself, so that it stands out from the menu."""
    if not name:
        return None
    ground: QColor = getattr(colours(), f"cell_{name}")
    return ground.lighter(160) if colours().dark else ground.darker(112)


COMMANDS: tuple[Command, ...] = (
    Command(
        "note",
        "edit",
        "批注…",
        beyond("cell_notes:ask_for_note"),
        ("Shift+F2",),
        enabled=writable,
        begins_group=True,
    ),
    Command("colour", "edit", "底色", entries=_colours),
    Command("answer", "edit", "说明原因…", beyond("cell_notes:ask_for_answer_here"), enabled=writable),
)
