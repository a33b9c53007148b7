"""Importing in the window: real files, read in a process, reviewed, done as one action and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from pytestqt.qtbot import QtBot

from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.exchange.tables import read_tables
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.store import Store
from fgj_desktop.views.file_dialogs import remembered_folder
from fgj_desktop.views.import_columns import ColumnList
from fgj_desktop.views.import_dialog import ImportDialog
from fgj_desktop.views.import_work import ReadFile
from fgj_desktop.views.messages import MessageCard
from fgj_desktop.views.theme import apply_theme
from tests.bad_workbooks import BRIDGE, ROAD, TITLE, UNREADABLE
from tests.bad_workbooks import HEADER as PROJECT_HEADER
from tests.bad_workbooks import workbook as book
from tests.views.dialog_tools import (
    HEADER,
    PROJECTS,
    RESERVES,
    ROWS,
    UNITS,
    Memory,
    in_light,
    ledger_with,
    sample,
    settle,
    texts,
    workbook,
)

SEPTEMBER = Month(2021, 9)
Show = Callable[..., ImportDialog]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = ledger_with(tmp_path)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QMainWindow:
    in_light(qapp)
    window = QMainWindow()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def document(store: Store) -> LedgerDocument:
    return LedgerDocument(store, SEPTEMBER)


@pytest.fixture
def review(window: QMainWindow, document: LedgerDocument) -> Show:
    """Show the review of files without waiting for another process."""

    def show(*paths: Path, before: Callable[[], object] | None = None) -> ImportDialog:
        dialog = ImportDialog(document, Memory(), before_import=before, parent=window)
        dialog.show()
        dialog._take([ReadFile(str(path), tuple(read_tables(path))) for path in paths])
        settle()
        return dialog

    return show


def card(window: QMainWindow) -> MessageCard:
    return next(one for one in window.findChildren(MessageCard) if one.isVisible())


def names(store: Store, month: Month = SEPTEMBER) -> list[object]:
    return [row.values["name"] for row in store.view(KEY_PROJECT, month).rows()]


def confirm(dialog: ImportDialog, value: str) -> None:
    assert dialog.questions.choices is not None
    dialog.questions.choices.choose(value)
    dialog.questions.confirm_button.click()
    settle()


# --- reading ------------------------------------------------------------------------------------


def test_files_are_read_beside_the_window_and_imported_with_one_click(
    qtbot: QtBot, window: QMainWindow, document: LedgerDocument, store: Store, tmp_path: Path
) -> None:
    memory = Memory()
    dialog = ImportDialog(document, memory, parent=window)
    path = workbook(tmp_path / "9月.xlsx")
    dialog.start([path])
    assert not dialog.isModal()
    assert not dialog.import_button.isEnabled()
    assert "正在读取“9月.xlsx”" in texts(dialog)
    with qtbot.waitSignal(dialog.reading.finished, timeout=20_000):
        pass
    settle()
    assert dialog.head.headline.text() == "《重点项目月度台账》 2021年1—9月，2 项，单位万元"
    assert names(store) == []
    with qtbot.waitSignal(dialog.imported):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert names(store) == ["乐园镇小学扩建", "十里亭镇污水管网"]
    assert remembered_folder(memory, "import") == tmp_path


def test_escape_ends_the_reading_and_nothing_is_imported(
    qtbot: QtBot, window: QMainWindow, document: LedgerDocument, store: Store
) -> None:
    dialog = ImportDialog(document, Memory(), parent=window)
    dialog.start([sample(PROJECTS)])
    reading = dialog.reading
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not reading.is_running
    assert store.undo_label() is None


def test_a_file_that_cannot_be_read_is_explained_and_does_not_keep_others_out(
    qtbot: QtBot, window: QMainWindow, document: LedgerDocument, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    dialog = ImportDialog(document, Memory(), parent=window)
    with qtbot.waitSignal(dialog.reading.finished, timeout=20_000):
        dialog.start([broken, workbook(tmp_path / "9月.xlsx")])
    settle()
    assert any("“坏.xlsx”" in text for text in dialog.findings.texts())
    assert dialog.import_button.isEnabled()


def test_each_workbook_that_cannot_be_read_is_named_in_its_own_words(
    qtbot: QtBot, window: QMainWindow, document: LedgerDocument, store: Store, tmp_path: Path
) -> None:
    paths, sentences = [], []
    for number, (make, sentence) in enumerate(UNREADABLE.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(make(folder))
        sentences.append(sentence)
    dialog = ImportDialog(document, Memory(), parent=window)
    with qtbot.waitSignal(dialog.reading.finished, timeout=60_000):
        dialog.start(paths)
    settle()
    assert not dialog.import_button.isEnabled()
    said = texts(dialog)
    own = [sentence for sentence in sentences if "没有可以导入" not in sentence]
    assert [sentence for sentence in own if sentence not in said] == []
    assert "“密.xlsx”：该工作簿已加密，请先取消密码。" in said
    assert "“空.xlsx”的“1-9月”是空表；“无.xlsx”的“1-9月”没有找到表头" in said
    assert store.action_count() == 0
    dialog.close()


def test_units_that_come_with_their_projects_are_counted_apart(review: Show, tmp_path: Path) -> None:
    dialog = review(book(tmp_path / "新.xlsx", TITLE, PROJECT_HEADER, ROAD, BRIDGE))
    assert dialog.session.summary == "将新增 2 项，修改 0 处，另登记单位和领导职务 1 个。"
    assert {"新增 2 项", "另登记单位和领导职务 1 个"} <= set(texts(dialog).split("\n"))


def test_only_files_that_cannot_be_read_leave_nothing_to_import(
    qtbot: QtBot, window: QMainWindow, document: LedgerDocument, tmp_path: Path
) -> None:
    other = tmp_path / "照片.xlsx"
    other.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 64)
    dialog = ImportDialog(document, Memory(), parent=window)
    with qtbot.waitSignal(dialog.reading.finished, timeout=20_000):
        dialog.start([other])
    settle()
    assert "“照片.xlsx”" in texts(dialog)
    assert not dialog.import_button.isVisible()
    assert dialog.cancel_button.text() == "关闭"


# --- what is shown ------------------------------------------------------------------------------


def test_a_year_of_months_comes_as_one_action_and_one_click_takes_it_back(
    qtbot: QtBot, window: QMainWindow, review: Show, store: Store
) -> None:
    dialog = review(sample(PROJECTS))
    assert dialog.head.headline.text() == "《重点项目月度台账》 2021年1—2月 至 2021年1—9月，8 张表，单位万元"
    assert dialog.findings.texts()[0] == "合计核对 200 处，全部一致。"
    assert "表内合计 480,300 万元，导入合计 480,300 万元，一致。" in dialog.findings.texts()[1]
    dialog.session.accept_proposals()
    dialog._show_session()
    dialog.import_button.click()
    assert len(names(store)) == 48
    said = card(window).text()
    assert said.startswith("已导入：新增 ")
    assert "原 Excel 文件未作任何改动。" in said
    back = next(button for button in card(window).buttons if button.text() == "撤回本次导入")
    back.click()
    assert names(store) == []
    assert card(window).text() == "已撤销：导入《重点项目月度台账2021年》。"


def test_the_card_goes_when_the_import_is_undone_by_the_key(
    window: QMainWindow, document: LedgerDocument, review: Show, store: Store, tmp_path: Path
) -> None:
    review(workbook(tmp_path / "9月.xlsx")).import_button.click()
    assert card(window).text().startswith("已导入：")
    document.undo()
    assert names(store) == []
    assert not any(one.isVisible() for one in window.findChildren(MessageCard))
    document.redo()
    assert names(store)


def test_the_same_again_changes_nothing_and_says_so(review: Show, store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "9月.xlsx")
    review(path).import_button.click()
    again = review(path)
    assert "没有变化：这份表与台账完全一致。" in again.findings.texts()
    assert not again.import_button.isVisible()


def test_one_changed_figure_is_one_changed_cell_with_its_address(
    review: Show, store: Store, tmp_path: Path
) -> None:
    review(workbook(tmp_path / "9月.xlsx")).import_button.click()
    changed = [ROWS[0], (*ROWS[1][:5], 650, *ROWS[1][6:])]
    dialog = review(workbook(tmp_path / "9月改.xlsx", changed))
    assert dialog.findings.folds.names()[:1] == ["replaced"]
    fold = dialog.findings.folds.fold("replaced")
    assert fold is not None
    assert fold.head.text() == "修改 1 处"
    assert fold.body() is None
    fold.open()
    model = fold.findChild(QTableView).model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row == ["9月!F5", "十里亭镇污水管网", "1—9月累计完成投资", "500", "650"]


def test_no_table_of_columns_is_shown_when_all_are_known(review: Show, tmp_path: Path) -> None:
    dialog = review(workbook(tmp_path / "9月.xlsx"))
    assert dialog.findChildren(ColumnList) == []
    fold = next(name for name in dialog.findings.folds.names() if name.startswith("columns:"))
    assert dialog.findings.folds.fold(fold).head.text() == "列对应：8 列已对应"


def test_absent_records_are_listed_and_stay(review: Show, store: Store, tmp_path: Path) -> None:
    review(workbook(tmp_path / "9月.xlsx")).import_button.click()
    dialog = review(workbook(tmp_path / "一项.xlsx", ROWS[:1]))
    fold = dialog.findings.folds.fold("absent")
    assert fold is not None
    fold.open()
    assert "不会删除" in texts(fold)
    assert len(names(store)) == 2


# --- what needs her -----------------------------------------------------------------------------


def test_a_similar_name_is_asked_beside_her_own_row_and_the_ledgers(
    qtbot: QtBot, review: Show, store: Store, tmp_path: Path
) -> None:
    review(workbook(tmp_path / "9月.xlsx")).import_button.click()
    renamed = [(1, "乐园镇小学扩建工程项目", *ROWS[0][2:]), ROWS[1]]
    dialog = review(workbook(tmp_path / "改名.xlsx", renamed))
    question = dialog.questions.current()
    assert question is not None
    assert question.kind == "record"
    assert not dialog.import_button.isEnabled()
    said = texts(dialog.questions)
    for word in ("1 处待确认", "表中", "台账中", "乐园镇小学扩建工程项目", "项目名称"):
        assert word in said
    confirm(dialog, question.choices[0].value)
    assert dialog.import_button.isEnabled()
    assert dialog.import_button.hasFocus()
    assert texts(dialog.questions) == "1 处已确认\n重新查看"
    dialog.import_button.click()
    assert names(store) == ["乐园镇小学扩建工程项目", "十里亭镇污水管网"]


def test_questions_come_one_by_one_and_the_rest_can_be_left_to_the_proposals(
    qtbot: QtBot, review: Show, store: Store, tmp_path: Path
) -> None:
    review(sample(UNITS)).import_button.click()
    rows = [
        (1, "甲项目", None, 3000, 1000, 800, "卫健局", "2021.1"),
        (2, "乙项目", None, 5000, 2000, 500, "区水务局", "2021.1"),
    ]
    dialog = review(workbook(tmp_path / "9月.xlsx", rows))
    count = len(dialog.session.open_questions)
    assert count >= 2
    first = dialog.questions.current()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    assert len(dialog.session.open_questions) == count - 1
    dialog.questions.back_button.click()
    assert dialog.questions.current().id == first.id
    dialog.questions.rest_button.click()
    settle()
    assert dialog.session.open_questions == []


def test_an_ambiguous_month_is_asked_with_both_readings(review: Show, store: Store, tmp_path: Path) -> None:
    rows = [(1, "甲项目", None, 3000, 1000, 800, None, "2021.1")]
    dialog = review(workbook(tmp_path / "9月.xlsx", rows))
    question = dialog.questions.current()
    assert question is not None
    assert question.kind == "date"
    assert {one.value for one in question.choices} >= {"2021-01", "2021-10"}
    confirm(dialog, "2021-10")
    dialog.import_button.click()
    (row,) = store.view(KEY_PROJECT, SEPTEMBER).rows()
    assert row.values["started_on"] == "2021-10"


def test_another_period_than_the_windows_is_asked_once_there_is_something_to_confuse(
    review: Show, document: LedgerDocument, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "9月.xlsx")
    review(path).import_button.click()
    document.set_month(Month(2021, 8))
    dialog = review(path)
    question = dialog.questions.current()
    assert question is not None
    assert question.kind == "period"
    confirm(dialog, "2021-09")
    assert "没有变化：这份表与台账完全一致。" in dialog.findings.texts()


def test_unknown_columns_are_named_and_can_be_given_a_place_that_is_remembered(
    review: Show, store: Store, tmp_path: Path
) -> None:
    header = (*HEADER, "微信")
    rows = [(*row, "主体施工") for row in ROWS]
    path = workbook(tmp_path / "9月.xlsx", rows, header)
    dialog = review(path)
    assert any("未识别的列：微信。" in text for text in dialog.findings.texts())
    dialog.findings.open_columns()
    (columns,) = dialog.findChildren(ColumnList)
    item = columns.tree.topLevelItem(0)
    assert [item.text(column) for column in range(4)] == ["I", "微信", "未识别，不导入", "主体施工"]
    titles = dict(columns.choices())
    columns.corrected.emit(8, titles["形象进度"])
    settle()
    assert not any("未识别" in text for text in dialog.findings.texts())
    dialog.import_button.click()
    assert {row.values["physical_progress"] for row in store.view(KEY_PROJECT, SEPTEMBER).rows()} == {
        "主体施工"
    }
    store.undo()
    assert not any("未识别" in text for text in review(path).findings.texts())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_column_is_corrected_by_keyboard(qtbot: QtBot, review: Show, tmp_path: Path) -> None:
    dialog = review(workbook(tmp_path / "9月.xlsx", [(*row, "x") for row in ROWS], (*HEADER, "微信")))
    dialog.findings.open_columns()
    (columns,) = dialog.findChildren(ColumnList)
    columns.tree.setFocus()
    qtbot.keyClick(columns.tree, Qt.Key.Key_F2)
    box = QApplication.focusWidget()
    assert box is not None
    choices = [title for title, _ in columns.choices()]
    box.setCurrentIndex(choices.index("备注"))
    box.activated.emit(choices.index("备注"))
    settle()
    assert not any("未识别" in text for text in dialog.findings.texts())


def test_the_unit_and_the_period_of_the_header_can_be_changed(
    review: Show, store: Store, tmp_path: Path
) -> None:
    dialog = review(workbook(tmp_path / "9月.xlsx"))
    head = dialog.head
    assert (head.month.currentText(), head.unit.currentText()) == ("2021年1—9月", "万元")
    head.unit.setCurrentIndex(head.unit.findText("亿元"))
    head.unit.activated.emit(head.unit.currentIndex())
    settle()
    place = head.month.findText("2021年1—8月")
    head.month.setCurrentIndex(place)
    head.month.activated.emit(place)
    settle()
    assert head.headline.text() == "《重点项目月度台账》 2021年1—8月，2 项，单位亿元"
    dialog.import_button.click()
    (first, _) = store.view(KEY_PROJECT, Month(2021, 8)).rows()
    assert first.values["total_investment"] == 3000 * 10_000 * 1_000_000
    assert first.values["invested_to_date"] == 800 * 10_000 * 1_000_000


def test_sheets_can_be_left_out(review: Show, store: Store) -> None:
    dialog = review(sample(PROJECTS), sample(RESERVES))
    assert dialog.head.headline.text().startswith("9 张表：")
    for table in dialog.session.tables()[:-2]:
        dialog.head.included.emit(table.id, False)
        settle()
    assert len(dialog.session.parts) == 2
    dialog.session.accept_proposals()
    dialog._show_session()
    dialog.import_button.click()
    assert store.months(KEY_PROJECT) == [SEPTEMBER]


# --- what does not go in ------------------------------------------------------------------------


def test_rows_that_stay_out_are_listed_and_saved_with_their_reason(
    qtbot: QtBot, window: QMainWindow, review: Show, tmp_path: Path
) -> None:
    rows = [
        ROWS[0],
        (2, None, None, 700, 600, 500, None, None),
        (3, "丙项目", None, "约3000", 1, 1, None, None),
    ]
    dialog = review(workbook(tmp_path / "9月.xlsx", rows))
    assert "未导入 1 行" in texts(dialog)
    assert dialog.findings.folds.fold("refused") is not None
    assert dialog.findings.folds.fold("marked") is not None
    dialog.import_button.click()
    shown = card(window)
    assert "1 格内容不符，已保留原文并标出。" in shown.text()
    shown.buttons[0].click()
    asked = window.findChild(QApplication.instance().__class__) or window
    (picker,) = [one for one in asked.children() if one.metaObject().className() == "QFileDialog"]
    picker.fileSelected.emit(str(tmp_path / "未导入的行.xlsx"))
    picker.close()
    saved = openpyxl.load_workbook(tmp_path / "未导入的行.xlsx")
    cells = [str(cell.value) for row in saved.worksheets[0].iter_rows() for cell in row]
    assert any("没有名称" in text for text in cells)
    assert any("约3000" in text for text in cells)
    assert "已保存 2 行" in card(window).text()


def test_what_is_edited_after_the_import_stays_when_it_is_taken_back(
    window: QMainWindow, review: Show, store: Store, tmp_path: Path
) -> None:
    review(workbook(tmp_path / "9月.xlsx")).import_button.click()
    (record, _) = store.view(KEY_PROJECT, SEPTEMBER).ids()
    with store.action("修改：形象进度") as writes:
        writes.set(KEY_PROJECT, record, "physical_progress", SEPTEMBER, "封顶")
    back = next(button for button in card(window).buttons if button.text() == "撤回本次导入")
    back.click()
    assert names(store) == ["乐园镇小学扩建"]
    assert "在此后又改过，予以保留。" in card(window).text()
    assert "其后改过，保留" in card(window).text()
    assert "（已删除" not in card(window).text()


# --- around it ----------------------------------------------------------------------------------


def test_a_backup_due_is_made_before_anything_is_written(review: Show, store: Store, tmp_path: Path) -> None:
    seen: list[object] = []
    dialog = review(workbook(tmp_path / "9月.xlsx"), before=lambda: seen.append(names(store)))
    dialog.import_button.click()
    assert seen == [[]]


def test_a_disk_that_is_full_is_told_and_nothing_is_imported(
    review: Show, store: Store, tmp_path: Path
) -> None:
    def full() -> None:
        raise EnvironmentProblem("磁盘空间不足，备份未能完成。")

    dialog = review(workbook(tmp_path / "9月.xlsx"), before=full)
    dialog.import_button.click()
    assert "磁盘空间不足" in texts(dialog)
    assert names(store) == []


def test_an_edit_made_meanwhile_is_taken_into_account(
    qtbot: QtBot, review: Show, store: Store, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "9月.xlsx")
    review(path).import_button.click()
    dialog = review(path)
    assert dialog.session.plan.is_empty
    (record, _) = store.view(KEY_PROJECT, SEPTEMBER).ids()
    with store.action("修改：总投资") as writes:
        writes.set(KEY_PROJECT, record, "total_investment", SEPTEMBER, 1)
    qtbot.waitUntil(lambda: not dialog.session.plan.is_empty)
    assert dialog.import_button.isVisible()


@pytest.mark.parametrize("dark", [False, True])
def test_the_dialog_fits_a_small_screen_and_speaks_chinese(
    qapp: QApplication, review: Show, dark: bool, tmp_path: Path
) -> None:
    apply_theme(qapp, dark)
    dialog = review(workbook(tmp_path / "9月.xlsx"))
    for name in dialog.findings.folds.names():
        dialog.findings.folds.fold(name).open()
    assert dialog.minimumSizeHint().width() <= 1000
    assert dialog.minimumSizeHint().height() <= 600
    words: Sequence[str] = [text for text in texts(dialog).splitlines() if text.isascii() and text.isalpha()]
    assert words == []
    apply_theme(qapp, dark=False)
