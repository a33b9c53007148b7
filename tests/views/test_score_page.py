"""评分表 in a real window: typing, pasting, undo, quotas, reasons, publishing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.score_table import HEADS
from fgj_desktop.rules import RULES
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.publish_dialog import PublishDialog
from fgj_desktop.views.question_box import QuestionBox
from fgj_desktop.views.score_page import ScorePage
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import SEPTEMBER

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
INDICATORS, SCORES, RESULTS, UNITS = map(
    ledger_named, ("town_assessment", "town_score", "town_result", "responsible_unit")
)
FIRST = len(HEADS)
"""The column of the first town."""


def fill(store: Store) -> None:
    """Three towns; four indicators of 2021 and one of 2020; one score with a reason."""
    with store.action("登记镇办") as writes:
        towns = [
            writes.insert(UNITS, {"serial": 10 + n, "name": name, "short_name": name, "unit_type": kind})
            for n, (name, kind) in enumerate((("犁市镇", "镇"), ("新韶镇", "镇"), ("东河街道", "街道")))
        ]
        bureaus = [
            writes.insert(UNITS, {"serial": 20 + n, "name": name, "short_name": name, "unit_type": "区直"})
            for n, name in enumerate(("区发改局", "区农业局"))
        ]
    rows = (
        (2021, "投资增速", 6000, "基本", "通用", 0),
        (2021, "乡村振兴", 4000, "基本", "镇", 1),
        (2021, "城市管理", 4000, "基本", "街道和办事处", 0),
        (2021, "表彰", None, "加分", "通用", 0),
        (2020, "旧指标", 10000, "基本", "通用", 0),
    )
    with store.action("新增指标") as writes:
        for number, (year, name, weight, kind, scope, unit) in enumerate(rows, 1):
            values = {"serial": number, "year": year, "name": name, "weight": weight, "kind": kind}
            more = {"scope": scope, "scoring_unit": bureaus[unit], "category": "发展"}
            writes.insert(INDICATORS, values | more, SEPTEMBER)
        score = {"serial": 1, "year": 2021, "name": "投资增速", "town": towns[0], "score": 5000}
        writes.insert(SCORES, score | {"reason": "未完成"}, SEPTEMBER)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, empty_store: Store, tmp_path: Path) -> Iterator[MainWindow]:
    fill(empty_store)
    yield from opened(qtbot, qapp, empty_store, tmp_path)


def opened(qtbot: QtBot, qapp: QApplication, store: Store, folder: Path) -> Iterator[MainWindow]:
    apply_theme(qapp, dark=False)
    window = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(folder / "window.json"))
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    window.turns.finish()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def page(window: MainWindow) -> ScorePage:
    return score_page(window)


def score_page(window: MainWindow) -> ScorePage:
    assert window.open_page("scores")
    window.turns.finish()
    page = window.middle.page_widget()
    assert isinstance(page, ScorePage)
    page.finish()
    QApplication.processEvents()
    return page


def scores(window: MainWindow) -> list[Row]:
    return window.document.view(SCORES).rows()


def texts(page: ScorePage, row: int) -> list[str]:
    return [page.table.cell(row, column).text for column in range(FIRST, page.table.columnCount())]


def go(page: ScorePage, row: int, column: int) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.table.index(row, FIRST + column))


def type_in(qtbot: QtBot, page: ScorePage, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    page.grid.type_text(text)
    editor = page.grid.open_editor()
    assert editor is not None
    qtbot.keyClick(editor, key)


def test_the_newest_year_is_shown_with_what_applies_to_each_town(page: ScorePage) -> None:
    assert [page.year.itemText(one) for one in range(page.year.count())] == ["2021年", "2020年"]
    assert texts(page, 0) == ["50", "未评", "未评"]
    assert texts(page, 1) == ["未评", "未评", ""]
    assert page.table.cell(1, FIRST + 2).readonly
    assert texts(page, 3) == ["", "", ""]
    assert page.table.cell(0, 4).text == "未报"
    assert page.table.cell(0, FIRST).note == "未完成"
    assert [page.table.total(one) for one in range(1, FIRST + 1)] == [
        "合计（4 项）",
        "100",
        "",
        "",
        "已评 1／2",
    ]
    assert "尚有 5 处未评：犁市镇 1、新韶镇 2、东河街道 2" in page.state.text()


def test_typing_goes_down_and_right_and_each_score_is_one_action(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    before = window.document.store.action_count()
    go(page, 0, 1)
    type_in(qtbot, page, "55.5")
    assert page.grid.currentIndex().row() == 1
    type_in(qtbot, page, "—", Qt.Key.Key_Tab)
    assert page.grid.currentIndex().column() == FIRST + 2
    assert texts(page, 0) == ["50", "55.5", "未评"]
    assert texts(page, 1) == ["未评", "—", ""]
    assert window.document.store.action_count() == before + 2
    # 不适用 leaves its weight out and scales the rest: 55.5 of 60 are 92.5 of 100.
    assert texts(page, 4) == ["50", "92.5", ""]
    assert texts(page, 5) == ["2", "1", ""]
    assert page.table.cell(4, FIRST + 1).info == "不适用 40 分，按适用部分折算"
    added = [row for row in scores(window) if row.values["serial"] == 2]
    assert [(row.values["name"], row.values["year"], row.values["score"]) for row in added] == [
        ("投资增速", 2021, 5550)
    ]


def test_what_is_above_its_weight_or_no_number_is_kept_and_marked(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    go(page, 0, 1)
    type_in(qtbot, page, "61")
    assert page.table.cell(0, FIRST + 1).error == "得分大于指标分值（60 分），请核对。"
    assert "得分大于指标分值" in page.grid.tip(page.table.index(0, FIRST + 1))
    go(page, 0, 2)
    type_in(qtbot, page, "约50")
    assert texts(page, 0)[2] == "约50"
    assert "不是数值" in page.table.cell(0, FIRST + 2).error
    assert [row.marks["score"].misfit for row in scores(window) if row.marks] == ["约50"]


def test_delete_clears_and_undo_and_redo_stay_on_the_page(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    go(page, 0, 1)
    type_in(qtbot, page, "58")
    go(page, 0, 0)
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert texts(page, 0) == ["未评", "未评", "未评"]
    # The record that says why stays; the one that said nothing else is gone.
    assert [row.values["reason"] for row in scores(window)] == ["未完成"]
    window.undo()
    assert window.middle.page_widget() is page
    assert texts(page, 0) == ["50", "58", "未评"]
    window.undo()
    assert texts(page, 0) == ["50", "未评", "未评"]
    window.redo()
    assert texts(page, 0) == ["50", "58", "未评"]
    assert page.grid.currentIndex() == page.table.index(0, FIRST + 1)


def test_undo_goes_to_the_year_and_the_indicator_it_changed(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    go(page, 0, 0)
    type_in(qtbot, page, "52")
    page.unit.setCurrentIndex(2)
    page.unit.activated.emit(2)
    page.year.setCurrentIndex(1)
    page.year.activated.emit(1)
    assert texts(page, 0) == ["未评", "未评", "未评"]
    window.undo()
    assert (page.year.currentText(), page.unit.currentText()) == ("2021年", "全部评分单位")
    assert texts(page, 0) == ["50", "未评", "未评"]
    assert page.grid.currentIndex() == page.table.index(0, FIRST)


def test_a_bonus_above_its_cap_is_told(qtbot: QtBot, window: MainWindow, page: ScorePage) -> None:
    bonus = next(row for row in window.document.view(INDICATORS).rows() if row.values["name"] == "表彰")
    window.document.act(
        "修改", lambda writes: writes.put(INDICATORS, bonus.id, SEPTEMBER, {"bonus_cap": 200})
    )
    page.finish()
    go(page, 3, 0)
    type_in(qtbot, page, "3")
    assert page.table.cell(3, FIRST).warning == "超过加分上限，按 2 分计入。"
    assert texts(page, 4)[0] == "52"


def test_the_menu_of_a_cell(window: MainWindow, page: ScorePage) -> None:
    go(page, 0, 0)
    menu = page.cells.menu()
    assert [one.text().partition("\t")[0] for one in menu.actions() if one.text()] == [
        "剪切", "复制", "粘贴", "清除", "打开明细",
    ]  # fmt: skip
    menu.actions()[3].trigger()
    assert texts(page, 0)[0] == "未评"
    menu.actions()[-1].trigger()
    assert window.pane.ledger is SCORES
    assert window.pane.shown_table.record_count == 1


def test_a_block_is_pasted_as_one_action_and_copied_without_words(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    before = window.document.store.action_count()
    QGuiApplication.clipboard().setText("50\t51\t52\n30\t不适用\t33\n")
    go(page, 0, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.document.store.action_count() == before + 1
    assert texts(page, 0) == ["50", "51", "52"]
    assert texts(page, 1) == ["30", "—", ""]
    assert "粘贴 5 格：1 格不是可评分的单元格，未改动" in window.message.text()
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[2].split("\t")[FIRST:] == ["", "", ""]
    assert lines[0].split("\t") == ["发展", "投资增速", "60", "区发改局", "未报", "50", "51", "52"]
    window.undo()
    assert texts(page, 0) == ["50", "未评", "未评"]


def test_the_reason_is_written_in_the_line_below(qtbot: QtBot, window: MainWindow, page: ScorePage) -> None:
    go(page, 0, 0)
    assert page.about_cell.text() == "犁市镇　投资增速（60 分）"
    assert page.reason.text() == "未完成"
    go(page, 1, 1)
    page.reason.setFocus()
    page.reason.insert("样板村未验收")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    assert page.table.cell(1, FIRST + 1).note == "样板村未验收"
    assert texts(page, 1) == ["未评", "未评", ""]
    page.reason.selectAll()
    page.reason.insert("另议")
    assert window.open_ledger("town_score")
    assert sorted(str(row.values["reason"]) for row in scores(window)) == ["另议", "未完成"]


def test_one_unit_s_indicators_alone(page: ScorePage) -> None:
    assert [page.unit.itemText(one) for one in range(page.unit.count())] == [
        "全部评分单位", "区发改局", "区农业局",
    ]  # fmt: skip
    page.unit.setCurrentIndex(2)
    page.unit.activated.emit(2)
    assert [page.table.cell(row, 1).text for row in range(2)] == ["乡村振兴", "总分（折算）"]
    # Totals are of all indicators.
    assert texts(page, 1) == ["50", "", ""]


def test_quotas_are_kept_with_the_file(qtbot: QtBot, window: MainWindow, page: ScorePage) -> None:
    go(page, 0, 1)
    type_in(qtbot, page, "40")
    go(page, 0, 2)
    type_in(qtbot, page, "45")
    assert texts(page, 7) == ["良好", "一般", "一般"]
    page.excellent.setValue(34)
    assert window.document.store.settings.get("assessment_quotas") == {"优秀": 34, "良好": 50}
    assert texts(page, 7) == ["优秀", "一般", "良好"]
    assert page.seats.text() == "优秀 1 个　良好 1 个"


def test_a_double_click_opens_the_rows(qtbot: QtBot, window: MainWindow, page: ScorePage) -> None:
    page.grid.doubleClicked.emit(page.table.index(4, FIRST))
    assert window.middle.page is None
    assert window.pane.ledger is SCORES
    assert [
        row.values["reason"] for row in window.document.view(SCORES).rows(window.pane.shown_table.ids)
    ] == ["未完成"]
    page = score_page(window)
    page.grid.doubleClicked.emit(page.table.index(1, 1))
    assert window.pane.ledger is INDICATORS
    assert window.pane.shown_table.record_count == 1


def test_publishing_freezes_the_results_and_differences_are_told(
    qtbot: QtBot, window: MainWindow, page: ScorePage
) -> None:
    page.open_publishing()
    dialog = window.findChild(PublishDialog)
    assert dialog is not None
    assert "尚有 5 处未评" in dialog.warning.text()
    dialog.day.setDate(QDate(2022, 3, 12))
    dialog.number.setText("韶浈发改〔2022〕8号")
    before = window.document.store.action_count()
    dialog.go.click()
    assert window.document.store.action_count() == before + 1
    rows = window.document.view(RESULTS).rows()
    assert [(row.values["name"], row.values["total"], row.values["rank"]) for row in rows] == [
        ("犁市镇", 5000, 1), ("新韶镇", 0, 2), ("东河街道", 0, 2),
    ]  # fmt: skip
    page.finish()
    assert page.state.text().startswith("已公布（2022年3月12日，韶浈发改〔2022〕8号），与现在的得分一致。")
    go(page, 0, 1)
    type_in(qtbot, page, "60")
    assert "公布后有变化：犁市镇：名次 1→2" in page.state.text()
    assert [row.values["total"] for row in window.document.view(RESULTS).rows()] == [5000, 0, 0]
    page.open_publishing()
    again = [one for one in window.findChildren(PublishDialog) if one.isVisible()][-1]
    again.go.click()
    assert [row.values["total"] for row in window.document.view(RESULTS).rows()] == [5000, 0, 0]
    question = again.findChild(QuestionBox)
    assert question is not None
    question.go.click()
    assert [row.values["total"] for row in window.document.view(RESULTS).rows()] == [5000, 6000, 0]
    window.undo()
    assert [row.values["total"] for row in window.document.view(RESULTS).rows()] == [5000, 0, 0]


def test_a_file_that_is_only_read_is_not_edited_and_says_so(
    qtbot: QtBot, qapp: QApplication, empty_store: Store, tmp_path: Path
) -> None:
    fill(empty_store)
    with Store.open(empty_store.path, RULES, read_only=True) as reader:
        for window in opened(qtbot, qapp, reader, tmp_path):
            page = score_page(window)
            go(page, 0, 1)
            page.grid.type_text("5")
            assert page.grid.open_editor() is None
            assert not page.publish.isEnabled()
            assert "只读" in page.state.text()
            assert "只读" in window.message.text()
            QGuiApplication.clipboard().setText("50")
            page.cells.paste()
            assert texts(page, 0) == ["50", "未评", "未评"]


def test_without_indicators_it_says_where_they_are_entered(
    qtbot: QtBot, qapp: QApplication, empty_store: Store, tmp_path: Path
) -> None:
    for window in opened(qtbot, qapp, empty_store, tmp_path):
        page = score_page(window)
        assert page.empty.isVisible()
        assert not page.grid.isVisible()
        page.go_to_indicators.click()
        assert window.pane.ledger is INDICATORS
