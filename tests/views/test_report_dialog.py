"""写公文, 更新数字 and 公文模板 in a real window: what is written, what stays, what is said."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.reports import BY_TITLE, REPORTS
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import TEXT
from fgj_desktop.documents.word_templates import template_folder
from fgj_desktop.ledgers import KEY_PROJECT, URBAN_TASK, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.report_writing import periods_for
from fgj_desktop.rules.closing import apply_closing, apply_unlocking, plan_closing, to_unlock
from fgj_desktop.rules.rounds import proposed_round, round_of
from fgj_desktop.store.closing import CLOSES
from fgj_desktop.store.store import Store
from fgj_desktop.views import report_work
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.report_dialog import ReportDialog
from fgj_desktop.views.report_work import write_report
from fgj_desktop.views.template_dialog import TemplateDialog, show_templates
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.documents.word_tools import clerks, lines
from tests.form_tools import HALF, add_tasks
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    add_tasks(store)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.turns._started)
    made.turns.finish()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "公文").mkdir()
    return tmp_path / "公文"


def dialog_for(window: MainWindow, title: str, out: Path) -> ReportDialog:
    period = HALF if BY_TITLE[title].is_half_month else ReportPeriod(SEPTEMBER)
    dialog = ReportDialog(window, BY_TITLE[title], period)
    dialog.written.connect(lambda made: report_work._tell(window, made))
    dialog.folder.setText(str(out))
    dialog.open()
    return dialog


def write(qtbot: QtBot, dialog: ReportDialog) -> None:
    with qtbot.waitSignal(dialog.written, timeout=10_000):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def test_a_report_is_written_under_its_own_name(qtbot: QtBot, window: MainWindow, out: Path) -> None:
    write(qtbot, dialog_for(window, "重点项目建设进展情况通报", out))
    path = out / "重点项目建设进展情况通报（2021年1—9月）.docx"
    assert any("年度计划投资1.8亿元" in line for line in lines(path.read_bytes()))
    assert "已写出：重点项目建设进展情况通报（2021年1—9月）.docx。" in window.message.text()
    assert (template_folder(window.document.store.path) / "工作总结.docx").exists()


def test_a_document_that_was_worked_on_stays(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    write(qtbot, dialog_for(window, "工作总结", out))
    path = out / "工作总结（2021年1—9月）.docx"
    document = open_word(path.read_bytes(), "")
    next(document.element.body.iter(TEXT)).text = "我改过"
    path.write_bytes(saved(document))
    with store.action("修改") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 4000 * WAN})
    write(qtbot, dialog_for(window, "工作总结", out))
    assert lines(path.read_bytes())[0].startswith("我改过")
    assert (out / "工作总结（2021年1—9月）（2）.docx").exists()
    said = window.message.text()
    assert "已改动过，予以保留" in said
    assert "个数字与上次不同" in said
    assert "0.82→0.9" in said


def test_the_round_knows_its_report(qtbot: QtBot, window: MainWindow, store: Store, out: Path) -> None:
    with store.action("开始") as writes:
        writes.insert(ledger_named("report_round"), proposed_round(store, URBAN_TASK, HALF))
    write(qtbot, dialog_for(window, "新型城镇化工作进展情况", out))
    info = round_of(store, URBAN_TASK, HALF)
    assert info is not None
    assert info.text("report_file") == str(out / "新型城镇化工作进展情况（2021年9月下半月）.docx")
    assert "的报告。" in window.message.text()


def test_a_letter_to_a_unit_is_written_and_registered(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    dialog = dialog_for(window, "提醒函", out)
    dialog.unit.setCurrentIndex(dialog.unit.findData("区住建局"))
    dialog.day.setDate(QDate(2021, 10, 11))
    assert dialog.reply_due.date() == QDate(2021, 10, 18), "the answer follows the day of the letter"
    qtbot.keyClicks(dialog.number, "20")
    write(qtbot, dialog)
    assert "区住建局：" in lines((out / "提醒函（2021年1—9月）.docx").read_bytes())
    [row] = store.view(ledger_named("letter"), Month(2021, 10)).rows()
    assert (row.values["issued_on"], row.values["document_number"]) == ("2021-10-11", "20")
    assert "已登记到来文和函件，回复时限2021年10月18日。" in window.message.text()


def test_what_was_reported_can_be_told_once_it_was_corrected(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    title, period = "重点项目建设进展情况通报", ReportPeriod(SEPTEMBER)
    plan = plan_closing(store, KEY_PROJECT, period)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    assert dialog_for(window, title, out).as_reported.isHidden()
    with store.action("解锁", kind=CLOSES) as writes:
        apply_unlocking(writes, to_unlock(store, KEY_PROJECT, period), "核减", store.clock().date())
    with store.action("更正") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 100 * WAN})
    dialog = dialog_for(window, title, out)
    assert dialog.as_reported.isVisible()
    assert dialog.said.text() == "本期已定稿，报后更正 1 处，默认按更正后的数字写。"
    assert not dialog.choice().as_reported
    qtbot.mouseClick(dialog.as_reported, Qt.MouseButton.LeftButton)
    dialog.sources.setChecked(True)
    write(qtbot, dialog)
    text = lines((out / f"{title}（2021年1—9月）.docx").read_bytes())
    assert any("完成投资0.82亿元" in line for line in text)
    sources = lines((out / f"{title}（2021年1—9月）（数据来源）.docx").read_bytes())
    assert any(line.startswith("按定稿数字：“区市重点项目台账”2021年9月") for line in sources)
    assert "按定稿数字：" in window.message.text()


def test_what_keeps_a_letter_from_being_written_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, out: Path
) -> None:
    dialog = dialog_for(window, "提醒函", out)
    dialog.unit.setCurrentIndex(dialog.unit.findData("区教育局"))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "无需发提醒函" in dialog.said.text()
    assert dialog.isVisible()
    dialog.folder.setText(str(out / "没有"))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "存放位置不存在" in dialog.said.text()
    dialog.reject()
    assert list(out.iterdir()) == []


def test_only_what_a_kind_asks_for_can_be_filled_in(window: MainWindow, out: Path) -> None:
    dialog = dialog_for(window, "工作总结", out)
    assert not dialog.unit.isEnabled()
    assert not dialog.day.isEnabled()
    dialog.kind.setCurrentText("问题清单报送件（市级）")
    assert dialog.number.isEnabled()
    assert not dialog.register.isEnabled()
    dialog.kind.setCurrentText("调度会材料")
    assert dialog.by_unit.isVisible()
    dialog.reject()


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.title)
def test_every_kind_offers_periods_of_its_length(kind: object) -> None:
    periods = periods_for(kind, ReportPeriod(SEPTEMBER))  # type: ignore[arg-type]
    assert len(periods) == len(set(periods)) >= 9
    assert all(bool(one.half) is kind.is_half_month for one in periods)  # type: ignore[attr-defined]


def test_a_document_of_hers_is_brought_up_to_date(window: MainWindow, tmp_path: Path) -> None:
    own = tmp_path / "我的.docx"
    own.write_bytes(clerks(["区重点项目完成{{区重点.完成投资}}亿元。"]))
    report_work._read(window, own)
    [asked] = [one for one in window.findChildren(object) if type(one).__name__ == "QFileDialog"]
    target = tmp_path / "新.docx"
    asked.fileSelected.emit(str(target))
    asked.reject()
    assert lines(target.read_bytes()) == ["区重点项目完成0.82亿元。"]
    assert "已填写数据项 1 处。" in window.message.text()
    report_work._read(window, target)
    assert "个数字与2021年1—9月的台账一致，没有变化。" in window.message.text()
    report_work._read(window, tmp_path / "没有.docx")
    assert "没有文件" in window.message.text()


def test_an_update_offers_the_other_figures_of_a_corrected_period(
    window: MainWindow, store: Store, tmp_path: Path
) -> None:
    own, period = tmp_path / "我的.docx", ReportPeriod(SEPTEMBER)
    own.write_bytes(clerks(["区重点项目完成0.8亿元。"]))
    plan = plan_closing(store, KEY_PROJECT, period)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    assert report_work._other_way(window, own, None, period, said=False) == []
    with store.action("解锁", kind=CLOSES) as writes:
        apply_unlocking(writes, to_unlock(store, KEY_PROJECT, period), "核减", store.clock().date())
    with store.action("更正") as writes:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 100 * WAN})
    own.write_bytes(clerks(["区重点项目完成{{区重点.完成投资}}亿元。"]))
    [(words, act)] = report_work._other_way(window, own, None, period, said=False)
    assert words == "改按定稿数字更新"
    act()
    [asked] = [one for one in window.findChildren(object) if type(one).__name__ == "QFileDialog"]
    target = tmp_path / "新.docx"
    asked.fileSelected.emit(str(target))
    asked.reject()
    assert lines(target.read_bytes()) == ["区重点项目完成0.82亿元。"]
    assert "按定稿数字：“区市重点项目台账”2021年9月" in window.message.text()
    report_work._read(window, target)
    assert "1 个数字与2021年1—9月的定稿数字一致" in window.message.text()


def test_names_are_found_and_copied_with_their_braces(qtbot: QtBot, window: MainWindow) -> None:
    dialog = show_templates(window)
    assert isinstance(dialog, TemplateDialog)
    qtbot.keyClicks(dialog.search, "ab")
    assert "共 0 项" in dialog.said.text()
    assert not dialog.copy.isEnabled()
    dialog.search.setText("区重点 完成")
    dialog.group.setCurrentText("数字")
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("{{区重点.")
    dialog.reject()


def test_the_dialog_begins_with_the_ledger_in_sight(window: MainWindow) -> None:
    dialog = write_report(window)
    assert dialog is not None
    assert dialog.kind_now().title == "重点项目建设进展情况通报"
    dialog.reject()
    window.open_ledger("urban_task")
    dialog = write_report(window)
    assert dialog is not None
    assert dialog.kind_now().title == "新型城镇化工作进展情况"
    assert dialog.choice().letter.day == datetime.date(2021, 10, 8)
    dialog.reject()
