"""打印: the desk shows what will be printed, keeps presets, and gives each unit or leader a document."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fgj_desktop.documents.pages import A4_LANDSCAPE
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.models.block import Block
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.print_presets import PrintPresets
from fgj_desktop.rules.closing import apply_closing, plan_closing
from fgj_desktop.rules.print_parts import LEADER, UNIT
from fgj_desktop.rules.print_setup import SHEETS, PrintSetup
from fgj_desktop.store.filters import Order
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_contents import (
    CELLS,
    LEADER_PAGE,
    LEDGER,
    REPORTED,
    SCORES,
    SHEETS_OF,
    WALLCHART,
)
from fgj_desktop.views.print_desk import PrintDesk, open_desk
from fgj_desktop.views.print_work import print_now, print_page, print_selected
from fgj_desktop.views.window_actions import export
from tests.documents.pdf_reading import pdf_text
from tests.sample_store import SEPTEMBER
from tests.views.print_tools import texts
from tests.views.test_main_window import Open, memory, open_window, settle, window

__all__ = ["memory", "open_window", "window"]
KEY = ledger_named("key_project")
MARK = "内部资料　注意保存"


@pytest.fixture
def desk(window: MainWindow) -> PrintDesk:
    return opened(window)


def opened(window: MainWindow, content: str = LEDGER, *, selected: str = "", each: str = "") -> PrintDesk:
    desk = open_desk(window, content, selected=selected, each=each)
    assert desk is not None
    return desk


def pick(desk: PrintDesk, name: str, value: object) -> None:
    """Choose in one of the panel's lists as a click does."""
    box = getattr(desk.panel, name)
    box.choose(value)
    box.activated.emit(box.currentIndex())


def rows(desk: PrintDesk) -> list[str]:
    names = {str(row.values["name"]) for row in desk.window_.document.view(KEY).rows()}
    return [text for text in texts(desk.pages) if text in names]


def test_what_is_seen_is_shown_as_it_will_be_printed(desk: PrintDesk) -> None:
    assert "合计（6 项）" in texts(desk.pages)
    assert desk.windowTitle() == "打印　区市重点项目台账"
    assert desk.message == ""
    assert len(rows(desk)) == 6


def test_paper_order_group_notes_signature_and_mark_are_followed_at_once(
    qtbot: QtBot, desk: PrintDesk
) -> None:
    pick(desk, "sheet", SHEETS[4])
    assert desk.pages.paper == A4_LANDSCAPE
    pick(desk, "order", (Order("annual_plan"),))
    first = rows(desk)[0]
    assert first == "乐园镇农贸市场提升"
    desk.panel.descending.click()
    assert rows(desk)[0] == "十里亭镇老旧小区改造"
    pick(desk, "group", "responsible_unit")
    assert "二、区住建局（2 项）" in texts(desk.pages)
    desk.panel.marks.click()
    assert MARK in texts(desk.pages)
    desk.panel.notes.setPlainText("注：本表为快报数。\n\n另行通知。")
    desk.panel.signature.setText("制表：")
    desk.panel.signature.textEdited.emit("制表：")
    qtbot.waitUntil(lambda: "制表：" in texts(desk.pages))
    assert any(text.endswith(".另行通知。") for text in texts(desk.pages))
    assert any(text.endswith(".本表为快报数。") for text in texts(desk.pages))
    assert "填报人：" not in texts(desk.pages)


def test_columns_are_chosen_and_those_for_which_the_paper_is_too_narrow_are_named(desk: PrintDesk) -> None:
    pick(desk, "sheet", SHEETS[3])
    assert "列未打印" in desk.message
    choice = desk.ask_for_columns()
    assert choice.windowTitle() == "选择要打印的列"
    for place in choice.ticked()[3:]:
        choice.tick(place, False)
    choice.accept()
    assert desk.message == ""
    assert desk.panel.columns == ("serial", "name", "light")
    assert desk.panel.columns_told.text().startswith("3／共 ")
    assert "形象进度" not in texts(desk.pages)


def test_a_preset_keeps_what_was_chosen_whatever_the_window_shows_later(window: MainWindow) -> None:
    window.pane.apply(Choice(order=(Order("annual_plan", descending=True),), group="responsible_unit"))
    settle(window)
    desk = opened(window)
    pick(desk, "sheet", SHEETS[2])
    dialog = desk.presets.ask_for_name()
    dialog.line.setText("上报市局")
    dialog.accept()
    assert desk.message == "已保存打印方案“上报市局”。"
    assert desk.panel.preset.value() == "上报市局"
    kept = PrintPresets(window.document.store.settings, KEY).named("上报市局")
    assert kept is not None
    assert kept.order == (Order("annual_plan", descending=True),)
    assert kept.group == "responsible_unit"
    assert kept.columns is not None
    desk.close()
    window.pane.apply(Choice())
    settle(window)
    again = opened(window)
    assert again.panel.preset.value() == "上报市局"
    assert again.pages.paper == A4_LANDSCAPE
    assert "二、区住建局（2 项）" in texts(again.pages)
    again.presets.choose("")
    assert "二、区住建局（2 项）" not in texts(again.pages)
    again.presets.choose("上报市局")
    again.panel.delete.click()
    assert PrintPresets(window.document.store.settings, KEY).names() == []
    assert not again.panel.delete.isEnabled()


