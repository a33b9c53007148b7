"""本期工作 in a real window: beginning a round, registering, chasing, editing 采用稿, states; undo takes each back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QTime, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import REPORT_ROUND, UNIT_RETURN, URBAN_TASK, ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import (
    CLOSED,
    COLLECTED,
    INTO_NEXT_PERIOD,
    INTO_THIS_PERIOD,
    SUBMITTED,
)
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, plan_closing, to_unlock
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency
from fgj_desktop.rules.rounds import proposed_round, round_of
from fgj_desktop.store.attachments import attachments_of
from fgj_desktop.store.store import Store
from fgj_desktop.views import round_work
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_work import print_page
from fgj_desktop.views.report_dialog import ReportDialog
from fgj_desktop.views.return_dialog import ReturnDialog
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from fgj_desktop.views.workbench import Workbench
from tests.round_tools import SECOND_HALF, SEPTEMBER, begin, fill, found, task
from tests.sample_store import Clock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Open = Callable[[Store], MainWindow]
IN_TIME = datetime.datetime(2021, 9, 30, 10, 20)


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, empty_store: Store, tmp_path: Path) -> Iterator[Open]:
    apply_theme(qapp, dark=False)
    opened: list[MainWindow] = []

    def open_it(store: Store) -> MainWindow:
        window = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.turns._started)
        window.turns.finish()
        opened.append(window)
        return window

    yield open_it
    for window in opened:
        # One that a test closed may have outlived its file.
        if window.isVisible():
            window.close()
        window.deleteLater()


@pytest.fixture
def units(empty_store: Store, clock: Clock) -> list[int]:
    clock.now = IN_TIME
    return fill(empty_store)[0]


@pytest.fixture
def window(open_window: Open, empty_store: Store, units: list[int]) -> MainWindow:
    begin(empty_store)
    return open_window(empty_store)


@pytest.fixture
def page(window: MainWindow) -> RoundPage:
    return page_of(window)


def page_of(window: MainWindow) -> RoundPage:
    page = round_work.page_of(window)
    assert page is not None
    window.turns.finish()
    return page


def states(page: RoundPage) -> list[str]:
    page.finish()
    assert page.status is not None
    return [one.state for one in page.status.units]


def register(window: MainWindow, unit: int, text: str) -> ReturnDialog:
    page_of(window).units.choose(unit)
    dialog = round_work.register_return(window)
    assert dialog is not None
    dialog.texts.write(0, text)
    return dialog


def said(window: MainWindow) -> str:
    return window.words.message.text()


# --- beginning ----------------------------------------------------------------------------------


def test_a_file_without_rounds_says_what_is_due_and_begins_it(
    open_window: Open, empty_store: Store, units: list[int]
) -> None:
    window = open_window(empty_store)
    page = page_of(window)
    assert page.status is None
    assert page.begin in page.parts()
    dialog = round_work.begin_round(window)
    assert dialog is not None
    dialog.ledger.setCurrentIndex(dialog.ledger.findText("任务清单"))
    dialog.period.setCurrentIndex(dialog.period.findText("2021年9月下半月"))
    assert dialog.lines["name"].text() == "新型城镇化半月进展（2021年9月下半月）"
    assert dialog.day.date() == QDate(2021, 10, 1)
    assert dialog.mode.currentText() == "整表一份"
    dialog.lines["deadline_time"].setText("下午5点")
    dialog.go.click()
    assert dialog.problem.text() == "截止时刻“下午5点”不能识别，请写成 17:00。"
    dialog.lines["deadline_time"].setText("17：00")
    dialog.go.click()
    assert page.info is not None
    assert page.info.text("deadline_time") == "17:00"
    assert page.info.period == SECOND_HALF
    assert states(page) == ["未报"] * 3
    window.undo()
    page.finish()
    assert page.status is None
    assert said(window) == "已撤销：开始报送：新型城镇化半月进展（2021年9月下半月）。"
    window.redo()
    assert said(window) == "已恢复：开始报送：新型城镇化半月进展（2021年9月下半月）。"
    window.undo()


def test_the_keyboard_goes_to_the_units_and_the_next_step(window: MainWindow, page: RoundPage) -> None:
    window.activateWindow()
    assert window.focusWidget() is page.units.table
    window.bar.actions["pane"].trigger()
    assert window.focusWidget() is window.navigation
    assert window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert page.parts()[-1] is page.steps.buttons["send_forms"]


def test_the_rounds_that_are_due_come_after_the_button_above_them(
    open_window: Open, empty_store: Store, units: list[int]
) -> None:
    page = page_of(open_window(empty_store))
    page.finish()
    due = page._waiting.findChildren(QPushButton)
    assert due
    chain: list[QWidget] = [page.begin]
    while chain[-1] is not page.units.table:
        chain.append(chain[-1].nextInFocusChain())
    assert [one for one in chain if one in due] == due


def test_a_round_is_begun_once(window: MainWindow, page: RoundPage) -> None:
    dialog = round_work.begin_round(window)
    assert dialog is not None
    dialog.ledger.setCurrentIndex(dialog.ledger.findText("任务清单"))
    dialog.period.setCurrentIndex(dialog.period.findText("2021年9月下半月"))
    dialog.go.click()
    assert dialog.problem.text() == "任务清单2021年9月下半月的报送已经开始，未重复建立。"
    assert window.document.store.size(REPORT_ROUND) == 1


def test_the_facts_of_a_round_can_be_changed(window: MainWindow, page: RoundPage) -> None:
    dialog = round_work.change_round(window)
    assert dialog is not None
    dialog.lines["contact"].setText("区发改局综合股")
    dialog.lines["name"].setText("")
    dialog.go.click()
    assert dialog.problem.text() == "请填写轮次名称。"
    dialog.lines["name"].setText("新型城镇化半月进展")
    dialog.go.click()
    assert "区发改局综合股" in page.facts.text()
    assert page.choice.currentText() == "新型城镇化半月进展"


def test_commands_without_a_round_say_so(open_window: Open, empty_store: Store, units: list[int]) -> None:
    window = open_window(empty_store)
    for command in (round_work.register_return, round_work.copy_chase, round_work.submit_round):
        assert command(window) is None
        assert said(window) == "还没有报送轮次，请先开始新一轮报送。"


# --- registering --------------------------------------------------------------------------------


def test_a_call_is_registered_for_the_unit_in_hand_and_undone(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    dialog = register(window, units[1], "完成管网 3 公里。")
    dialog.texts.write(1, "完成清淤。")
    dialog.way.setCurrentText("电话")
    dialog.go.click()
    assert states(page) == ["未报", "已报", "未报"]
    assert said(window) == "已登记：区水务局9月下半月已报。可按 Ctrl+Z 撤销。"
    current = page.units.current()
    assert current is not None
    assert (current.name, current.way, current.when) == ("区水务局", "电话", "9月30日 10:20")
    assert page.texts.original.toPlainText() == "完成管网 3 公里。"
    window.undo()
    assert window.middle.page is not None
    assert states(page) == ["未报"] * 3


def test_without_a_word_a_file_or_a_remark_nothing_is_registered(
    window: MainWindow, page: RoundPage, units: list[int], tmp_path: Path
) -> None:
    dialog = register(window, units[0], "  ")
    dialog.go.click()
    assert dialog.problem.text() == "请填写报送内容，或添加扫描件；没有新进展的请登记零报告。"
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    dialog.add_files([empty])
    dialog.go.click()
    assert "是空文件，未添加" in dialog.problem.text()
    assert window.document.store.size(UNIT_RETURN) == 0


def test_a_scan_alone_is_a_return(
    window: MainWindow, page: RoundPage, units: list[int], tmp_path: Path
) -> None:
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF")
    dialog = register(window, units[0], "")
    dialog.add_files([scan])
    dialog.add_files([scan])
    assert dialog.listed.text() == "盖章件.pdf"
    dialog.go.click()
    assert states(page)[0] == "已报"
    current = page.status.units[0] if page.status is not None else None
    assert current is not None
    assert len(attachments_of(window.document.store, UNIT_RETURN, current.last_return or 0)) == 1


def test_a_late_return_is_marked_or_left_for_the_next_period(
    window: MainWindow, page: RoundPage, units: list[int], clock: Clock
) -> None:
    dialog = register(window, units[0], "按时内容。")
    assert not dialog.treatment.isEnabled()
    dialog.day.setDate(QDate(2021, 10, 1))
    dialog.time.setTime(QTime(17, 1))
    assert dialog.treatment.isEnabled()
    assert dialog.late.text() == "截止时间为10月1日17:00，补入本期的标为迟报。"
    dialog.go.click()
    assert states(page)[0] == "迟报"
    clock.now = datetime.datetime(2021, 10, 3, 9, 0)
    dialog = register(window, units[2], "迟到的内容。")
    dialog.treatment.setCurrentText(INTO_NEXT_PERIOD)
    dialog.go.click()
    assert said(window) == "已登记乐园镇迟报，内容计入10月上半月。可按 Ctrl+Z 撤销。"
    assert states(page)[2] == "未报"


def test_a_closed_round_takes_returns_for_the_next_period_alone(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    store = window.document.store
    with store.action("定稿并锁定", kind="close") as writes:
        apply_closing(writes, plan_closing(store, URBAN_TASK, SECOND_HALF))
    page.finish()
    assert page.info is not None
    assert page.info.state == CLOSED
    assert page.texts.adopted.isReadOnly()
    dialog = register(window, units[0], "迟到的内容。")
    assert dialog.treatment.currentText() == INTO_NEXT_PERIOD
    assert dialog.late.text() == "本期已定稿，只能计入下期。补入本期请先解锁更正。"
    dialog.reject()
    assert round_work.send_back(window) is None
    assert said(window) == "本期已定稿。如需改动，请用“解锁更正”，更正会单独列示。"
    round_work.submit_round(window)
    round_work.adopt_returns(window)
    assert found(store).state == CLOSED


def test_a_round_open_for_corrections_takes_a_late_return_and_stays_closed(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    store = window.document.store
    with store.action("定稿并锁定", kind="close") as writes:
        apply_closing(writes, plan_closing(store, URBAN_TASK, SECOND_HALF))
    with store.action("解锁更正", kind="close") as writes:
        opened = to_unlock(store, URBAN_TASK, SECOND_HALF)
        apply_unlocking(writes, opened, "补报", IN_TIME.date())
    page.finish()
    assert not page.texts.adopted.isReadOnly()
    dialog = register(window, units[0], "补报的内容。")
    dialog.treatment.setCurrentText(INTO_THIS_PERIOD)
    dialog.go.click()
    assert states(page)[0] == "已报"
    round_work.adopt_returns(window)
    assert found(store).state == CLOSED


def test_nothing_new_is_registered_without_words(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    page.units.choose(units[2])
    dialog = round_work.register_nothing_new(window)
    assert dialog is not None
    dialog.go.click()
    assert states(page) == ["未报", "未报", "零报告"]
    page.units.narrow("零报告")
    assert page.units.table.rowCount() == 1
    page.units.narrow("全部")
    assert page.units.table.rowCount() == 3


def test_a_chip_whose_last_unit_left_gives_way_to_all(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    page.units.narrow("未报")
    page.units.table.selectAll()
    dialog = round_work.register_nothing_new(window)
    assert dialog is not None
    dialog.go.click()
    assert states(page) == ["零报告"] * 3
    assert page.units.table.rowCount() == 3
    assert page.units.chips["全部"].isChecked()
    assert page.units.chips["未报"].isHidden()


def test_nothing_new_of_several_units_is_one_action(
    window: MainWindow, page: RoundPage, units: list[int], empty_store: Store
) -> None:
    page.units.table.selectAll()
    dialog = round_work.register_nothing_new(window)
    assert dialog is not None
    assert dialog.unit.currentText() == "所选 3 个单位"
    dialog.go.click()
    assert states(page) == ["零报告"] * 3
    assert said(window) == "已登记：区教育局、区水务局、乐园镇9月下半月零报告。可按 Ctrl+Z 撤销。"
    window.undo()
    assert states(page) == ["未报"] * 3


def test_a_scan_can_be_dropped_on_the_dialog(
    window: MainWindow, page: RoundPage, units: list[int], tmp_path: Path
) -> None:
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF")
    dialog = register(window, units[0], "")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    place, no_keys = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_keys))
    assert dialog.listed.text() == "盖章件.pdf"


def test_a_ledger_without_texts_keeps_words_in_the_register_alone(
    window: MainWindow, empty_store: Store, units: list[int]
) -> None:
    scores, indicators = ledger_named("town_score"), ledger_named("town_assessment")
    with empty_store.action("评分") as writes:
        named = {"year": 2021, "name": "投资增速", "serial": 1}
        writes.insert(indicators, {**named, "scoring_unit": units[0]}, SEPTEMBER)
        writes.insert(scores, {**named, "town": units[2]}, SEPTEMBER)
        writes.insert(REPORT_ROUND, proposed_round(empty_store, scores, ReportPeriod(SEPTEMBER)))
    info = round_of(empty_store, scores, ReportPeriod(SEPTEMBER))
    assert info is not None
    round_work.show_round_of(window, info.id)
    page = page_of(window)
    assert page.status is not None
    assert page.status.ledger == scores
    assert not page.texts.isVisible()
    dialog = register(window, units[0], "评分已报。")
    dialog.go.click()
    assert states(page)[0] == "已报"


def test_a_return_goes_back_with_its_reasons(window: MainWindow, page: RoundPage, units: list[int]) -> None:
    register(window, units[0], "同上期。").go.click()
    dialog = round_work.send_back(window)
    assert dialog is not None
    assert dialog.unit.currentText() == "区教育局（已报）"
    assert not dialog.go.isEnabled()
    dialog.reasons.setPlainText("请补充本期工作")
    dialog.go.click()
    assert states(page)[0] == "退回修改"
    assert page.status is not None
    assert page.status.units[0].note == "请补充本期工作"


# --- chasing ------------------------------------------------------------------------------------


def test_the_words_for_all_that_are_missing_are_copied(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    register(window, units[0], "已完成。").go.click()
    round_work.copy_chase(window)
    assert QGuiApplication.clipboard().text().startswith("【催报】请尚未报送新型城镇化工作进展（9月下半月）")
    assert said(window) == "未报单位 2 个：区水务局、乐园镇。已复制催报文字。"


def test_chasing_is_recorded_with_the_words_as_edited(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    dialog = round_work.record_chase(window)
    assert dialog is not None
    assert dialog.said.text() == "已选 3 个单位。"
    dialog.write_letter()
    (letter,) = window.findChildren(ReportDialog)
    assert letter.kind.currentText() == dialog.way.currentText() == "催报函"
    letter.reject()
    dialog.way.setCurrentText("电话")
    dialog.units.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert "区教育局" not in dialog.words.toPlainText()
    dialog.words.setPlainText("请今天下班前报送")
    dialog.units.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.words.toPlainText() == "请今天下班前报送"
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "请今天下班前报送"
    dialog.go.click()
    page.finish()
    assert page.status is not None
    assert [one.chased for one in page.status.units] == ["", "", "9月30日 10:20 电话"]
    assert "已催报 1 次，最近 9月30日 10:20 电话" in page.steps._words["copy_chase"].text()


def test_nobody_is_chased_when_all_is_in(window: MainWindow, page: RoundPage, units: list[int]) -> None:
    for unit in units:
        page.units.choose(unit)
        dialog = round_work.register_nothing_new(window)
        assert dialog is not None
        dialog.go.click()
    round_work.copy_chase(window)
    assert said(window) == "各单位均已报送，不需要催报。"
    assert round_work.record_chase(window) is None


# --- texts and states ---------------------------------------------------------------------------


def test_what_is_adopted_is_edited_beside_the_unit_s_words_and_stored_when_left(
    window: MainWindow, page: RoundPage, units: list[int], empty_store: Store
) -> None:
    register(window, units[1], "完成管网 3 公里，正在铺设余下路段。").go.click()
    page.texts.adopted.setPlainText("完成管网3公里")
    page.texts.adopted.document().setModified(True)
    page.units.choose(units[0])
    record = found_task(empty_store, "推进污水管网建设")
    row = task(empty_store, record)
    assert row.values["progress:H2"] == "完成管网3公里"
    assert row.values["original:H2"] == "完成管网 3 公里，正在铺设余下路段。"
    page.units.choose(units[1])
    page.finish()
    page.texts.take_original()
    assert task(empty_store, record).values["progress:H2"] == "完成管网 3 公里，正在铺设余下路段。"


def test_ctrl_z_in_the_draft_takes_its_own_typing_back_first_and_then_what_was_stored(
    qtbot: QtBot, window: MainWindow, page: RoundPage, units: list[int], empty_store: Store
) -> None:
    register(window, units[1], "完成管网 3 公里。").go.click()
    record = found_task(empty_store, "推进污水管网建设")
    page.texts.adopted.setPlainText("完成3公里")
    page.texts.adopted.document().setModified(True)
    assert page.finish_editing()
    window.activateWindow()
    page.texts.adopted.setFocus()
    qtbot.waitUntil(page.texts.adopted.hasFocus)
    qtbot.keyClicks(page.texts.adopted, "abc")
    qtbot.keyClick(page.texts.adopted, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.texts.adopted.toPlainText() == "完成3公里"
    assert task(empty_store, record).values["progress:H2"] == "完成3公里"
    qtbot.keyClick(page.texts.adopted, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert task(empty_store, record).values["progress:H2"] == "完成管网 3 公里。"
    assert page.texts.adopted.toPlainText() == "完成管网 3 公里。"


def found_task(store: Store, name: str) -> int:
    record = store.links().names("urban_task").get(name)
    assert record is not None
    return record


def test_a_round_goes_through_its_states_and_back(
    window: MainWindow, page: RoundPage, units: list[int], empty_store: Store
) -> None:
    register(window, units[0], "已完成。").go.click()
    round_work.adopt_returns(window)
    assert found(empty_store).state == COLLECTED
    assert said(window).startswith("已汇总。采用原文 0 项，已编辑的采用稿未改动。仍有 2 个单位未报。")
    window.bar.actions["submit_round"].trigger()
    assert found(empty_store).state == SUBMITTED
    assert page.states.accessibleName() == "当前状态：送审中"
    window.bar.refresh()
    assert window.bar.actions["submit_round"].text() == "退回送审"
    assert page.steps.buttons["submit_round"].text() == "退回送审"
    window.bar.actions["submit_round"].trigger()
    assert found(empty_store).state == COLLECTED


def test_the_round_is_there_again_after_a_restart(
    open_window: Open, empty_store: Store, units: list[int], tmp_path: Path, clock: Clock
) -> None:
    begin(empty_store)
    first = open_window(empty_store)
    register(first, units[0], "已完成。").go.click()
    round_work.adopt_returns(first)
    first.close()
    path = empty_store.path
    empty_store.close()
    with Store.open(path, RULES, clock=clock) as again:
        second = open_window(again)
        page = page_of(second)
        assert page.info is not None
        assert page.info.state == COLLECTED
        assert states(page) == ["已报", "未报", "未报"]
        second.close()


def test_a_round_s_rows_are_shown_in_their_ledger(
    window: MainWindow, page: RoundPage, units: list[int]
) -> None:
    page.units.choose(units[1])
    page.open_rows()
    assert window.pane.ledger.name == "urban_task"
    assert window.pane.shown_table.record_count == 2
    round_work.check_round(window)
    assert window.checking.dock.isVisible()


def test_nothing_can_be_registered_in_a_file_that_is_read_only(
    open_window: Open, empty_store: Store, units: list[int], clock: Clock
) -> None:
    begin(empty_store)
    path = empty_store.path
    empty_store.close()
    with Store.open(path, RULES, read_only=True, clock=clock) as store:
        window = open_window(store)
        page = page_of(window)
        assert page.info is not None
        window.bar.refresh()
        for name in ("register_return", "adopt_returns", "submit_round", "begin_round"):
            assert not window.bar.actions[name].isEnabled()
        assert window.bar.actions["copy_chase"].isEnabled()
        assert page.texts.adopted.isReadOnly()
        window.close()


# --- the end of a round -------------------------------------------------------------------------


def test_a_round_is_archived_and_says_where(
    window: MainWindow, page: RoundPage, units: list[int], empty_store: Store, tmp_path: Path
) -> None:
    from fgj_desktop.views.archive_work import archive_this

    extra = tmp_path / "会议纪要.docx"
    extra.write_bytes(b"minutes")
    dialog = archive_this(window)
    assert dialog is not None
    assert dialog.parent_folder == window.document.store.path.parent
    assert dialog.focusWidget() is dialog.go
    dialog.put_into(tmp_path / "没有")
    dialog.go.click()
    assert dialog.problem.text() == "文件夹“没有”不存在，未归档。请重新选择。"
    dialog.put_into(tmp_path)
    dialog.add_files([extra])
    dialog.go.click()
    folder = tmp_path / "2021年9月下半月"
    assert (folder / "7 其他" / "会议纪要.docx").exists()
    assert (folder / "5 台账" / "任务清单（2021年9月下半月）.pdf").read_bytes().startswith(b"%PDF")
    assert found(empty_store).text("archive_folder") == str(folder)
    assert said(window).startswith("已归档 3 个文件：2021年9月下半月。")


def test_the_signed_document_is_kept_with_the_round(
    window: MainWindow, page: RoundPage, empty_store: Store, tmp_path: Path
) -> None:
    from fgj_desktop.views.archive_work import keep_final_file

    signed = tmp_path / "签批件.pdf"
    assert page.status is not None
    assert not keep_final_file(window, page, page.status, signed)
    assert "找不到“签批件.pdf”" in said(window)
    signed.write_bytes(b"%PDF")
    assert keep_final_file(window, page, page.status, signed)
    assert found(empty_store).text("final_file") == "签批件.pdf"
    assert len(attachments_of(empty_store, REPORT_ROUND, found(empty_store).id)) == 1


def test_printing_the_ledger_from_the_round_is_kept_with_its_day(
    window: MainWindow, page: RoundPage, units: list[int], empty_store: Store, tmp_path: Path
) -> None:
    desk = print_page(window)
    assert desk is not None
    assert window.pane.ledger.name == "urban_task"
    desk.save_pdf(tmp_path / "台账.pdf")
    desk.save_pdf(tmp_path / "又一份.pdf")
    desk.printed.emit()
    assert found(empty_store).text("printed_on") == "2021-09-30"
    assert empty_store.undo_label() == f"登记打印：{found(empty_store).name}"
    desk.reject()
    empty_store.undo()
    assert found(empty_store).text("printed_on") == ""


def test_the_workbench_leads_to_the_page_of_a_round_that_has_begun(
    window: MainWindow, units: list[int], empty_store: Store
) -> None:
    assert window.open_page("workbench")
    window.turns.finish()
    workbench = window.middle.page_widget()
    assert isinstance(workbench, Workbench)
    workbench.finish()
    window.turns.finish()
    (line,) = [one for one in workbench.reports.lines() if "9月下半月" in one.title]
    assert line.go is not None
    line.go()
    page = window.middle.page_widget()
    assert isinstance(page, RoundPage)
    assert page.info is not None
    assert page.info.id == found(empty_store).id


def test_a_reminder_of_a_report_leads_to_its_round_once_that_has_begun(
    open_window: Open, empty_store: Store, units: list[int]
) -> None:
    window = open_window(empty_store)
    reminder = Reminder(
        Kind.REPORT_DUE,
        Urgency.HIGH,
        "3 个单位未报",
        "",
        "urban_task",
        0,
        (),
        "REPORT_DUE:half_month:2021-09-H2",
        None,
        SEPTEMBER,
    )
    window.sides.open_reminder(reminder)
    assert window.middle.page is None
    begin(empty_store)
    window.sides.open_reminder(reminder)
    page = window.middle.page_widget()
    assert isinstance(page, RoundPage)
    assert page.info is not None
    assert page.info.period == SECOND_HALF
