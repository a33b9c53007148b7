from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.block import Block
from fgj_desktop.views.grid_header import SortKey
from fgj_desktop.views.theme import apply_theme, colours
from tests.views.demo_model import COLUMNS, DemoModel
from tests.views.grid_tools import (
    CONTROL,
    LEFT,
    NO_KEYS,
    SHIFT,
    block,
    centre,
    current,
    drag,
    go,
    model_of,
    mouse,
    press,
    selected,
    shown_grid,
)


def test_the_demo_model_is_a_proper_qt_model(qtbot: QtBot) -> None:
    model = DemoModel(7)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def test_grids_can_be_made_and_thrown_away(qtbot: QtBot) -> None:
    for _ in range(3):
        grid = shown_grid(qtbot)
        grid.setModel(DemoModel(3))
        grid.setModel(None)
        grid.close()
        del grid
        gc.collect()


# --- frozen columns -------------------------------------------------------------------------------


def test_frozen_columns_stay_where_they_are_when_the_others_scroll(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    before = grid.visualRect(grid.model().index(3, 1))
    elsewhere = grid.visualRect(grid.model().index(3, 6))
    grid.horizontalScrollBar().setValue(200)
    assert grid.visualRect(grid.model().index(3, 1)) == before
    assert grid.visualRect(grid.model().index(3, 6)) == elsewhere.translated(-200, 0)
    assert grid.indexAt(before.center()).column() == 1


def test_every_cell_in_view_is_found_where_it_is_painted(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for scrolled in (0, 130, 700):
        grid.horizontalScrollBar().setValue(scrolled)
        for frozen in (True, False):
            for column, left, width in grid.spans(frozen):
                x = min(max(left, grid.frozen_width() if not frozen else 0) + 2, left + width - 1)
                found = grid.indexAt(QPoint(x, centre(grid, 4, column).y()))
                assert (found.row(), found.column()) == (4, column)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_columns_can_be_frozen(qtbot: QtBot, count: int) -> None:
    grid = shown_grid(qtbot)
    grid.set_frozen_columns(count)
    grid.horizontalScrollBar().setValue(300)
    assert [span.column for span in grid.spans(True)] == list(range(count))
    assert grid.frozen_width() == sum(grid.columnWidth(column) for column in range(count))


def test_on_a_narrow_window_frozen_columns_leave_room_for_the_others(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, width=260)
    assert grid.frozen_count() == 1
    go(grid, 0, 9)
    assert grid.visualRect(grid.currentIndex()).left() >= grid.frozen_width()


def test_the_current_cell_is_never_hidden_under_the_frozen_columns(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 2, 15)
    for column in range(14, -1, -1):
        press(grid, Qt.Key.Key_Left)
        left = grid.visualRect(grid.currentIndex()).left()
        assert current(grid) == (2, column)
        assert left >= grid.frozen_width() or column < 2


# --- selecting ------------------------------------------------------------------------------------


def test_dragging_from_a_frozen_column_selects_into_the_scrolled_part(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    grid.horizontalScrollBar().setValue(250)
    column = grid.spans(False)[2].column
    drag(grid.viewport(), centre(grid, 3, 1), centre(grid, 6, column))
    assert selected(grid) == block(range(3, 7), range(1, column + 1))
    assert current(grid) == (3, 1)


def test_dragging_up_and_to_the_left_selects_as_well(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    drag(grid.viewport(), centre(grid, 8, 5), centre(grid, 5, 1))
    assert selected(grid) == block(range(5, 9), range(1, 6))
    assert current(grid) == (8, 5)


def test_shift_click_and_control_click_select_as_in_excel(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    QTest.mouseClick(grid.viewport(), LEFT, NO_KEYS, centre(grid, 1, 1))
    QTest.mouseClick(grid.viewport(), LEFT, SHIFT, centre(grid, 3, 4))
    assert selected(grid) == block(range(1, 4), range(1, 5))
    QTest.mouseClick(grid.viewport(), LEFT, SHIFT, centre(grid, 2, 2))
    assert selected(grid) == block(range(1, 3), range(1, 3))
    QTest.mouseClick(grid.viewport(), LEFT, CONTROL, centre(grid, 6, 4))
    assert selected(grid) == block(range(1, 3), range(1, 3)) | {(6, 4)}


def test_shift_and_arrows_grow_and_shrink_the_selection_from_the_current_cell(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 4, 4)
    press(grid, Qt.Key.Key_Down, SHIFT)
    press(grid, Qt.Key.Key_Right, SHIFT)
    press(grid, Qt.Key.Key_Right, SHIFT)
    assert selected(grid) == block(range(4, 6), range(4, 7))
    press(grid, Qt.Key.Key_Left, SHIFT)
    assert selected(grid) == block(range(4, 6), range(4, 6))
    assert current(grid) == (4, 4)
    press(grid, Qt.Key.Key_End, SHIFT | CONTROL)
    assert selected(grid) == block(range(4, 50), range(4, 16))


# --- keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifiers", "end"),
    [
        (Qt.Key.Key_Up, NO_KEYS, (9, 5)),
        (Qt.Key.Key_Down, NO_KEYS, (11, 5)),
        (Qt.Key.Key_Left, NO_KEYS, (10, 4)),
        (Qt.Key.Key_Right, NO_KEYS, (10, 7)),
        (Qt.Key.Key_Tab, NO_KEYS, (10, 7)),
        (Qt.Key.Key_Backtab, SHIFT, (10, 4)),
        (Qt.Key.Key_Return, NO_KEYS, (11, 5)),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, (11, 5)),
        (Qt.Key.Key_Return, SHIFT, (9, 5)),
        (Qt.Key.Key_Home, NO_KEYS, (10, 0)),
        (Qt.Key.Key_End, NO_KEYS, (10, 15)),
        (Qt.Key.Key_Home, CONTROL, (0, 0)),
        (Qt.Key.Key_End, CONTROL, (49, 15)),
        (Qt.Key.Key_Up, CONTROL, (0, 5)),
        (Qt.Key.Key_Down, CONTROL, (49, 5)),
        (Qt.Key.Key_Left, CONTROL, (10, 0)),
        (Qt.Key.Key_Right, CONTROL, (10, 12)),
    ],
)
def test_keys_move_the_current_cell_past_hidden_columns(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, end: tuple[int, int]
) -> None:
    grid = shown_grid(qtbot)
    grid.setColumnHidden(6, True)
    go(grid, 10, 5)
    press(grid, key, modifiers)
    assert current(grid) == end
    assert selected(grid) == {end}
    assert not grid.is_editing()


@pytest.mark.parametrize("modifiers", [NO_KEYS, CONTROL])
def test_home_also_scrolls_back_beside_frozen_columns(qtbot: QtBot, modifiers: Qt.KeyboardModifier) -> None:
    grid = shown_grid(qtbot)
    grid.set_frozen_columns(2)
    press(grid, Qt.Key.Key_End, CONTROL)
    assert grid.horizontalScrollBar().value() > 0
    press(grid, Qt.Key.Key_Home, modifiers)
    assert current(grid)[1] == 0
    assert grid.horizontalScrollBar().value() == 0


def test_page_keys_move_by_a_page_and_stop_at_the_ends(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    page = grid.viewport().height() // grid.row_height() - 1
    press(grid, Qt.Key.Key_PageDown)
    assert current(grid) == (page, 0)
    for _ in range(9):
        press(grid, Qt.Key.Key_PageDown)
    assert current(grid) == (49, 0)
    for _ in range(9):
        press(grid, Qt.Key.Key_PageUp)
    assert current(grid) == (0, 0)


def test_moving_stops_at_the_edges_of_the_table(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab):
        press(grid, key)
        assert current(grid) == (0, 0)


def test_enter_after_a_run_of_tabs_begins_the_next_row_where_the_run_began(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 3, 4)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        press(grid, key)
    assert current(grid) == (4, 4)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Return)
    assert current(grid) == (5, 5)


def test_keys_in_an_empty_grid_do_no_harm(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, rows=0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_A):
        press(grid, key)
        press(grid, key, SHIFT)
    assert grid.selected_blocks() == []
    assert not grid.currentIndex().isValid()


def test_delete_asks_for_the_command_and_the_selection_is_told_by_its_corners(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 2, 4)
    grid.extend_selection(grid.model().index(3, 6))
    with qtbot.waitSignal(grid.command_requested) as caught:
        press(grid, Qt.Key.Key_Delete)
    assert caught.args == ["clear"]
    assert grid.selected_blocks() == [Block(2, 4, 3, 6)]


def test_typing_into_a_computed_cell_says_so_and_stays_there(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, 10)
    refused: list[QModelIndex] = []
    grid.typing_refused.connect(refused.append)
    QTest.keyClick(grid, "4")
    assert [(index.row(), index.column()) for index in refused] == [(5, 10)]
    assert current(grid) == (5, 10)


# --- header and totals ----------------------------------------------------------------------------


def header_place(grid: object, column: int, share: float = 0.5, below: int = 6) -> QPoint:
    header = grid.header()  # type: ignore[attr-defined]
    left, width = grid.column_left(column), header.sectionSize(column)  # type: ignore[attr-defined]
    return QPoint(left + round(width * share), header.title_height() - below)


def test_a_click_on_a_title_asks_for_sorting_by_that_column(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    asked: list[tuple[int, bool]] = []
    grid.sort_requested.connect(lambda column, shift: asked.append((column, shift)))
    grid.horizontalScrollBar().setValue(300)
    column = grid.spans(False)[2].column
    header = grid.header().viewport()
    QTest.mouseClick(header, LEFT, NO_KEYS, header_place(grid, 1))
    QTest.mouseClick(header, LEFT, SHIFT, header_place(grid, column))
    assert asked == [(1, False), (column, True)]
    assert selected(grid) == {(0, 0)}


def test_a_click_on_the_totals_sorts_nothing_and_hovering_shows_them_whole(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    asked: list[int] = []
    grid.sort_requested.connect(asked.append)
    below = -grid.row_height() // 2
    QTest.mouseClick(grid.header().viewport(), LEFT, NO_KEYS, header_place(grid, 7, below=below))
    assert asked == []
    assert grid.header().tip(7, grid.header().title_height() + 3) == "480,300"
    assert grid.header().tip(7, 3) == "年度计划投资"


def test_dragging_an_edge_resizes_also_a_frozen_column(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    grid.horizontalScrollBar().setValue(300)
    header = grid.header().viewport()
    before = grid.columnWidth(1)
    with qtbot.waitSignal(grid.column_resized) as caught:
        drag(header, header_place(grid, 1, 1.0), header_place(grid, 1, 1.0) + QPoint(60, 0))
    assert caught.args == [1]
    assert abs(grid.columnWidth(1) - before - 60) <= 1
    column = grid.spans(False)[3].column
    before = grid.columnWidth(column)
    drag(header, header_place(grid, column, 1.0), header_place(grid, column, 1.0) - QPoint(20, 0))
    assert abs(grid.columnWidth(column) - before + 20) <= 1


def test_a_double_click_on_an_edge_fits_the_column_to_what_is_in_view(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    grid.setColumnWidth(1, 40)
    QTest.mouseDClick(grid.header().viewport(), LEFT, NO_KEYS, header_place(grid, 1, 1.0))
    longest = model_of(grid).index(6, 1)
    assert grid.columnWidth(1) > 100
    assert grid.tip(longest) == ""


def test_hovering_lights_up_the_title_and_leaving_puts_it_out(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    header = grid.header().viewport()
    place = header_place(grid, 4)
    mouse(header, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, held=False)
    shade = header.grab().toImage().pixelColor(place.x() - 20, place.y())
    assert shade == colours().header_hover
    QApplication.sendEvent(header, QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(grid.header(), QEvent(QEvent.Type.Leave))
    assert header.grab().toImage().pixelColor(place.x() - 20, place.y()) == colours().header


def test_titles_of_a_group_stand_under_one_title_and_others_take_both_levels(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, width=1600)
    header = grid.header()
    image = header.viewport().grab().toImage()
    left, right = grid.column_left(8), grid.column_left(11) + grid.columnWidth(11)
    line = colours().header_line
    inside = [x for x in range(left, right - 1) if image.pixelColor(x, 2) == line]
    assert inside == []
    assert image.pixelColor(right - 1, 2) == line
    assert image.pixelColor(grid.column_left(6) + grid.columnWidth(6) - 1, 2) == line


def test_the_totals_stay_under_the_header_and_scroll_sideways_with_their_columns(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    header = grid.header()
    assert header.height() == header.title_height() + header.totals_height()
    assert grid.viewport().geometry().top() >= header.geometry().bottom()
    before = header.viewport().grab().toImage()
    grid.verticalScrollBar().setValue(20)
    QApplication.processEvents()
    assert header.viewport().grab().toImage() == before
    grid.horizontalScrollBar().setValue(100)
    QApplication.processEvents()
    after = header.viewport().grab().toImage()
    y, edge = header.title_height() + 2, grid.frozen_width()
    width = header.viewport().width()
    strip = before.copy(edge + 100, y, width - edge - 100, header.totals_height() - 4)
    assert after.copy(edge, y, width - edge - 100, header.totals_height() - 4) == strip


def test_the_order_of_the_rows_is_shown_with_numbers_and_as_stale(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    pictures = []
    for keys, stale in (
        ([], False),
        ([SortKey(6, True)], False),
        ([SortKey(6, False)], False),
        ([SortKey(6, True)], True),
        ([SortKey(6, True), SortKey(7, False)], False),
    ):
        grid.header().set_sort(keys, stale)
        pictures.append(grid.header().viewport().grab().toImage())
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])


def test_a_right_click_on_a_title_asks_for_the_menu_of_the_column(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    place = header_place(grid, 4)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
    with qtbot.waitSignal(grid.column_menu_requested) as caught:
        QApplication.sendEvent(grid.header().viewport(), event)
    assert caught.args[0] == 4


# --- appearance -----------------------------------------------------------------------------------


def wheel(grid: object, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    view = grid.viewport()  # type: ignore[attr-defined]
    place = QPointF(50, 50)
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_control_and_wheel_zoom_text_rows_and_columns_together(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    height, width = grid.row_height(), grid.columnWidth(1)
    with qtbot.waitSignal(grid.zoom_changed) as caught:
        wheel(grid, 120, CONTROL)
    assert caught.args == [110]
    grid.set_zoom(200)
    assert grid.rowHeight(0) == grid.row_height() > 1.8 * height
    assert grid.columnWidth(1) > 1.8 * width
    assert grid.column_characters(1) == COLUMNS[1].width
    grid.set_zoom(900)
    assert grid.zoom() == 200
    wheel(grid, -120, NO_KEYS)
    assert grid.verticalScrollBar().value() > 0


def test_the_grid_follows_the_theme(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    grid = shown_grid(qtbot)
    for dark in (True, False):
        apply_theme(app, dark)
        place = grid.visualRect(grid.model().index(3, 4)).bottomRight() - QPoint(3, 3)
        qtbot.waitUntil(lambda at=place: grid.viewport().grab().toImage().pixelColor(at) == colours().base)
        image = grid.viewport().grab().toImage()
        name = grid.visualRect(grid.model().index(3, 1))
        points = [(x, y) for x in range(name.left(), name.right()) for y in range(name.top(), name.bottom())]
        # Strokes are thinner than a pixel, so that no pixel need have the colour in full.
        ink = colours().text.lightness()
        assert min(abs(image.pixelColor(*point).lightness() - ink) for point in points) < 25


def test_errors_warnings_and_notes_carry_a_mark_in_their_corner(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, width=1600)
    image = grid.viewport().grab().toImage()

    def corner(row: int, column: int, right: bool) -> str:
        cell = grid.visualRect(model_of(grid).index(row, column))
        return image.pixelColor(cell.right() - 2 if right else cell.left() + 1, cell.top() + 1).name()

    assert corner(4, 7, right=False) == colours().error.name()
    assert corner(8, 7, right=False) == colours().warning.name()
    assert corner(6, 8, right=True) == colours().note.name()
    assert corner(5, 7, right=False) == colours().base.name()


def test_hovering_over_a_wrong_cell_tells_why(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, width=1600)
    model = model_of(grid)
    assert "不是数值" in grid.tip(model.index(4, 7))
    assert "批注：与统计局核对过" in grid.tip(model.index(6, 8))
    assert "正在办理用地手续" in grid.tip(model.index(0, 12))
    assert grid.tip(model.index(5, 5)) == ""
    assert grid.tip(QModelIndex()) == ""


def test_selected_cells_have_a_ground_and_the_current_one_a_frame(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 9, 4)
    grid.extend_selection(grid.model().index(11, 5))
    image = grid.viewport().grab().toImage()
    for row, column, shade in (
        (10, 5, colours().selection),
        (9, 4, colours().base),
        (9, 3, colours().current_row),
    ):
        cell = grid.visualRect(grid.model().index(row, column))
        assert image.pixelColor(cell.right() - 4, cell.top() + 4) == shade, (row, column)
    frame = grid.visualRect(grid.model().index(9, 4))
    assert image.pixelColor(frame.left() + 20, frame.top()) == colours().accent