def test_the_usual_set_up_s_name_cannot_be_taken(desk: PrintDesk) -> None:
    dialog = desk.presets.ask_for_name()
    dialog.line.setText("默认")
    assert not dialog.ok.isEnabled()
    assert dialog.note.text() == "“默认”不能作为方案名称，请换一个。"
    dialog.reject()


def test_presets_can_be_chosen_but_not_kept_in_a_file_that_is_only_read(
    open_window: Open, store: Store, tmp_path: Path
) -> None:
    from fgj_desktop.rules import RULES

    PrintPresets(store.settings, KEY).save("会议用", PrintSetup(SHEETS[2]))
    with Store.open(store.path, RULES, read_only=True) as reader:
        window = open_window(reader, SEPTEMBER)
        desk = opened(window)
        assert not desk.panel.save.isEnabled()
        desk.presets.choose("会议用")
        assert desk.pages.paper == A4_LANDSCAPE
        assert not desk.panel.delete.isEnabled()
        desk.close()
        window.close()


def test_only_the_selected_records_are_printed(window: MainWindow) -> None:
    table = window.pane.shown_table
    grid = window.pane.grid
    grid.setCurrentIndex(table.index(1, table.column_of("name")))
    desk = print_selected(window)
    assert desk is not None
    assert rows(desk) == ["十里亭镇老旧小区改造"]
    assert "合计（筛选后 1 项）" in texts(desk.pages)
    assert any("所选 1 项" in text for text in texts(desk.pages))
    pick(desk, "scope", "")
    assert len(rows(desk)) == 6


def test_only_the_selected_columns_are_printed_beside_the_names(window: MainWindow) -> None:
    table, grid = window.pane.shown_table, window.pane.grid
    plan = table.column_of("annual_plan")
    grid.select_block(Block(0, plan, 2, plan + 1))
    desk = opened(window, selected=CELLS)
    assert desk.panel.columns_told.text().startswith("4／共 ")
    assert len(rows(desk)) == 3
    assert "2021年计划投资" in "".join(texts(desk.pages))
    assert "形象进度" not in texts(desk.pages)
    grid.select_block(Block(0, plan, 0, plan))
    one = opened(window)
    assert [one.panel.scope.itemText(place) for place in range(one.panel.scope.count())] == [
        "所见全部",
        "所选 1 项",
    ]


def test_a_closed_month_is_printed_as_it_was_reported_or_as_it_is_now(window: MainWindow) -> None:
    store = window.document.store
    plan = plan_closing(store, KEY, ReportPeriod(SEPTEMBER))
    with store.action("定稿") as writes:
        apply_closing(writes, plan)
    desk = opened(window)
    pick(desk, "scope", REPORTED)
    assert any("本表为2021年9月定稿内容" in text for text in texts(desk.pages))
    pick(desk, "each", UNIT)
    assert desk.message == ""
    pick(desk, "content", SHEETS_OF)
    assert desk.message.startswith("共 4 份")


def test_nothing_selected_is_said(window: MainWindow) -> None:
    window.pane.grid.clearSelection()
    window.open_ledger("decision")
    assert print_selected(window) is None
    assert window.message.text().startswith("未选中")


