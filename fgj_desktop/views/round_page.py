"""本期工作: one round of reporting from the forms to the archive; every step is a button, and all of it is kept in the file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from fgj_desktop.ledgers import ATTACHMENT, CHASE_RECORD, CLOSED_PERIOD, REPORT_ROUND, UNIT_RETURN
from fgj_desktop.ledgers.report_round import CLOSED, ROUND_STATES
from fgj_desktop.models.round_progress import facts, steps
from fgj_desktop.models.round_status import RoundStatus
from fgj_desktop.rules.rounds import rounds
from fgj_desktop.views.adopted_texts import AdoptedTexts
from fgj_desktop.views.parts import clear, heading, label, offer, plain, quiet, row
from fgj_desktop.views.round_dialog import due_rounds
from fgj_desktop.views.round_steps import RoundSteps
from fgj_desktop.views.round_units import RoundUnits
from fgj_desktop.views.state_line import StateLine
from fgj_desktop.views.theme import space
from fgj_desktop.views.window_page import WindowPage

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.models.round_status import UnitLine
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.changes import Change
    from fgj_desktop.views.main_window import MainWindow

_OWN = frozenset(one.name for one in (REPORT_ROUND, UNIT_RETURN, CHASE_RECORD, ATTACHMENT, CLOSED_PERIOD))
_EMPTY = "还没有报送轮次。开始后，填报表、收到的内容、催报和报告都记在这里。"
_ROUNDS_LISTED = 48
_DUE_LISTED = 3
_RENAMED = "submit_round"


class RoundPage(WindowPage):
    """Shows the round chosen above; the newest that is not closed comes first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.status: RoundStatus | None = None
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setAccessibleName("轮次")
        self.begin = plain("开始新一轮…", self._command("begin_round"))
        self.change = quiet("修改本轮…", self._command("change_round"))
        self.states = StateLine(ROUND_STATES)
        self.facts = label("", "muted")
        self.units = RoundUnits()
        self.texts = AdoptedTexts(window)
        self.steps = RoundSteps(lambda name: window.bar.actions[name].trigger())
        self._waiting = QWidget()
        self._waiting_body = QVBoxLayout(self._waiting)
        self._waiting_body.setContentsMargins(0, 0, 0, 0)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._side = QFrame()
        self._arrange()
        self.choice.activated.connect(lambda _index: self._look_anew())
        self.units.chosen.connect(self._show_unit)
        self.setAcceptDrops(True)
        self.units.entered.connect(lambda _line: window.bar.actions["register_return"].trigger())

    def _command(self, name: str) -> partial[None]:
        return partial(lambda one: self._window.bar.actions[one].trigger(), name)

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space(0.9), space(0.7), space(0.9), space(0.7))
        outer.setSpacing(space(0.5))
        title = heading("本期工作", "title", wrap=False)
        outer.addLayout(row(title, self.choice, self.change, None, self.begin))
        outer.addLayout(row(self.states, stretch=0))
        outer.addWidget(self.facts)
        outer.addWidget(self._waiting)
        middle = QWidget()
        inside = row(self._body, self._side, stretch=0)
        inside.setContentsMargins(0, 0, 0, 0)
        middle.setLayout(inside)
        outer.addWidget(middle, 1)
        self._middle = middle
        self._body.addWidget(_card(self.units, self._unit_buttons()))
        self._texts_card = _card(self.texts)
        self._body.addWidget(self._texts_card)
        self._body.setStretchFactor(0, 3)
        self._body.setStretchFactor(1, 2)
        self._body.setChildrenCollapsible(False)
        self._arrange_side()
        outer.addStretch(0)

    def _unit_buttons(self) -> QWidget:
        line = QWidget()
        buttons = (
            plain("登记已报…", self._command("register_return")),
            plain("登记零报告", self._command("register_nothing_new")),
            plain("退回修改…", self._command("send_back")),
            plain("登记催报…", self._command("record_chase")),
            None,
            quiet("打开明细", self.open_rows),
        )
        inside = row(*buttons)
        inside.setContentsMargins(0, 0, 0, 0)
        line.setLayout(inside)
        return line

    def _arrange_side(self) -> None:
        self._side.setProperty("card", True)
        self._side.setFixedWidth(space(22))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.steps)
        for part in (scroll.viewport(), self.steps):
            part.setAutoFillBackground(False)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(space(0.6), space(0.5), space(0.3), space(0.5))
        inside.addWidget(heading("步骤", wrap=False))
        inside.addWidget(scroll, 1)

    def parts(self) -> list[QWidget]:
        """The units, the texts and the step that comes next; without a round the way to one."""
        if self.status is None:
            return [self.begin]
        beside: list[QWidget] = [self.texts.adopted] if self.texts.isVisible() else []
        return [self.units.table, *beside, *self.steps.next_button()]

    # --- filling --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the round anew."""
        store = self._window.document.store
        every = rounds(store)[:_ROUNDS_LISTED]
        first = next((one.id for one in every if one.state != CLOSED), None)
        was_chosen = self.choice.currentData() in {one.id for one in every}
        offer(self.choice, [(one.name, one.id) for one in every])
        if not was_chosen and first is not None:
            self.choice.setCurrentIndex(self.choice.findData(first))
        chosen = next((one for one in every if one.id == self.choice.currentData()), None)
        self._show_waiting(due_rounds(store), is_first=not every)
        self._show_round(None if chosen is None else RoundStatus(store, chosen))

    def _show_round(self, status: RoundStatus | None) -> None:
        is_first = self.status is None and status is not None
        self.status = status
        for part in (self.choice, self.change, self.states, self.facts, self._middle):
            part.setVisible(status is not None)
        if status is None:
            return
        self._texts_card.setVisible(status.is_edited_apart)
        self.states.show_state(status.info.state, status.state_notes())
        self.facts.setText(facts(status))
        self.units.show_status(status)
        self._show_steps(status)
        if is_first and self.begin.hasFocus():
            # The page was opened, or its first round begun: from here on the units are what matters.
            self.units.table.setFocus()

    def _show_steps(self, status: RoundStatus) -> None:
        self._window.bar.refresh()
        checks = self._window.checking.book.of(status.ledger)
        unanswered = checks.open if checks.is_begun else None
        actions = self._window.bar.actions
        # 送审 is called otherwise once it is done; 定稿 is named by the round's own period, not by the month shown.
        listed = [
            replace(one, title=actions[one.command].text()) if one.command == _RENAMED else one
            for one in steps(status, unanswered)
            if one.command in actions
        ]
        self.steps.show_steps(listed, {one.command: actions[one.command].isEnabled() for one in listed})

    def _show_waiting(self, due: list[tuple[Ledger, ReportPeriod]], *, is_first: bool) -> None:
        """The rounds that are due and have not begun; in a file without rounds also what they are for."""
        clear(self._waiting_body)
        self._waiting.setVisible((bool(due) or is_first) and not self._window.document.read_only)
        if is_first:
            self._waiting_body.addWidget(label(_EMPTY))
        start = plain if is_first else quiet
        buttons = [
            start(f"{ledger.title}（{period.title}）", partial(self._begin, ledger, period))
            for ledger, period in due[:_DUE_LISTED]
        ]
        if buttons:
            told = label("可以开始：", "muted", wrap=False)
            self._waiting_body.addLayout(row(told, *buttons, None))
        before: QWidget = self.begin
        for button in buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def _begin(self, ledger: Ledger, period: ReportPeriod) -> None:
        from fgj_desktop.views.round_work import begin

        begin(self._window, (ledger, period))

    def _look_anew(self) -> None:
        if self.finish_editing():
            self.become_stale()
            self.finish()

    def show_round(self, record: int) -> None:
        """Show a round by its id."""
        self.become_stale()
        self.finish()
        place = self.choice.findData(record)
        if place >= 0 and place != self.choice.currentIndex():
            self.choice.setCurrentIndex(place)
            self._look_anew()

    @property
    def info(self) -> RoundInfo | None:
        """The round shown."""
        return None if self.status is None else self.status.info

    # --- units ----------------------------------------------------------------------------------

    def _show_unit(self, line: UnitLine | None) -> None:
        if self.texts.finish_editing():
            self.texts.show_unit(self.status, line)

    def open_rows(self) -> None:
        """Show the records of the chosen units in their ledger, as of the round's month."""
        status, lines = self.status, self.units.selected()
        records = [record for line in lines for record in line.records]
        if status is None or not records:
            self._window.say("所选单位在台账中没有需要报送的事项。")
            return
        if status.info.period.month != self._window.document.month:
            self._window.show_month(status.info.period.month)
        self._window.show_records(status.ledger.name, records, "、".join(one.name for one in lines[:3]))

    # --- window ---------------------------------------------------------------------------------

    def finish_editing(self) -> bool:
        """Store the 采用稿 that is being typed."""
        return self.texts.finish_editing()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder of returns may be dropped on the page."""
        if self.info is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Collect what was dropped."""
        from fgj_desktop.views.collect_work import collect_dropped

        event.acceptProposedAction()
        collect_dropped(self._window, event)

    def restyle(self) -> None:
        """Take the colours in force."""
        self.units.show_status(self.status)
        self.states.update()

    def travel(self, change: Change) -> bool:
        """Stay where the round itself or what it wrote was undone."""
        own = _OWN if self.status is None else _OWN | {self.status.ledger.name}
        if not set(change.records) <= own:
            return False
        self.finish()
        return True


def _card(*parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(space(0.6), space(0.5), space(0.6), space(0.5))
    inside.setSpacing(space(0.4))
    for place, part in enumerate(parts):
        inside.addWidget(part, 0 if place else 1)
    return frame
