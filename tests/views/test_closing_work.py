"""Closing a period, correcting it and comparing periods in the real window."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import CITY_RANKING, KEY_PROJECT, REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.round_progress import steps
from fgj_desktop.rules.comparison import Fate
from fgj_desktop.rules.comparison_lines import CHANGES
from fgj_desktop.store.closing import closings
from fgj_desktop.store.store import Store
from fgj_desktop.views import closing_work
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import AUGUST, PROJECTS, SEPTEMBER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    yield made
    made.close()
    made.deleteLater()


def close(window: MainWindow) -> None:
    dialog = closing_work.close_period(window)
    assert dialog is not None
    dialog.go.click()


def typed(window: MainWindow, text: str) -> bool:
    table = window.pane.shown_table
    index = table.index(0, table.column_of("invested_to_date"))
    return bool(table.setData(index, text, Qt.ItemDataRole.EditRole))


def test_closing_says_what_is_kept_and_what_is_open_and_then_locks(window: MainWindow) -> None:
    dialog = closing_work.close_period(window)
    assert dialog is not None
    assert dialog.period.currentText() == "2021年9月"
    assert dialog.sentence.text().startswith("将保留本期 6 项的内容和 ")
    assert "不影响锁定。" in dialog.notice.text()
    dialog.go.click()
    assert window.message.text().startswith("已定稿并锁定：区市重点项目台账（2021年9月）。")
    assert window.notice.text() == "2021年9月已定稿并锁定，填报内容不能直接修改。"
    grid, table = window.pane.grid, window.pane.shown_table
    grid.setCurrentIndex(table.index(0, table.column_of("invested_to_date")))
    QTest.keyClicks(grid, "9")
    assert grid.open_editor() is None
    assert window.message.text() == (
        "本期已锁定（区市重点项目台账，2021年9月）。如需改动，请用“解锁更正”，更正会单独列示。"
    )
    grid.setCurrentIndex(table.index(0, table.column_of("annual_plan")))
    assert not table.setData(grid.currentIndex(), "9999", Qt.ItemDataRole.EditRole)
    assert "本期已锁定（区市重点项目台账，2021年9月），未作改动。" in window.message.text()
    again = closing_work.close_period(window)
    assert again is not None
    assert again.sentence.text() == "“区市重点项目台账”2021年9月已定稿并锁定。"
    assert not again.go.isEnabled()
    again.reject()
    window.document.undo()
    assert closings(window.document.store) == []
    assert window.notice.text() == ""


def test_a_correction_needs_a_reason_and_is_marked_in_the_grid(window: MainWindow) -> None:
    close(window)
    dialog = closing_work.unlock_period(window)
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.reason.setText("统计局核减")
    dialog.go.click()
    assert window.notice.text() == "2021年9月已解锁更正（统计局核减），改完请重新锁定。"
    assert typed(window, "3000")
    table = window.pane.shown_table
    cell = table.cell(0, table.column_of("invested_to_date"))
    assert cell.corrected == "报后更正：定稿时为 3,200。原因：统计局核减"
    assert window.bar.actions["close_period"].text() == "重新锁定…"
    close(window)
    assert closings(window.document.store)[0].is_locked
    shown = closing_work.show_corrections(window)
    assert shown is not None
    figure = next(one for one in shown.texts() if one[2] == "累计完成投资")
    assert figure[:6] == (PROJECTS[0][0], "有变动", "累计完成投资", "3,200", "3,000", "-200")
    assert shown.reason.text() == "更正原因：2021年10月8日　统计局核减。"
    assert "区重点累计完成：定稿 0.82亿元，现为 0.8亿元" in shown.figures.toolTip()
    assert shown.figures.text().startswith("统计数据：")
    preview = closing_work.preview_report(window, KEY_PROJECT, ReportPeriod(SEPTEMBER))
    assert preview.pages is not None
    preview.reject()
    assert not shown.report.isHidden()
    assert shown.found is not None
    assert closing_work._note(window, shown.found).endswith("更正原因：2021年10月8日　统计局核减。")
    shown.reject()


def test_opening_an_earlier_period_says_that_later_ones_open_with_it(window: MainWindow) -> None:
    window.document.set_month(AUGUST)
    close(window)
    window.document.set_month(SEPTEMBER)
    close(window)
    dialog = closing_work.unlock_period(window)
    assert dialog is not None
    assert dialog.notice.isHidden()
    dialog.period.setCurrentText("2021年8月")
    assert dialog.notice.text() == "2021年8月的更正会带动以后各期，2021年9月一并解锁。"
    dialog.reject()


def test_nothing_closed_is_told_instead_of_asked(window: MainWindow) -> None:
    dialog = closing_work.unlock_period(window)
    assert dialog is not None
    assert dialog.sentence.text() == "“区市重点项目台账”没有已锁定的时期，可直接修改。"
    dialog.reject()
    assert closing_work.show_corrections(window) is None
    assert window.message.text() == "“区市重点项目台账”2021年1—9月还没有定稿。"


def test_two_periods_are_compared_filtered_copied_and_opened(window: MainWindow) -> None:
    dialog = closing_work.compare_periods(window)
    assert dialog is not None
    assert (dialog.after.currentText(), dialog.before.currentText()) == ("2021年9月", "2021年8月")
    assert dialog.said.text().startswith("2021年9月与2021年8月相比：")
    assert all(one[1] == "有变动" for one in dialog.texts())
    dialog.fate.setCurrentIndex(dialog.fate.count() - 1)
    assert {one[1] for one in dialog.texts()} == {"无变动"}
    dialog.fate.setCurrentIndex(0)
    dialog._copy_words()
    assert "累计完成投资由2,800万元增至3,200万元" in QGuiApplication.clipboard().text()
    dialog._copy()
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[3:5] == ["2021年8月", "2021年9月"]
    window.document.set_month(AUGUST)
    dialog.go.click()
    table = window.pane.shown_table
    assert window.document.month == SEPTEMBER
    assert table.cell(0, table.column_of("invested_to_date")).changed == "2021年8月为 2,800（+400）"
    assert table.cell(0, table.column_of("annual_plan")).changed == ""
    assert window.pane.shown_table.record_count == len({one.name for one in dialog.found.of(Fate.CHANGED)})  # type: ignore[union-attr]


def test_the_day_of_work_is_offered_and_an_empty_period_says_so(window: MainWindow) -> None:
    dialog = closing_work.compare_periods(window)
    assert dialog is not None
    titles = [dialog.before.itemText(place) for place in range(dialog.before.count())]
    assert "2021年10月8日下班时的台账" in titles
    dialog.before.setCurrentIndex(titles.index("2021年10月8日下班时的台账"))
    assert dialog.texts() == []
    assert "没有变化" in dialog.said.text()
    assert not any(button.isEnabled() for button in dialog.buttons)
    dialog.reject()


def test_two_days_of_work_are_compared_with_each_other(window: MainWindow) -> None:
    store = window.document.store
    later = datetime.datetime(2021, 10, 12, 9, 0)
    store.clock = store._journal._clock = lambda: later
    with store.action("修改") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"physical_progress": "封顶"})
    dialog = closing_work.compare_periods(window)
    assert dialog is not None
    dialog.after.setCurrentText("2021年10月12日下班时的台账")
    assert dialog.before.currentText() == "2021年10月8日下班时的台账"
    [line] = dialog.texts()
    assert (line[2], line[4]) == ("形象进度", "封顶")
    assert dialog.said.text().startswith(
        "2021年9月（2021年10月12日的台账）与2021年9月（2021年10月8日的台账）相比"
    )
    dialog.go.click()
    table = window.pane.shown_table
    assert table.cell(0, table.column_of("physical_progress")).changed == ""


def test_a_comparison_is_exported_with_numbers_and_printed(window: MainWindow, tmp_path: Path) -> None:
    dialog = closing_work.compare_periods(window)
    assert dialog is not None
    assert dialog.found is not None
    path = tmp_path / "变动.xlsx"
    closing_work.export(window, dialog.found, CHANGES, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert lines[0] == ["序号", "项目名称", "变动", "栏目", "2021年8月", "2021年9月", "增减"]
    assert [1, PROJECTS[0][0], "有变动", "累计完成投资", 2800, 3200, 400] == [int(lines[1][0]), *lines[1][1:]]
    preview = closing_work.preview_comparison(window, dialog.found, CHANGES)
    assert preview.pages is not None
    preview.reject()
    dialog.reject()


def test_the_lock_of_one_ledger_is_not_said_of_another(window: MainWindow) -> None:
    close(window)
    window.open_ledger("bond_reserve")
    assert window.notice.text() == ""
    window.open_ledger(KEY_PROJECT.name)
    assert window.notice.text().startswith("2021年9月已定稿并锁定")
    window.open_page("round")
    assert window.notice.text() == ""


def test_the_steps_are_about_the_round_while_its_page_is_in_sight(window: MainWindow) -> None:
    half = ReportPeriod(SEPTEMBER, "H2")
    with window.document.store.action("开始") as writes:
        writes.insert(URBAN_TASK, {"name": "建设租赁住房"}, SEPTEMBER)
        values = {"name": "半月进展", "ledger_name": "urban_task", "period": half.key, "state": "送审中"}
        writes.insert(REPORT_ROUND, values)
    window.open_page("round")
    window.turns.finish()
    dialog = closing_work.close_period(window)
    assert dialog is not None
    assert (dialog.ledger.name, dialog.period.currentText()) == ("urban_task", "2021年9月下半月")
    dialog.go.click()
    assert closings(window.document.store, "urban_task")[0].period == half
    opening = closing_work.unlock_period(window)
    assert opening is not None
    opening.reason.setText("单位补报")
    opening.go.click()
    window.turns.finish()
    page = window.middle.page_widget()
    assert isinstance(page, RoundPage)
    assert page.status is not None
    step = next(one for one in steps(page.status, None) if one.command == "close_period")
    assert (step.title, step.is_done) == ("重新锁定…", False)


def test_a_ledger_without_periods_is_told_what_a_lock_keeps(window: MainWindow) -> None:
    with window.document.store.action("登记") as writes:
        writes.insert(CITY_RANKING, {"name": "浈江区"}, SEPTEMBER)
    dialog = closing_work.close_period(window, CITY_RANKING)
    assert dialog is not None
    assert "本台账不分期填报，各栏内容仍可修改" in dialog.sentence.text()
    dialog.reject()


def test_every_closed_period_is_listed_with_its_corrections(window: MainWindow) -> None:
    empty = closing_work.show_closings(window)
    assert empty is not None
    assert (empty.texts(), empty.go.isEnabled()) == ([], False)
    empty.reject()
    close(window)
    opening = closing_work.unlock_period(window)
    assert opening is not None
    opening.reason.setText("统计局核减")
    opening.go.click()
    assert typed(window, "3000")
    listed = closing_work.show_closings(window)
    assert listed is not None
    reason = "2021年10月8日　统计局核减"
    row = ("区市重点项目台账", "2021年9月", "解锁更正", "2021年10月8日", "1 处", reason)
    assert listed.texts() == [row]
    assert listed.said.text() == "共 1 期，1 期解锁更正中，改完请重新锁定。"
    shown: list[object] = []
    listed.chosen.connect(lambda *place: shown.append(place))
    listed.go.click()
    assert shown == [(KEY_PROJECT, ReportPeriod(SEPTEMBER))]
