"""项目卡片 in the real window: it follows the grid, is filled in by keys, and loses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import NAVIGATION, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.views.card_pages import FieldsPage, ItemsPage, PeriodsPage
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.record_card import NEXT, PREVIOUS
from tests.sample_store import AUGUST, PROJECTS, SEPTEMBER, WAN
from tests.views.card_tools import KEY, begin, card_of, go, page_of, settle, value, window, write

__all__ = ["window"]
F3 = Qt.Key.Key_F3
OFF_SCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


def fields(window: MainWindow) -> FieldsPage:
    page = page_of(window, FieldsPage)
    assert isinstance(page, FieldsPage)
    return page


def row_of(window: MainWindow, field: str) -> int:
    row = fields(window).fields.row_of(field)
    assert row >= 0
    return row


def title(window: MainWindow) -> str:
    return card_of(window)._name.text()


def test_f3_opens_the_card_of_the_current_row_and_from_inside_closes_it(window: MainWindow) -> None:
    QTest.keyClick(window, F3)
    settle(window)
    assert title(window) == PROJECTS[0][0]
    assert fields(window).table.hasFocus()
    QTest.keyClick(window, F3)
    assert not window.cards.is_open
    assert window.pane.grid.hasFocus()


def test_the_width_given_to_the_card_is_kept_when_the_window_closes_without_it(window: MainWindow) -> None:
    card = card_of(window)
    sizes = window.splitter.sizes()
    window.splitter.setSizes([sizes[0], sizes[1] - 40, sizes[2] + 40])
    settle(window)
    wide = card.width()
    assert wide > card.minimumWidth()
    window.cards.close()
    window.resize(window.width() - 50, window.height())
    card.resize(card.minimumWidth(), card.height())
    settle(window)
    window.close()
    assert window.memory.get("card_width") == wide


def test_a_double_click_on_the_light_or_the_serial_number_opens_the_card(
    window: MainWindow, qtbot: QtBot
) -> None:
    table = window.pane.shown_table
    for field in ("light", "serial"):
        index = table.index(2, table.column_of(field))
        window.pane.grid.setCurrentIndex(index)
        place = window.pane.grid.visualRect(index).center()
        viewport = window.pane.grid.viewport()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        settle(window)
        assert window.cards.is_open
        assert not window.pane.grid.is_editing()
        assert title(window) == PROJECTS[2][0]
        window.cards.close()


def test_the_card_follows_the_grid_and_keeps_its_field(window: MainWindow) -> None:
    card = card_of(window)
    go(fields(window).table, row_of(window, "remark"))
    window.pane.select(window.pane.shown_table.record(1))
    settle(window)
    assert title(window) == PROJECTS[1][0]
    assert card._place.text() == "第 2 项，共 6 项"
    assert fields(window).table.currentIndex().row() == row_of(window, "remark")


def test_next_and_previous_go_through_the_rows_of_the_grid(window: MainWindow) -> None:
    card_of(window)
    table = fields(window).table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_PageDown, CONTROL)
    settle(window)
    assert title(window) == PROJECTS[1][0]
    assert window.pane.current() == (window.pane.shown_table.record(1), "name")
    QTest.keyClick(table, Qt.Key.Key_PageUp, CONTROL)
    QTest.keyClick(table, Qt.Key.Key_PageUp, CONTROL)
    settle(window)
    assert title(window) == PROJECTS[0][0]
    assert card_of(window).message.text() == "已是第一项。"
    assert (PREVIOUS, NEXT) == ("Ctrl+PgUp", "Ctrl+PgDown")


def test_enter_and_tab_go_field_by_field_past_headings(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "funding_tags"))
    rows = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down):
        QTest.keyClick(table, key)
        rows.append(table.currentIndex().row())
    assert rows == sorted(set(rows))
    cells = table.cells()
    first = cells.index((rows[0], 1))
    assert [row for row, _ in cells[first : first + 3]] == rows
    QTest.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == rows[1]


def test_typing_over_a_field_stores_it_and_goes_on(window: MainWindow) -> None:
    table = fields(window).table
    row = row_of(window, "owner_unit")
    go(table, row)
    write(table, "浈江城投")
    assert value(window, "owner_unit") == "浈江城投"
    assert table.currentIndex().row() != row
    assert window.document.store.undo_label() == "修改：项目单位"


def test_esc_gives_the_text_up_and_again_goes_back_to_the_grid(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "owner_unit"))
    QTest.keyClick(begin(table, "不要"), Qt.Key.Key_Escape)
    assert value(window, "owner_unit") is None
    assert not table.is_editing()
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert window.pane.grid.hasFocus()
    assert window.cards.is_open


def test_undo_takes_back_what_the_card_stored(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "owner_unit"))
    write(table, "浈江城投")
    window.undo()
    settle(window)
    assert value(window, "owner_unit") is None
    assert table.card.cell(row_of(window, "owner_unit"), 1).text == ""


def test_undo_from_the_menu_stores_what_is_being_typed_first_and_takes_that_back(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "owner_unit"))
    begin(table, "浈江城投")
    window.undo()
    assert value(window, "owner_unit") is None
    window.redo()
    assert value(window, "owner_unit") == "浈江城投"


def test_what_is_typed_belongs_to_the_period_it_was_typed_in(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "remark"))
    begin(table, "九月的话")
    window.show_month(AUGUST)
    settle(window)
    assert value(window, "remark", SEPTEMBER) == "九月的话"
    assert value(window, "remark", AUGUST) is None
    assert table.card.month == AUGUST


def test_what_is_typed_is_stored_before_another_ledger_takes_the_place_of_the_card(
    window: MainWindow,
) -> None:
    table = fields(window).table
    go(table, row_of(window, "physical_progress"))
    begin(table, "主体封顶")
    assert window.open_ledger("responsible_unit")
    settle(window)
    assert value(window, "physical_progress") == "主体封顶"


def test_an_edit_elsewhere_leaves_the_open_editor_its_text(window: MainWindow) -> None:
    page = fields(window)
    table = page.table
    go(table, row_of(window, "owner_unit"))
    editor = begin(table, "浈江")
    record = window.pane.shown_table.record(0)
    window.document.act("别处", lambda writes: writes.set(KEY, record, "sector", SEPTEMBER, "民生"))
    QApplication.processEvents()
    assert table.is_editing()
    assert editor.text() == "浈江"  # type: ignore[attr-defined]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(window)
    assert value(window, "owner_unit") == "浈江"
    assert table.card.cell(row_of(window, "sector"), 1).text == "民生"


def test_a_record_deleted_under_the_open_editor_leaves_its_text_to_be_copied(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "owner_unit"))
    begin(table, "要紧的话")
    record = window.pane.shown_table.record(0)
    window.document.act("删除", lambda writes: writes.delete(KEY, [record]))
    assert "未保存的内容：要紧的话" in card_of(window).message.text()
    settle(window)
    assert not table.is_editing()


def test_a_choice_opens_the_list_of_the_grid(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "responsible_unit"))
    write(table, "sw")
    assert value(window, "responsible_unit") == window.document.store.links().find(
        "responsible_unit", "区水务局"
    )


@OFF_SCREEN
def test_a_date_with_several_readings_is_asked(window: MainWindow) -> None:
    page = fields(window)
    row = row_of(window, "started_on")
    go(page.table, row)
    answers: list[object] = []
    page.model.question.connect(answers.append)
    write(page.table, "2021.1")
    menu = page.question_menu(answers[0])  # type: ignore[arg-type]
    offered = menu.actions()
    assert len(offered) == 3
    offered[1].trigger()
    assert value(window, "started_on") is not None
    menu.close()
    go(page.table, row)
    write(page.table, "2020.1")
    assert value(window, "started_on") == "2020-01"
    assert len(answers) == 1


def test_the_search_shortens_a_long_card_and_enter_goes_into_what_it_found(window: MainWindow) -> None:
    page = fields(window)
    page.search.setText("ztz")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    index = page.table.currentIndex()
    assert page.model.place(index.row(), index.column()).field.name == "total_investment"  # type: ignore[union-attr]
    page.search.setText("没有这一栏")
    page.look_up()
    assert page._none.isVisible()


def test_a_computed_field_says_why_it_takes_no_text(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "completion"))
    QTest.keyClick(table, "5")
    assert "由程序计算" in card_of(window).message.text()


def test_earlier_months_are_edited_in_place(window: MainWindow) -> None:
    page = page_of(window, PeriodsPage)
    assert isinstance(page, PeriodsPage)
    columns = [field.name for field in page.periods.fields]
    go(page.table, page.periods.months.index(AUGUST), columns.index("invested_to_date"))
    write(page.table, "2900", Qt.Key.Key_Tab)
    assert value(window, "invested_to_date", AUGUST) == 2900 * WAN
    assert window.document.store.undo_label() == "修改2021年8月：累计完成投资"
    settle(window)
    point = next(one for one in page.periods.points() if one.month == AUGUST)
    assert page.line.words(point) == "2021年8月：2,900 万元"
    assert window.document.month == SEPTEMBER


def test_space_ticks_an_item_and_a_click_takes_it_away(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, ItemsPage)
    go(page.table, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    settle(window)
    assert value(window, "approval_state:立项") == "已办结"
    box = page.table.visualRect(page.model.index(0, 0))
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    settle(window)
    assert value(window, "approval_state:立项") is None


def test_every_ledger_has_a_card_with_the_pages_its_declaration_asks_for(window: MainWindow) -> None:
    found = {}
    for ledger in NAVIGATION:
        window.open_ledger(ledger.name)
        settle(window)
        found[ledger.name] = [page.title for page in card_of(window).pages]
    assert found["key_project"][:3] == ["内容", "前期手续", "各期进展"]
    assert found["bond_reserve"][:2] == ["内容", "前期手续"]
    assert found["leader"][0] == "内容"


def test_on_a_narrow_window_the_panels_step_aside_and_come_back(window: MainWindow) -> None:
    window.sides.chart_dock.show()
    window.sides.reminder_dock.show()
    settle(window)
    card_of(window)
    assert window.pane.grid.width() > 500
    assert not window.sides.chart_dock.isVisible()
    window.cards.close()
    assert window.sides.chart_dock.isVisible()


def test_an_empty_ledger_says_what_to_do(window: MainWindow) -> None:
    window.document.set_month(Month(2019, 1))
    settle(window)
    card = card_of(window)
    assert title(window) == "未选中项目"
    assert not card.tabs.isEnabled()


def test_the_card_does_not_slow_an_arrow_key_held_down(window: MainWindow) -> None:
    card = card_of(window)
    window.pane.grid.setFocus()
    before = card.record
    QTest.keyClick(window.pane.grid, Qt.Key.Key_Down)
    assert card.record == before
    settle(window)
    assert card.record != before


def test_the_title_of_the_command_says_what_a_record_is(window: MainWindow) -> None:
    window.open_ledger("responsible_unit")
    settle(window)
    assert (
        window.bar.actions["card"].text().startswith(ledger_named("responsible_unit").record_title + "卡片")
    )


@pytest.mark.parametrize("dark", [False, True])
def test_the_card_paints_in_both_themes(window: MainWindow, qapp: QApplication, dark: bool) -> None:
    from fgj_desktop.views.theme import apply_theme, colours

    card = card_of(window)
    apply_theme(qapp, dark)
    settle(window)
    picture = card.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() - 5) in (
        colours().base,
        colours().window,
    )
    apply_theme(qapp, dark=False)


def test_the_history_tells_the_record_in_view(window: MainWindow) -> None:
    table = fields(window).table
    go(table, row_of(window, "owner_unit"))
    write(table, "浈江城投")
    card = card_of(window)
    card.tabs.setCurrentWidget(card.history)
    settle(window)
    story = card.history.story
    assert story is not None
    newest = story.tree.topLevelItem(0)
    assert newest is not None
    assert newest.child(0).text(3) == "浈江城投"
    window.cards.step(1)
    settle(window)
    newest = story.tree.topLevelItem(0)
    assert newest is not None
    assert newest.child(0).text(3) != "浈江城投"
