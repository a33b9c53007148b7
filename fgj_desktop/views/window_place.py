"""Where a window stood when it was closed: size, panels, ledger, period, cell — kept and taken up again."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt

from fgj_desktop.ledgers.values import WAN
from fgj_desktop.views.pages import START_PAGE, page_named
from fgj_desktop.views.preferences import MONEY_UNIT, start_of
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow

_STATE_VERSION = 1
_FOLDED = "folded_groups"
_SPARED = ("基础资料", "报送", "能源与安全")
"""Groups that are folded on a low screen, the first ones first, until the clerk folds some herself."""
_WIDEST, _HIGHEST = 1600, 960
_ROOM_FOR_PANELS = 1100
"""Width of a window beside whose rows panels have a place, unless they were left open in it."""
_ROOMY = 1500
"""Width of a screen from which on the first window is smaller than it."""


def recall(window: MainWindow) -> None:
    """Take up what the last window on any file, and on this one, left."""
    memory, own = window.memory, window.memory.of_file(window.document.store.path)
    window.pane.grid.set_zoom(int(memory.get("zoom", 100)))
    window.document.set_money_unit(int(memory.get(MONEY_UNIT, WAN)))
    geometry, state = memory.get("geometry"), memory.get("state")
    if not geometry or not window.restoreGeometry(_bytes(geometry)):
        _fit_screen(window)
    if not state or not window.restoreState(_bytes(state), _STATE_VERSION):
        docks = [window.sides.chart_dock, window.sides.reminder_dock]
        window.resizeDocks(docks, [space(19)] * 2, Qt.Orientation.Horizontal)
        window.resizeDocks(docks, [11, 9], Qt.Orientation.Vertical)
    folded = memory.get(_FOLDED)
    if isinstance(folded, list):
        window.navigation.fold([str(title) for title in folded])
    else:
        window.navigation.fold_where_needed(_SPARED)
    window.navigation.folded.connect(lambda titles: memory.set(_FOLDED, titles))
    if sizes := memory.get("splitter"):
        window.splitter.setSizes([int(size) for size in sizes])
    cell = own.get("cell")
    if isinstance(cell, list) and len(cell) == 2 and own.get("ledger") == window.pane.ledger.name:
        window.pane.remember_place(window.pane.ledger.name, int(cell[0]), str(cell[1]))


def first_page(window: MainWindow) -> str:
    """The page to begin with; empty for the rows of the ledger.

    On the day on which a file is opened for the first time its rows are what matters; from the second day on
    the 工作台 opens first, unless the clerk wants to go on where she left.
    """
    own = window.memory.of_file(window.document.store.path)
    today = window.document.today().isoformat()
    if str(own.setdefault("first_day", today)) >= today:
        return ""
    if start_of(window.memory) == "last":
        left = str(own.get("page") or "")
        return left if page_named(left) is not None else ""
    return START_PAGE


def _fit_screen(window: MainWindow) -> None:
    screen = window.screen().availableGeometry()
    window.resize(min(_WIDEST, screen.width() * 9 // 10), min(_HIGHEST, screen.height() * 9 // 10))


def make_room(window: MainWindow) -> None:
    """On a narrow screen, or at a large scale, the rows come first: the panels wait to be asked for."""
    if not window.memory.get("state") and window.width() < _ROOM_FOR_PANELS:
        for dock in window.sides.docks:
            dock.hide()


def show_first(window: MainWindow) -> None:
    """Show a window where the last one stood; without one, filling a small screen, where every row counts."""
    is_placed = bool(window.memory.get("geometry"))
    if is_placed or window.screen().availableGeometry().width() >= _ROOMY:
        window.show()
    else:
        window.showMaximized()


def remember(window: MainWindow) -> None:
    """Write down what the next start takes up again."""
    memory, path = window.memory, window.document.store.path
    own = memory.of_file(path)
    own["page"] = window.middle.page.name if window.middle.page is not None else ""
    window.middle.bring_back()
    memory.set("geometry", _text(window.saveGeometry()))
    window.sides.leave_room(low=False)
    memory.set("state", _text(window.saveState(_STATE_VERSION)))
    memory.set("splitter", window.splitter.sizes())
    own["ledger"] = window.pane.ledger.name
    own["month"] = window.document.month.key
    place = window.pane.current()
    own["cell"] = list(place) if place is not None else None
    memory.opened(path)
    memory.save()


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray(base64.b64decode(text))