def test_each_unit_gets_a_document_and_a_file_of_its_own(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    desk = opened(window, each=UNIT)
    assert desk.message == "共 4 份，4 页。"
    assert [desk.panel.part.itemText(place) for place in range(4)] == [
        "区教育局",
        "区住建局",
        "区水务局",
        "乐园镇",
    ]
    desk.panel.part.choose(2)
    desk.panel.part.activated.emit(2)
    assert desk.view.page == 2
    desk.view.go_to(1)
    assert desk.panel.part.currentText() == "区住建局"
    desk.panel.on_fronts.click()
    assert len(desk.pages.pages) == 7
    folder = tmp_path / "各单位"
    folder.mkdir()
    desk.ask_for_folder()
    asked = desk.findChild(QFileDialog)
    asked.reject()
    desk.write_apart(folder)
    qtbot.waitUntil(lambda: not desk.run.is_running)
    assert desk.message == f"已输出 4 份：{folder}"
    names = sorted(one.name for one in folder.iterdir())
    assert "区市重点项目台账（2021年9月）区水务局.pdf" in names or len(names) == 4
    text = pdf_text(next(folder.glob("*区水务局.pdf")).read_bytes())
    assert "责任单位（盖章）：区水务局" in text
    assert "合计（2 项）" in text


def test_writing_for_each_can_be_stopped_and_what_is_written_is_counted(
    window: MainWindow, tmp_path: Path
) -> None:
    desk = opened(window, each=UNIT)
    desk.write_apart(tmp_path)
    assert desk.apart.text() == "停止"
    desk.run._write_next()
    desk.ask_for_folder()
    assert desk.message == f"已停止，已输出 1 份，其余 3 份未输出：{tmp_path}"
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert desk.apart.text() == "每份一个 PDF…"


def test_a_folder_that_cannot_be_written_to_is_said(window: MainWindow, tmp_path: Path) -> None:
    desk = opened(window, each=UNIT)
    desk.write_apart(tmp_path / "没有")
    desk.run._write_next()
    assert "未能写入" in desk.message
    assert "已输出 0 份，其余 4 份未输出。" in desk.message


def test_every_document_is_at_the_desk_and_shows_only_choices_that_mean_something(window: MainWindow) -> None:
    desk = opened(window)
    desk.show()
    for content, has_columns in (
        (SHEETS_OF, False),
        (WALLCHART, False),
        (LEADER_PAGE, False),
        (LEDGER, True),
    ):
        pick(desk, "content", content)
        assert desk.content.name == content
        assert desk.panel.choose_columns.isVisible() == has_columns
        assert desk.pages.pages[0].cells
        desk.panel.marks.setChecked(True)
        desk.refresh()
        assert texts(desk.pages).count(MARK) == len(desk.pages.pages)
        desk.panel.marks.setChecked(False)


@pytest.mark.parametrize("content", [SHEETS_OF, WALLCHART])
def test_other_documents_are_taken_apart_for_units_too(window: MainWindow, content: str) -> None:
    desk = opened(window, content, each=UNIT)
    assert desk.message.startswith("共 4 份，")
    if content == WALLCHART:
        assert "责任单位（盖章）：区水务局" in texts(desk.pages)


def test_an_export_is_set_up_as_the_ledger_was_printed_last(window: MainWindow, tmp_path: Path) -> None:
    desk = opened(window)
    pick(desk, "sheet", SHEETS[2])
    desk.panel.marks.click()
    desk.choose_columns(["name"])
    desk.close()
    export(window, tmp_path / "出.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx").worksheets[0]
    assert (int(sheet.page_setup.paperSize), sheet.oddHeader.left.text) == (9, MARK)
    # What is exported is what is seen all the same.
    assert sheet.max_column == len(window.pane.shown_table.fields)


def test_what_has_nothing_to_print_says_so_and_is_not_printed(window: MainWindow, tmp_path: Path) -> None:
    window.pane.apply(Choice(search="没有这样的项目"))
    settle(window)
    desk = opened(window, SHEETS_OF)
    assert desk.message == "没有要打印的项目。"
    desk.print_out()
    desk.ask_for_pdf()
    assert desk.findChild(QFileDialog) is None
    pick(desk, "content", LEDGER)
    pick(desk, "each", LEADER)
    assert desk.message == "没有要打印的内容。"


def test_without_a_printer_the_pdf_is_offered(
    qtbot: QtBot, desk: PrintDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    qtbot.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.message == "找不到打印机，可先输出 PDF。"


def test_printing_at_once_shows_the_pages_and_says_when_there_is_no_printer(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    desk = print_now(window)
    assert desk is not None
    assert len(rows(desk)) == 6
    assert desk.message == "找不到打印机，可先输出 PDF。"


def test_on_a_page_the_desk_opens_with_what_is_in_sight(window: MainWindow) -> None:
    window.open_page("workbench")
    desk = print_page(window)
    assert desk is not None
    assert desk.content.name == LEADER_PAGE
    desk.close()
    window.open_page("scores")
    scores = print_page(window)
    assert scores is not None
    # Without indicators there is no sheet: the ledger stands in its place.
    assert scores.content.name in {SCORES, LEDGER}


def test_a_number_of_the_leaders_page_opens_its_rows_from_the_desk_too(window: MainWindow) -> None:
    desk = opened(window, LEADER_PAGE)
    link = desk.pages.pages[0].links[0]
    desk.view.link_followed.emit(link)
    assert not desk.isVisible()
    assert set(window.pane.shown_table.ids) == set(link.behind.records)


def test_no_two_choices_of_the_panel_have_one_key(desk: PrintDesk) -> None:
    from PySide6.QtWidgets import QLabel

    keys = [
        QKeySequence.mnemonic(one.text()).toString()
        for one in desk.findChildren(QLabel)
        if one.buddy() is not None and "&" in one.text()
    ]
    assert len(keys) == len(set(keys))
