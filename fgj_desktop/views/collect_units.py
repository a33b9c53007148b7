"""The units of a collection in one list: how each stands, how much it states, and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fgj_desktop.exchange.return_plan import FileState
from fgj_desktop.views.fold import Fold, FoldList, ListModel, ListView
from fgj_desktop.views.parts import plain, row
from fgj_desktop.views.theme import colours, space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.exchange.return_plan import ReturnFile, UnitResult
    from fgj_desktop.views.collect_session import CollectSession

_TITLES = ("单位", "报送状态", "有新内容", "采用格数", "处理")
_NOBODY = "未识别单位的文件"
_STATE = 4


class CollectUnits(QWidget):
    """Those with open questions stand first, then what is adopted, then what is missing."""

    chosen = Signal()
    toggled = Signal()
    register_wanted = Signal(object)
    """Path of a file that holds no table, and is to be registered by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._session: CollectSession | None = None
        self._lines: list[UnitResult | None] = []
        self.table = WordTable(_TITLES, stretched=0)
        self.table.setAccessibleName("各单位报送情况")
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.entered.connect(lambda _at: self.toggle())
        self.leave = plain("暂不采用", self.toggle)
        self.folds = FoldList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(0.4))
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.leave, None))
        layout.addWidget(self.folds)

    # --- showing --------------------------------------------------------------------------------

    def show_session(self, session: CollectSession) -> None:
        """List the units; the one in hand stays in hand."""
        former = self.current()
        kept = None if former is None else former.unit
        was_nobody = bool(self._lines) and former is None
        self._session = session
        self._lines = _ordered(session)
        self.table.blockSignals(True)
        self.table.fill([self._texts(session, one) for one in self._lines])
        for at, one in enumerate(self._lines):
            self._colour(session, at, one)
        places = [
            at
            for at, one in enumerate(self._lines)
            if (one is None and was_nobody) or (one is not None and one.unit == kept)
        ]
        self.table.setCurrentCell(places[0] if places else 0, 0)
        self.table.blockSignals(False)
        self._show_files(session.other_files)
        self._choose()

    def _texts(self, session: CollectSession, one: UnitResult | None) -> tuple[str, ...]:
        if one is None:
            count = len(session.open_of(None))
            return (_NOBODY, "", "", "", f"待确认 {count} 处" if count else "已确认")
        filled = f"{one.filled}／{len(one.records)}" if one.has_return else ""
        return (
            one.name,
            one.standing,
            filled,
            f"{len(session.cells(one)):,}" if one.has_return else "",
            session.state_words(one),
        )

    def _colour(self, session: CollectSession, at: int, one: UnitResult | None) -> None:
        item = self.table.item(at, _STATE)
        if item is not None and session.open_of(one):
            item.setForeground(colours().warning)
        if one is not None and not one.has_return:
            self.table.style_row(at, muted=True)

    def _show_files(self, files: Sequence[ReturnFile]) -> None:
        folds = []
        for state in FileState:
            found = [one for one in files if one.state is state]
            if found:
                folds.append((state.name, self._fold(state, found)))
        self.folds.fill(folds)

    def _fold(self, state: FileState, files: Sequence[ReturnFile]) -> Fold:
        def make() -> QWidget:
            model = ListModel(("文件", "原因"), len(files), lambda at: (files[at].name, files[at].reason))
            listed = ListView(model, 1)
            listed.doubleClicked.connect(lambda index: _open(files[index.row()]))
            if state is not FileState.UNRECOGNISED:
                return listed
            return _with_button(
                listed, "用所选文件登记已报…", lambda at: self.register_wanted.emit(Path(files[at].path))
            )

        return Fold(f"{state.value} {len(files):,} 个文件", make, note="双击打开文件。")

    # --- what is chosen -------------------------------------------------------------------------

    def current(self) -> UnitResult | None:
        """The unit in hand; None for the files of nobody."""
        at = self.table.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def current_title(self) -> str:
        """What stands above what is told of it."""
        one = self.current()
        return _NOBODY if one is None else one.name

    def choose(self, unit: int) -> None:
        """Take a unit in hand."""
        for at, one in enumerate(self._lines):
            if one is not None and one.unit == unit:
                self.table.setCurrentCell(at, 0)

    def toggle(self) -> None:
        """Adopt the unit in hand, or leave it for later."""
        one = self.current()
        if self._session is not None and one is not None and self._session.is_adopted(one) is not None:
            self._session.toggle(one)
            self.show_session(self._session)
            self.toggled.emit()

    def _choose(self) -> None:
        session, one = self._session, self.current()
        adopted = None if session is None or one is None else session.is_adopted(one)
        self.leave.setEnabled(adopted is not None)
        self.leave.setText("采用" if adopted is False else "暂不采用")
        self.chosen.emit()


def _ordered(session: CollectSession) -> list[UnitResult | None]:
    units = session.plan.units
    asked = [one for one in units if one.has_return and session.exceptions_of(one)]
    clean = [one for one in units if one.has_return and not session.exceptions_of(one)]
    rest = [one for one in units if not one.has_return]
    nobody: list[UnitResult | None] = [None] if session.exceptions_of(None) else []
    return [*nobody, *asked, *clean, *rest]


def _open(file: ReturnFile) -> None:
    from fgj_desktop.views.window_actions import open_path

    open_path(Path(file.path))


def _with_button(listed: ListView, title: str, act: Callable[[int], object]) -> QWidget:
    """A list with something to do about its current row."""
    whole, inside = QWidget(), QVBoxLayout()
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(listed)
    inside.addLayout(row(plain(title, lambda: act(listed.currentIndex().row())), None))
    whole.setLayout(inside)
    return whole
