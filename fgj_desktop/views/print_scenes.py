"""The print desk as it is pictured: the ledger, a document for each leader, 评分表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.print_parts import LEADER
from fgj_desktop.views.print_contents import LEDGER, SCORES
from fgj_desktop.views.print_desk import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.scene_tools import Page

_SCENES = (
    ("print-desk", LEDGER, ""),
    ("print-desk-leaders", LEDGER, LEADER),
    ("print-desk-scores", SCORES, ""),
)


def print_desks(window: MainWindow, shown: Callable[..., Iterator[Page]]) -> Iterator[Page]:
    """The desk with each kind of document that has no preview of its own."""
    for name, content, each in _SCENES:
        desk = open_desk(window, content, each=each)
        if desk is not None:
            desk.resize(window.width() - 40, window.height() - 60)
            yield from shown(name, desk)
