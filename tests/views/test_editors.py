from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.views.choice_editors import ChoiceEditor, ChoicesEditor, split_values
from fgj_desktop.views.editors import CellLine, LongTextEditor
from fgj_desktop.views.grid import LedgerGrid
from tests.views.grid_tools import (
    CONTROL,
    LEFT,
    NO_KEYS,
    SHIFT,
    centre,
    current,
    editor_of,
    go,
    model_of,
    press,
    shown_grid,
    write,
)

ALT = Qt.KeyboardModifier.AltModifier
NAME, LEVEL, UNIT, NATURE, MONEY, PROGRESS, REMARK = 1, 3, 4, 5, 7, 12, 15


def compose(grid: LedgerGrid, *steps: str, commit: str) -> None:
    """What an input method sends: the letters while composing, then the text."""
    for step in steps:
        QApplication.sendEvent(focused(grid), QInputMethodEvent(step, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(focused(grid), event)
    QApplication.processEvents()


def focused(grid: LedgerGrid) -> object:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def listed(grid: LedgerGrid) -> list[str]:
    found = [view for view in grid.viewport().findChildren(QListWidget) if view.isVisible()]
    return [found[0].item(row).text() for row in range(found[0].count())] if found else []


def text_in(grid: LedgerGrid) -> str:
    editor = editor_of(grid)
    assert editor is not None
    return editor.toPlainText() if isinstance(editor, LongTextEditor) else editor.text()  # type: ignore[attr-defined]


# --- typing ---------------------------------------------------------------------------------------


def test_typing_overwrites_and_enter_goes_down(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, MONEY)
    write(grid, "3200")
    assert isinstance(editor_of(grid), CellLine)
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, MONEY): "3200"}
    assert current(grid) == (6, MONEY)
    assert not grid.is_editing()
    write(grid, "=120+35")
    press(grid, Qt.Key.Key_Return, SHIFT)
    assert model_of(grid).typed[6, MONEY] == "=120+35"
    assert current(grid) == (5, MONEY)


def test_tab_commits_and_goes_right_without_opening_the_next_editor(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, 6)
    write(grid, "1")
    press(grid, Qt.Key.Key_Tab)
    assert current(grid) == (5, 7)
    assert not grid.is_editing()
    write(grid, "2")
    press(grid, Qt.Key.Key_Backtab, SHIFT)
    assert current(grid) == (5, 6)
    assert model_of(grid).typed == {(5, 6): "1", (5, 7): "2"}


def test_f2_and_double_click_edit_the_old_text_with_the_cursor_behind_it(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NAME)
    press(grid, Qt.Key.Key_F2)
    QTest.keyClicks(editor_of(grid), "A")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[5, NAME] == "烟叶复烤技改项目A"
    go(grid, 7, PROGRESS)
    QTest.mouseClick(grid.viewport(), LEFT, NO_KEYS, centre(grid, 6, PROGRESS))
    QTest.mouseDClick(grid.viewport(), LEFT, NO_KEYS, centre(grid, 6, PROGRESS))
    assert isinstance(editor_of(grid), LongTextEditor)
    QTest.keyClicks(editor_of(grid), "B")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[6, PROGRESS] == "装修及设备安装B"


def test_escape_alone_discards(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, MONEY)
    write(grid, "77")
    press(grid, Qt.Key.Key_Escape)
    assert model_of(grid).typed == {}
    assert not grid.is_editing()
    assert current(grid) == (5, MONEY)


def test_a_click_elsewhere_commits(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for column, text in ((MONEY, "77"), (PROGRESS, "done")):
        go(grid, 5, column)
        write(grid, text)
        QTest.mouseClick(grid.viewport(), LEFT, NO_KEYS, centre(grid, 18, 1))
        assert model_of(grid).typed[5, column] == text
        assert not grid.is_editing()


def test_losing_the_focus_commits(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    other = QLineEdit(grid)
    other.show()
    go(grid, 5, PROGRESS)
    write(grid, "done")
    other.setFocus()
    QApplication.processEvents()
    assert model_of(grid).typed == {(5, PROGRESS): "done"}


def test_backspace_opens_an_empty_editor_as_in_excel(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, MONEY)
    press(grid, Qt.Key.Key_Backspace)
    assert text_in(grid) == ""
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, MONEY): ""}


def test_an_editor_left_untouched_writes_nothing(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for column in (NAME, LEVEL, UNIT, NATURE, PROGRESS):
        go(grid, 6, column)
        press(grid, Qt.Key.Key_F2)
        assert grid.is_editing()
        press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {}


def test_typing_the_same_text_again_is_written(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 0, MONEY)
    write(grid, "3,200")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(0, MONEY): "3,200"}


# --- long text ------------------------------------------------------------------------------------


