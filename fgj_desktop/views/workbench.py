"""工作台: what is due, how far this period's reports have come, what is to be checked, and four big figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.models.periods import schedule_text
from fgj_desktop.rules.reminder import Urgency, due_word
from fgj_desktop.views.figure_tile import FigureTile
from fgj_desktop.views.line_list import LineList, ListedLine
from fgj_desktop.views.parts import heading, label, plain, quiet, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_page import WindowPage

if TYPE_CHECKING:
    from fgj_desktop.models.workbench import BigFigure, Progress
    from fgj_desktop.rules.figure import Figure
    from fgj_desktop.rules.reminder import Reminder
    from fgj_desktop.views.main_window import MainWindow

_LIGHTS = {Urgency.HIGH: "red", Urgency.MIDDLE: "amber", Urgency.LOW: "grey"}
_DUE = ("已逾期", "今日到期", "本周到期")
_WEEKDAYS = "一二三四五六日"
_EMPTY_REMINDERS = "没有需要提醒的事项。"


class Workbench(WindowPage):
    """Painted with empty places first; each part is filled in a turn of its own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._period = label("", "muted", wrap=False)
        self._welcome = QFrame()
        self._by_hand = plain("统计", self._compute_by_hand)
        self.tiles = [FigureTile() for _ in range(4)]
        self.reminders = LineList("今日到期和提醒", "正在统计…")
        self.reports = LineList("本期进度", "正在统计…")
        self.checks = LineList("数据核查", "正在核查…")
        self._follows_reminders = False
        self._due = heading("今日到期", wrap=False)
        self._reports = heading("本期进度", wrap=False)
        self._checks = heading("数据核查", wrap=False)
        self._arrange()
        for tile in self.tiles:
            tile.figure_chosen.connect(self._open_figure)
            tile.ledger_chosen.connect(window.open_ledger)
        window.checking.book.changed.connect(self._checks_changed)

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space(0.9), space(0.7), space(0.9), space(0.7))
        outer.setSpacing(space(0.6))
        leader = quiet("领导一页纸", self._window.bar.actions["leader_page"].trigger)
        outer.addLayout(
            row(heading("工作台", "title", wrap=False), self._period, self._by_hand, None, leader)
        )
        outer.addWidget(self._welcome)
        self._arrange_welcome()
        figures = QHBoxLayout()
        figures.setSpacing(space(0.6))
        for tile in self.tiles:
            figures.addWidget(tile, 1)
        outer.addLayout(figures)
        below = QGridLayout()
        below.setSpacing(space(0.6))
        below.addWidget(_section(self._due, self.reminders), 0, 0, 2, 1)
        below.addWidget(_section(self._reports, self.reports), 0, 1)
        below.addWidget(_section(self._checks, self.checks), 1, 1)
        below.setRowStretch(0, 3)
        below.setRowStretch(1, 2)
        below.setColumnStretch(0, 3)
        below.setColumnStretch(1, 2)
        outer.addLayout(below, 1)

    def _arrange_welcome(self) -> None:
        """What to do while the file is empty."""
        self._welcome.setProperty("panel", "quiet")
        window = self._window
        inside = QHBoxLayout(self._welcome)
        inside.addWidget(label("还没有数据。可以导入现有 Excel 台账，也可以先打开示例。"), 1)
        inside.addWidget(plain("导入 Excel…", window.import_files))
        inside.addWidget(quiet("打开示例", window.sample_requested.emit))
        self._welcome.hide()

    def parts(self) -> list[QWidget]:
        """The lists from top to bottom; the figures lie between them by Tab."""
        return [self.reminders, self.reports, self.checks]

    # --- filling --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Fill everything anew, one part a turn."""
        document = self._window.document
        today = document.today()
        self._period.setText(
            f"{document.month.title}　{schedule_text(document.month)}　今天是{today.month}月{today.day}日，"
            f"星期{_WEEKDAYS[today.weekday()]}"
        )
        self._welcome.setVisible(not document.store.action_count() and not document.read_only)
        large = any(document.is_large(ledger) for ledger in NAVIGATION)
        self._by_hand.setVisible(large)
        if large:
            # Reading all of it would be felt: only when asked for.
            for part in (self.reminders, self.reports):
                part.set_lines([], "台账较大，点“统计”后显示。")
            self._window.turns.request(self.show_checks)
        else:
            self._window.turns.request(
                self._show_figures, self._show_reminders_anew, self._show_reports, self.show_checks
            )

    def _compute_by_hand(self) -> None:
        with waiting():
            self._show_figures()
            self._show_reports()
            self._follow_reminders()
            self._window.sides.reminders.compute(by_hand=True)

    def _show_figures(self) -> None:
        from fgj_desktop.models.workbench import big_figures

        document = self._window.document
        with document.reading():
            found = big_figures(document)
        for tile, one in zip(self.tiles, found, strict=True):
            tile.show_figure(one, self._empty_words(one))

    def _empty_words(self, one: BigFigure) -> str:
        ledger = self._window.document.store.ledgers.get(one.ledger)
        return "" if ledger is None else f"本期还没有数据，去填{ledger.title}"

    def _show_reminders_anew(self) -> None:
        """The panel at the side computes them; here they are listed by their days."""
        self._follow_reminders()
        self._window.sides.compute_reminders()

    def _follow_reminders(self) -> None:
        if not self._follows_reminders:
            self._follows_reminders = True
            self._window.sides.reminders.count_changed.connect(self.show_reminders)

    def show_reminders(self) -> None:
        """List what is due, the overdue first."""
        today = self._window.document.today()
        found = self._window.sides.reminders.shown()
        words = {one.key: due_word(one.due, today) for one in found}
        found.sort(key=lambda one: _DUE.index(words[one.key]) if words[one.key] else len(_DUE))
        every = list(words.values())
        counts = [f"{word} {every.count(word)}" for word in _DUE if word in every or word == _DUE[1]]
        rest = len(found) - sum(bool(word) for word in words.values())
        counts += [f"其他提醒 {rest}"] if rest else []
        self._due.setText("　".join(counts))
        self.reminders.set_lines([self._reminder(one, words[one.key]) for one in found], _EMPTY_REMINDERS)

    def _reminder(self, one: Reminder, word: str) -> ListedLine:
        day = "" if one.due is None else f"{one.due.month}月{one.due.day}日"
        return ListedLine(
            one.title,
            word=word or day,
            detail=one.detail,
            light=_LIGHTS[one.urgency],
            is_bad=word == _DUE[0],
            go=partial(self._window.sides.open_reminder, one),
        )

    def _show_reports(self) -> None:
        from fgj_desktop.models.workbench import progress

        document = self._window.document
        with document.reading():
            found = progress(document)
        self.reports.set_lines([self._report(one) for one in found], "本期没有需要报送的台账。")

    def _report(self, one: Progress) -> ListedLine:
        counted = one.returns
        due = "" if one.due is None else f"{one.due.month}月{one.due.day}日应报"
        units = f"未报 {counted.missing}：{'、'.join(one.units)}" if counted is not None and one.units else ""
        return ListedLine(
            one.title,
            word=due if counted is None else f"已报 {counted.reported}／{counted.total} {counted.measure}",
            detail="　".join(part for part in ("" if counted is None else due, units) if part),
            share=None if counted is None else counted.reported / counted.total,
            is_bad=one.due is not None and one.due < self._window.document.today(),
            go=partial(self._open_missing, one),
        )

    def _checks_changed(self) -> None:
        if self.isVisible():
            self._window.turns.request(self.show_checks)

    def show_checks(self) -> None:
        """How many cells of each ledger are to be looked at."""
        book = self._window.checking.book
        every = [(ledger, book.of(ledger)) for ledger in NAVIGATION]
        lines = [
            ListedLine(
                ledger.title,
                word=f"{checks.open:,} 处",
                is_bad=bool(checks.open),
                go=partial(self._open_checks, ledger.name),
            )
            for ledger, checks in every
            if checks.open
        ]
        lines += [
            ListedLine(ledger.title, word="未核查", go=partial(self._open_checks, ledger.name))
            for ledger, checks in every
            if not checks.is_begun and self._window.document.is_large(ledger)
        ]
        total = sum(checks.open for _, checks in every)
        self._checks.setText(f"数据核查 {total:,}")
        self.checks.set_lines(lines, "正在核查…" if book.is_working() else "没有需要核对的内容。")

    # --- going there ----------------------------------------------------------------------------

    def _open_figure(self, figure: Figure) -> None:
        self._window.show_records(figure.ledger, figure.rows, figure.title)

    def _open_missing(self, one: Progress) -> None:
        """Show what is missing, as of the month that is reported of; a round that has begun is shown on its page."""
        if one.round:
            from fgj_desktop.views.round_work import show_round_of

            show_round_of(self._window, one.round)
            return
        if one.month != self._window.document.month:
            self._window.show_month(one.month)
        if one.returns is not None and one.returns.records:
            self._window.show_records(one.ledger.name, one.returns.records, f"{one.title}未报")
        else:
            self._window.open_ledger(one.ledger.name)

    def _open_checks(self, ledger: str) -> None:
        if self._window.open_ledger(ledger) and not self._window.checking.dock.isVisible():
            self._window.checking.toggle()


def _section(title: QWidget, content: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(space(0.6), space(0.5), space(0.6), space(0.5))
    inside.setSpacing(space(0.35))
    inside.addWidget(title)
    inside.addWidget(content, 1)
    return frame
