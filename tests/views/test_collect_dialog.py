"""收表汇总 in a real window: clean units in one step, exceptions with their choices, undo, folders that hold no return."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from fgj_desktop.exchange.return_applier import ReturnsOutcome
from fgj_desktop.exchange.return_plan import BACK, KEEP, TAKE
from fgj_desktop.ledgers import UNIT_RETURN
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules.rounds import round_of, standings
from fgj_desktop.store.store import Store
from fgj_desktop.views.collect_dialog import CollectDialog
from fgj_desktop.views.collect_work import collect_returns
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.question_box import ChoiceList
from fgj_desktop.views.return_dialog import ReturnDialog
from fgj_desktop.views.returned_work import write_all_returned
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.round_work import page_of
from fgj_desktop.views.text_diff import compared, diff_html
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.exchange.return_tools import SECOND, TASKS, Sheet, add_tasks, records_of, send, units_of
from tests.sample_store import SEPTEMBER, Clock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ORIGINAL = "original:H2"
Fill = Callable[[Sheet], None]


class Round:
    """A round whose forms went to four units, and the folder that returns are put into."""

    def __init__(self, store: Store, folder: Path) -> None:
        add_tasks(store)
        _one, spec, self.forms = send(store, TASKS, SECOND, folder / "发出", by_unit=True)
        self.names = list(spec.unit_names.values())
        self.store, self.folder = store, folder / "收到"
        self.folder.mkdir()

    def come_back(self, unit: str, fill: Fill, name: str = "") -> Path:
        source = next(path for path in self.forms if path.name.startswith(unit))
        book = openpyxl.load_workbook(source)
        fill(Sheet(book))
        path = self.folder / (name or source.name)
        book.save(path)
        return path

    def states(self) -> dict[str, str]:
        info = round_of(self.store, TASKS, SECOND)
        assert info is not None
        return {one.name: one.state for one in standings(self.store, info)}

    def value(self, name: str, field: str) -> object:
        (row,) = self.store.view(TASKS, SEPTEMBER).rows([records_of(self.store)[name]])
        return row.values[field]


@pytest.fixture
def sent(store: Store, clock: Clock, tmp_path: Path) -> Round:
    clock.now = datetime.datetime(2021, 9, 30, 10, 20)
    return Round(store, tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, sent: Round, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    window = MainWindow(LedgerDocument(sent.store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    window.turns.finish()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def collect(qtbot: QtBot, window: MainWindow, sent: Round) -> Callable[..., CollectDialog]:
    def read(*paths: Path) -> CollectDialog:
        dialog = collect_returns(window)
        assert dialog is not None
        with qtbot.waitSignal(dialog.reading.finished, timeout=30_000):
            dialog.start(list(paths) or [sent.folder])
        return dialog

    return read


def say(text: str, *names: str) -> Fill:
    def fill(sheet: Sheet) -> None:
        for name in names:
            sheet.put(name, ORIGINAL, text)

    return fill


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def row_texts(dialog: CollectDialog) -> list[list[str]]:
    table = dialog.units.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def said(window: MainWindow) -> str:
    return window.words.message.text()


def only_choice(dialog: CollectDialog) -> Any:  # noqa: ANN401
    (choice,) = dialog.detail.choices.values()
    return choice


def test_clean_units_are_adopted_in_one_step_and_one_undo_takes_all_back(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    sent.come_back("区教育局", say("已完成。", "放宽落户条件", "扩建中小学校"))
    sent.come_back("区住建局", say("改造 3 个小区。", "改造老旧小区"), "报表(1).xlsx")
    dialog = collect()
    assert dialog.go.text() == "全部采用（2 个单位）"
    assert dialog._summary.text() == "采用 2 个单位、3 格。"
    assert dialog._missing.text() == "未报单位 2 个：区水务局、乐园镇。"
    dialog.go.click()
    assert sent.states() == {"区教育局": "已报", "区住建局": "已报", "区水务局": "未报", "乐园镇": "未报"}
    assert sent.value("改造老旧小区", ORIGINAL) == "改造 3 个小区。"
    page = window.middle.page_widget()
    assert isinstance(page, RoundPage)
    assert page.status is not None
    assert page.status.counts["已报"] == 2
    assert "已采用 2 个单位的报表" in window.words.message.text()
    window.undo()
    assert set(sent.states().values()) == {"未报"}
    assert sent.store.size(UNIT_RETURN) == 0


def test_only_exceptions_ask_and_units_with_open_questions_wait(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    def touch_locked(sheet: Sheet) -> None:
        sheet.put("改造老旧小区", ORIGINAL, "改造 3 个小区。")
        sheet.put("改造老旧小区", "target_number", 99)

    sent.come_back("区住建局", touch_locked)
    sent.come_back("区教育局", say("已完成。", "放宽落户条件"))
    dialog = collect()
    assert row_texts(dialog)[0][0] == "区住建局"
    assert row_texts(dialog)[0][-1] == "待确认 1 处"
    assert dialog.go.text() == "全部采用（1 个单位）"
    choice = only_choice(dialog)
    assert isinstance(choice, ChoiceList)
    assert choice.value() == KEEP
    choice.choose(TAKE)
    settle()
    assert row_texts(dialog)[0][-1] == "采用"
    assert dialog.go.text() == "全部采用（2 个单位）"
    dialog.go.click()
    assert sent.value("改造老旧小区", "target_number") == 99


def test_what_waits_is_told_and_can_be_collected_later(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    def touch_locked(sheet: Sheet) -> None:
        sheet.put("改造老旧小区", ORIGINAL, "改造 3 个小区。")
        sheet.put("改造老旧小区", "target_number", 99)

    sent.come_back("区住建局", touch_locked)
    sent.come_back("区教育局", say("已完成。", "放宽落户条件"))
    collect().go.click()
    assert "1 个单位待确认，未采用。" in window.words.message.text()
    assert sent.states()["区住建局"] == "未报"
    again = collect()
    again.accept_rest()
    assert again.go.text() == "全部采用（1 个单位）"
    again.go.click()
    assert sent.states()["区住建局"] == "已报"
    assert sent.value("改造老旧小区", "target_number") == 20


def test_two_versions_are_held_against_each_other(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    sent.come_back("区水务局", say("铺设 3 公里管网。", "完善供水管网"), "区水务局最终.xlsx")
    sent.come_back("区水务局", say("铺设 5 公里管网。", "完善供水管网"), "区水务局最终2.xlsx")
    dialog = collect()
    choice = only_choice(dialog)
    first = next(one for one in choice.buttons() if "最终.xlsx" in one.text())
    first.click()
    settle()
    dialog.go.click()
    assert sent.value("完善供水管网", ORIGINAL) == "铺设 3 公里管网。"


def test_a_cell_changed_here_and_there_is_decided_for_itself(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    records = records_of(sent.store)
    with sent.store.action("电话登记") as writes:
        for name in ("放宽落户条件", "扩建中小学校"):
            writes.put(TASKS, records[name], SEPTEMBER, {ORIGINAL: f"电话：{name}"})
    sent.come_back("区教育局", say("报表中的内容。", "放宽落户条件", "扩建中小学校"))
    dialog = collect()
    (listed,) = dialog.detail.lists.values()
    assert hasattr(listed, "picks")
    listed.picks.pick(1, 3)
    settle()
    dialog.accept_rest()
    dialog.go.click()
    assert sent.value("放宽落户条件", ORIGINAL) == "电话：放宽落户条件"
    assert sent.value("扩建中小学校", ORIGINAL) == "报表中的内容。"


def test_a_unit_can_be_left_for_later(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    sent.come_back("区教育局", say("已完成。", "放宽落户条件"))
    sent.come_back("区住建局", say("改造 3 个小区。", "改造老旧小区"))
    dialog = collect()
    dialog.units.choose(units_of(sent.store)["区住建局"])
    dialog.units.leave.click()
    assert dialog.go.text() == "全部采用（1 个单位）"
    assert dialog.units.leave.text() == "采用"
    dialog.go.click()
    assert sent.states()["区住建局"] == "未报"


def test_a_return_of_nobody_asks_whose_it_is(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    def lose_everything(sheet: Sheet) -> None:
        sheet.put("建设特色小镇", ORIGINAL, "完成规划。")

    path = sent.come_back("乐园镇", lose_everything, "新建 Microsoft Excel 工作表.xlsx")
    book = openpyxl.load_workbook(path)
    del book["_FGJ"]
    book.save(path)
    dialog = collect()
    asked = dialog.session.exceptions_of(None) if dialog.session is not None else []
    if asked:
        choice = only_choice(dialog)
        assert isinstance(choice, QComboBox)
    else:
        # Known by its rows.
        assert dialog.go.text() == "全部采用（1 个单位）"


def test_a_folder_of_other_things_is_quiet_and_says_so(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    for number in range(30):
        (sent.folder / f"照片{number}.jpg").write_bytes(b"\xff\xd8")
    (sent.folder / "说明.et").write_bytes(b"\xd0\xcf\x11\xe0")
    dialog = collect()
    assert dialog._message.text() == "收到 31 个文件：无法识别 31。"
    assert not dialog.go.isEnabled()
    assert dialog._summary.text() == "没有可采用的单位。"
    fold = dialog.units.folds.fold("UNRECOGNISED")
    assert fold is not None
    fold.open()
    dialog.copy_chase()
    assert QGuiApplication.clipboard().text().startswith("【催报】")
    dialog.reject()
    assert sent.store.size(UNIT_RETURN) == 0


def test_a_folder_that_is_empty_or_gone_is_told(
    qtbot: QtBot, window: MainWindow, sent: Round, collect: Callable[..., CollectDialog], tmp_path: Path
) -> None:
    dialog = collect()
    assert dialog._problem.text() == "这个文件夹里没有文件。"
    gone = tmp_path / "没有"
    gone.mkdir()
    with qtbot.waitSignal(dialog.reading.failed, timeout=30_000):
        dialog.start([gone])
        gone.rmdir()
    assert "没有" in dialog._problem.text()


def test_single_files_can_be_collected_and_the_reading_given_up(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    path = sent.come_back("区教育局", say("已完成。", "放宽落户条件"))
    dialog = collect(path)
    assert dialog.go.text() == "全部采用（1 个单位）"
    dialog.start([sent.folder])
    dialog.reject()
    assert sent.states()["区教育局"] == "未报"


def test_what_goes_back_is_offered_as_forms_to_mend(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog], tmp_path: Path
) -> None:
    sent.come_back("区住建局", lambda _sheet: None)
    dialog = collect()
    choice = only_choice(dialog)
    assert "没有填写内容" in dialog.session.plan.exceptions[0].text  # type: ignore[union-attr]
    choice.choose(BACK)
    settle()
    assert dialog._summary.text() == "退回修改 1 个单位。"
    outcomes: list[ReturnsOutcome] = []
    dialog.collected.connect(lambda outcome, _left: outcomes.append(outcome))
    dialog.go.click()
    assert sent.states()["区住建局"] == "退回修改"
    (offer,) = window.words.message.buttons()
    assert offer.text() == "写出退回修改表…"
    info = round_of(sent.store, TASKS, SECOND)
    assert info is not None
    assert write_all_returned(window, info, outcomes[0], tmp_path / "没有") == 0
    assert write_all_returned(window, info, outcomes[0], tmp_path) == 1
    assert said(window) == "已写出退回修改表 1 份。"


def test_a_scan_among_the_returns_is_registered_by_hand_from_there(
    window: MainWindow, sent: Round, collect: Callable[..., CollectDialog]
) -> None:
    (sent.folder / "区水务局 盖章件.pdf").write_bytes(b"%PDF")
    dialog = collect()
    fold = dialog.units.folds.fold("UNRECOGNISED")
    assert fold is not None
    fold.open()
    (button,) = [one for one in fold.findChildren(QPushButton) if "登记已报" in one.text()]
    button.click()
    (form,) = window.findChildren(ReturnDialog)
    assert form.unit.currentText() == "区水务局（未报）"
    assert form.listed.text() == "区水务局 盖章件.pdf"
    assert form.way.currentText() == "扫描件"
    form.go.click()
    assert sent.states()["区水务局"] == "已报"
    assert "区水务局" not in dialog._missing.text()
    assert "已登记：区水务局" in dialog._message.text()
    dialog.reject()


def test_a_folder_dropped_on_the_page_is_collected(qtbot: QtBot, window: MainWindow, sent: Round) -> None:
    sent.come_back("区教育局", say("已完成。", "放宽落户条件"))
    page = page_of(window)
    assert page is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sent.folder))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.waitUntil(lambda: bool(window.findChildren(CollectDialog)), timeout=5_000)
    (dialog,) = window.findChildren(CollectDialog)
    qtbot.waitUntil(lambda: dialog.session is not None, timeout=30_000)
    assert dialog.go.text() == "全部采用（1 个单位）"
    dialog.reject()


def test_a_difference_is_told_by_more_than_colour() -> None:
    shown = diff_html("铺设 3 公里管网", "铺设 5 公里管网，新增 2 处泵站")
    assert "<s " in shown
    assert "<u " in shown
    assert diff_html("", "新的<内容>") == "新的&lt;内容&gt;"
    apart = diff_html("上期内容", "完全不同的另一段话")
    assert apart.startswith("<s ")
    assert diff_html("旧" * 5_000, "新") == "新"
    said = compared("台账中有的", "台账中没有的", "台账中的内容", "报送的内容")
    assert "划去的是台账中的内容，加线的是报送的内容：" in said
    assert compared("一样", "一样", "甲", "乙") == compared("", "一样", "甲", "乙") == "一样"