def test_alt_enter_breaks_the_line_and_control_enter_commits(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, PROGRESS)
    write(grid, "one")
    press(grid, Qt.Key.Key_Return, ALT)
    QTest.keyClicks(editor_of(grid), "two")
    press(grid, Qt.Key.Key_Return, CONTROL)
    assert model_of(grid).typed == {(5, PROGRESS): "one\ntwo"}


def test_a_short_text_with_a_line_break_keeps_it(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    model_of(grid).typed[5, REMARK] = "一\n二"
    go(grid, 5, REMARK)
    press(grid, Qt.Key.Key_F2)
    QTest.keyClicks(editor_of(grid), "!")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[5, REMARK] == "一\n二!"


def test_the_long_editor_stays_inside_the_view(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for row in (0, 20, 49):
        go(grid, row, PROGRESS)
        press(grid, Qt.Key.Key_F2)
        editor = editor_of(grid)
        assert editor is not None
        assert grid.viewport().rect().contains(editor.geometry())
        assert editor.height() > 4 * grid.row_height()
        press(grid, Qt.Key.Key_Escape)


# --- choices --------------------------------------------------------------------------------------


def test_a_choice_lists_all_values_and_arrows_take_one(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NATURE)
    press(grid, Qt.Key.Key_F2)
    assert isinstance(editor_of(grid), ChoiceEditor)
    assert listed(grid) == ["续建", "新开工", "前期预备"]
    press(grid, Qt.Key.Key_Down)
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, NATURE): "新开工"}
    assert listed(grid) == []


def test_typing_pinyin_initials_finds_a_unit(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, UNIT)
    write(grid, "lyz")
    assert listed(grid) == ["乐园镇"]
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, UNIT): "乐园镇"}
    assert current(grid) == (6, UNIT)


def test_other_names_of_a_unit_find_it_too(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, UNIT)
    compose(grid, "zhu", commit="住建")
    assert listed(grid) == ["区住建局"]
    press(grid, Qt.Key.Key_Tab)
    assert model_of(grid).typed == {(5, UNIT): "区住建局"}


def test_a_click_in_the_list_takes_the_value_and_closes(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NATURE)
    press(grid, Qt.Key.Key_F2)
    view = next(v for v in grid.viewport().findChildren(QListWidget) if v.isVisible())
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.visualItemRect(view.item(2)).center())
    QApplication.processEvents()
    assert model_of(grid).typed == {(5, NATURE): "前期预备"}
    assert not grid.is_editing()


def test_text_that_fits_no_choice_is_delivered_as_it_is(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, UNIT)
    write(grid, "nobody")
    assert listed(grid) == []
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, UNIT): "nobody"}


def test_an_emptied_choice_is_empty(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for column in (UNIT, LEVEL):
        go(grid, 5, column)
        press(grid, Qt.Key.Key_Backspace)
        press(grid, Qt.Key.Key_Return)
        assert model_of(grid).typed[5, column] == ""


def test_several_values_are_ticked_with_space_in_the_order_chosen(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 1, LEVEL)
    press(grid, Qt.Key.Key_F2)
    assert isinstance(editor_of(grid), ChoicesEditor)
    assert text_in(grid) == "区"
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_Space)
    assert text_in(grid) == "区、市"
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_Space)
    press(grid, Qt.Key.Key_Space)
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(1, LEVEL): "区、市"}


def test_a_typed_value_joins_those_ticked_and_unknown_text_is_kept(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 1, LEVEL)
    compose(grid, "shi", commit="市")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[1, LEVEL] == "区、市"
    go(grid, 4, LEVEL)
    compose(grid, "guo", commit="国家")
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed[4, LEVEL] == "区、国家"


def test_values_are_split_however_they_were_separated() -> None:
    assert split_values("区商务局\n区卫生健康局，区教育局;乐园镇、") == [
        "区商务局",
        "区卫生健康局",
        "区教育局",
        "乐园镇",
    ]


