"""发放填报表 in a real window: choosing, writing with progress, stopping, the notice, and what is registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.exchange.form_sending import round_values
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT, CLOSED
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.rounds import rounds
from fgj_desktop.store.store import Store
from fgj_desktop.views.form_dialog import FormDialog
from fgj_desktop.views.form_work import send_forms, wanted_round
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pick_list import PickList
from fgj_desktop.views.returned_work import ask_to_write_returned
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.form_tools import HALF, PROJECTS, TASKS, add_tasks
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
    (tmp_path / "填报表").mkdir()
    return tmp_path / "填报表"


def dialog_for(window: MainWindow, out: Path, *, halves: bool = True) -> FormDialog:
    dialog = (
        FormDialog(window, TASKS, HALF) if halves else FormDialog(window, PROJECTS, ReportPeriod(SEPTEMBER))
    )
    dialog.folder.setText(str(out))
    dialog.open()
    return dialog


def test_one_table_and_the_notice_are_written_and_the_round_is_registered(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    dialog = dialog_for(window, out)
    dialog.lines["contact"].clear()
    qtbot.keyClicks(dialog.lines["contact"], "ab")
    dialog.day.setDate(QDate(2021, 9, 30))
    with qtbot.waitSignal(dialog.sent, timeout=20_000):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert {path.name for path in out.iterdir()} == {
        "新型城镇化半月进展填报表（2021年9月下半月）.xlsx",
        "关于报送新型城镇化半月进展（2021年9月下半月）的通知.docx",
    }
    (made,) = rounds(store)
    assert (made.text("contact"), made.text("deadline"), made.text("sent_on")) == (
        "ab",
        "2021-09-30",
        "2021-10-08",
    )
    assert made.text("notice_file").endswith(".docx")
    assert window.memory.get("folder:forms") == str(out)
    store.undo()
    assert rounds(store) == []


def test_a_notice_that_is_there_is_never_written_over(qtbot: QtBot, window: MainWindow, out: Path) -> None:
    edited = out / "关于报送新型城镇化半月进展（2021年9月下半月）的通知.docx"
    edited.write_bytes(b"edited by hand")
    dialog = dialog_for(window, out)
    with qtbot.waitSignal(dialog.sent, timeout=20_000):
        dialog.go.click()
    assert edited.read_bytes() == b"edited by hand"
    assert (out / "关于报送新型城镇化半月进展（2021年9月下半月）的通知（2）.docx").exists()


def test_units_are_ticked_where_each_gets_its_own(qtbot: QtBot, window: MainWindow, out: Path) -> None:
    dialog = dialog_for(window, out, halves=False)
    dialog.notice.setChecked(False)
    units = dialog.tabs.widget(0)
    assert isinstance(units, PickList)
    units.picks.pick(0, 0)
    assert dialog.go.text() == "发放 3 份"
    with qtbot.waitSignal(dialog.sent, timeout=20_000):
        dialog.go.click()
    assert len(list(out.iterdir())) == 3
    assert not any(path.name.startswith("区教育局") for path in out.iterdir())


def test_columns_are_ticked_and_remembered(qtbot: QtBot, window: MainWindow, store: Store, out: Path) -> None:
    dialog = dialog_for(window, out)
    columns = dialog.tabs.widget(1)
    assert isinstance(columns, PickList)
    columns.picks.pick(0, 0)
    with qtbot.waitSignal(dialog.sent, timeout=20_000):
        dialog.go.click()
    assert "done_number" not in store.settings.get("form_entries")["urban_task"]


def test_stopped_in_the_middle_nothing_is_registered(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    dialog = dialog_for(window, out, halves=False)
    dialog.go.click()
    writing = dialog._writing
    assert writing is not None
    writing.stepped.connect(lambda done, _total: dialog.stop.click() if done == 2 else None)
    with qtbot.waitSignal(writing.ended, timeout=20_000):
        pass
    assert len(list(out.iterdir())) == 2
    assert rounds(store) == []
    assert "已停止：写好填报表 2 份，共 4 份" in dialog.said.text()
    assert dialog.go.isEnabled()
    dialog.reject()


def test_a_file_that_is_open_elsewhere_stops_it_in_words(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    name = "新型城镇化半月进展填报表（2021年9月下半月）.xlsx"
    (out / name).write_bytes(b"old")
    (out / f".~{name}").touch()
    dialog = dialog_for(window, out)
    dialog.go.click()
    writing = dialog._writing
    assert writing is not None
    with qtbot.waitSignal(writing.ended, timeout=20_000):
        pass
    assert "WPS" in dialog.said.text()
    assert rounds(store) == []
    dialog.reject()


def test_a_missing_folder_is_said_and_nothing_begun(window: MainWindow, out: Path) -> None:
    dialog = dialog_for(window, out)
    dialog.folder.setText(str(out / "没有"))
    dialog.go.click()
    assert "不存在" in dialog.said.text()
    assert dialog._writing is None
    dialog.reject()


def test_the_text_for_the_group_is_copied(window: MainWindow, out: Path) -> None:
    dialog = dialog_for(window, out)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith("【通知】请各单位于")
    dialog.reject()


def test_another_ledger_offers_its_own_periods_and_mode(window: MainWindow, out: Path) -> None:
    dialog = dialog_for(window, out)
    dialog.ledger.setCurrentIndex(dialog.ledger.findText(PROJECTS.title))
    assert dialog.period.currentText() == "2021年9月"
    assert dialog.mode.currentText() == BY_UNIT
    dialog.mode.setCurrentText("整表一份")
    assert dialog.go.text() == "发放 1 份"
    dialog.reject()


def test_a_closed_round_cannot_be_sent(window: MainWindow, store: Store, out: Path) -> None:
    with store.action("定稿") as writes:
        writes.insert(REPORT_ROUND, {**round_values(store, TASKS, HALF), "state": CLOSED})
    dialog = dialog_for(window, out)
    assert not dialog.go.isEnabled()
    assert "已定稿并锁定" in dialog.said.text()
    dialog.reject()


def test_the_command_begins_with_the_ledger_on_screen(window: MainWindow) -> None:
    assert wanted_round(window) == (PROJECTS, ReportPeriod(SEPTEMBER))
    window.open_ledger("urban_task")
    assert wanted_round(window) == (TASKS, HALF)
    window.open_ledger("leader")
    assert wanted_round(window) == (TASKS, HALF)
    dialog = send_forms(window)
    assert dialog is not None
    assert dialog.ledger.currentText() == TASKS.title
    dialog.reject()


def test_the_form_that_goes_back_to_a_unit_is_written_where_it_is_wanted(
    qtbot: QtBot, window: MainWindow, store: Store, out: Path
) -> None:
    dialog = dialog_for(window, out)
    with qtbot.waitSignal(dialog.sent, timeout=20_000):
        dialog.go.click()
    info, unit = rounds(store)[0], store.links().find("responsible_unit", "区教育局")
    assert unit is not None
    asked = ask_to_write_returned(window, info, unit, "请补充本期进展。")
    assert asked is not None
    path = out / "退回.xlsx"
    asked.fileSelected.emit(str(path))
    asked.reject()
    assert path.exists()
    assert "已写出退回修改表" in window.message.text()
    assert ask_to_write_returned(window, info, 1, "没有这个单位") is None