def test_the_list_lies_inside_the_view_above_the_cell_where_there_is_no_room_below(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for row in (0, 49):
        go(grid, row, UNIT)
        press(grid, Qt.Key.Key_F2)
        view = next(v for v in grid.viewport().findChildren(QListWidget) if v.isVisible())
        assert grid.viewport().rect().contains(view.geometry())
        assert not view.geometry().intersects(grid.visualRect(grid.currentIndex()))
        press(grid, Qt.Key.Key_Escape)


# --- input methods --------------------------------------------------------------------------------


def test_chinese_composed_into_a_selected_cell_arrives_whole(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    for row, column in ((5, NAME), (6, PROGRESS), (7, REMARK), (8, MONEY)):
        go(grid, row, column)
        compose(grid, "z", "zh", "zheng'zai'shi'gong", commit="正在施工")
        assert text_in(grid) == "正在施工"
        compose(grid, "z", commit="中")
        press(grid, Qt.Key.Key_Return)
        assert model_of(grid).typed[row, column] == "正在施工中"


def test_a_cancelled_composition_leaves_the_old_text(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NAME)
    compose(grid, "w", "wo", commit="")
    press(grid, Qt.Key.Key_Escape)
    assert model_of(grid).typed == {}
    assert model_of(grid).cell(5, NAME).text == "烟叶复烤技改项目"


# --- refreshing under an open editor --------------------------------------------------------------


def test_a_refresh_waits_until_the_editor_is_left_and_runs_once(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    done: list[str] = []

    def refresh() -> None:
        assert not grid.is_editing()
        done.append("refreshed")

    grid.when_idle(refresh)
    assert done == ["refreshed"]
    go(grid, 5, MONEY)
    write(grid, "12")
    grid.when_idle(refresh)
    grid.when_idle(refresh)
    QApplication.processEvents()
    assert done == ["refreshed"]
    assert text_in(grid) == "12"
    press(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == ["refreshed", "refreshed"])


def test_a_refresh_asked_for_by_the_commit_itself_comes_on_the_next_turn(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    model = model_of(grid)
    model.dataChanged.connect(lambda *_: grid.when_idle(model.layoutChanged.emit))
    go(grid, 5, MONEY)
    write(grid, "12")
    with qtbot.waitSignal(model.layoutChanged):
        press(grid, Qt.Key.Key_Return)
    assert current(grid) == (6, MONEY)


def test_changed_data_leave_what_is_being_typed(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, MONEY)
    write(grid, "12")
    here = grid.currentIndex()
    model_of(grid).dataChanged.emit(here, here)
    model_of(grid).dataChanged.emit(model_of(grid).index(0, 0), model_of(grid).index(20, 15))
    assert text_in(grid) == "12"


def test_a_reset_that_did_not_wait_still_finds_the_text_stored(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, MONEY)
    write(grid, "12")
    model_of(grid).beginResetModel()
    model_of(grid).endResetModel()
    assert model_of(grid).typed == {(5, MONEY): "12"}
    assert not grid.is_editing()


def test_a_row_removed_under_an_editor_has_its_text_stored_first(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    model = model_of(grid)
    go(grid, 49, MONEY)
    write(grid, "12")
    model.beginRemoveRows(QModelIndex(), 49, 49)
    model._rows -= 1
    model.endRemoveRows()
    assert model.typed == {(49, MONEY): "12"}
    assert not grid.is_editing()


def test_a_refresh_that_fails_does_not_keep_the_next_from_running(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    done: list[int] = []
    go(grid, 5, MONEY)
    write(grid, "1")
    grid.when_idle(lambda: 1 // 0)
    with qtbot.captureExceptions() as caught:
        press(grid, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(caught) == 1)
    write(grid, "2")
    grid.when_idle(lambda: done.append(1))
    press(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == [1])


def test_keys_of_input_methods_open_no_editor_but_alt_down_opens_the_list(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, NATURE)
    press(grid, Qt.Key.Key_Space, CONTROL)
    press(grid, Qt.Key.Key_Space, SHIFT)
    assert not grid.is_editing()
    press(grid, Qt.Key.Key_Down, ALT)
    assert listed(grid) == ["续建", "新开工", "前期预备"]


def test_text_that_could_not_be_stored_stays_in_the_editor(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    model_of(grid).disk_full = True
    go(grid, 5, PROGRESS)
    write(grid, "done")
    press(grid, Qt.Key.Key_Return)
    assert text_in(grid) == "done"
    assert current(grid) == (5, PROGRESS)
    QTest.mouseClick(grid.viewport(), LEFT, NO_KEYS, centre(grid, 18, 1))
    QApplication.processEvents()
    assert text_in(grid) == "done"
    assert not grid.finish_editing()
    model_of(grid).disk_full = False
    press(grid, Qt.Key.Key_Return)
    assert model_of(grid).typed == {(5, PROGRESS): "done"}
    assert not grid.is_editing()


def test_an_editor_scrolled_under_the_frozen_columns_is_clipped(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    go(grid, 5, 4)
    write(grid, "l")
    grid.horizontalScrollBar().setValue(120)
    editor = editor_of(grid)
    assert editor is not None
    assert editor.x() + editor.mask().boundingRect().left() == grid.frozen_width()
    grid.horizontalScrollBar().setValue(0)
    assert editor.mask().isEmpty()
    assert text_in(grid) == "l"


def test_the_current_cell_is_known_to_screen_readers(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot)
    index: QModelIndex = grid.model().index(5, NAME)
    assert index.data() == "烟叶复烤技改项目"
