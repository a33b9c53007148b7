"""The chips above the grid: as many as there is room for, the others behind one button."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.chips import chips_of
from fgj_desktop.views.filter_line import FilterLine


def shown_line(qtbot: QtBot, width: int, height: int) -> FilterLine:
    line = FilterLine()
    qtbot.addWidget(line)
    line.set_chips(chips_of("key_project"))
    line.set_counts({chip.name: 9 for chip in line.chips()})
    line.resize(width, height)
    line.show()
    QApplication.processEvents()
    return line


def in_sight(line: FilterLine) -> list[str]:
    return [button.text() for _, button in line._chips.values() if button.isVisible()]


def test_all_chips_are_in_sight_where_there_is_room(qtbot: QtBot) -> None:
    line = shown_line(qtbot, 2600, 700)
    assert in_sight(line) == line.chip_texts()
    assert line._more.isHidden()


def test_what_does_not_fit_is_behind_a_button_that_names_what_filters(qtbot: QtBot) -> None:
    line = shown_line(qtbot, 560, 700)
    rest = [text for text in line.chip_texts() if text not in in_sight(line)]
    assert rest
    assert line._more.text().startswith(f"更多 {len(rest)}")
    assert [action.text() for action in line.rest_menu().actions()] == rest
    chip = line.chips()[-1]
    with qtbot.waitSignal(line.chip_chosen) as caught:
        line.rest_menu().actions()[-1].trigger()
    assert caught.args == [chip]
    line.choose(chip)
    assert line._more.text().startswith(chip.title)
    assert line._more.isChecked()


def test_a_low_window_spends_one_line_on_chips(qtbot: QtBot) -> None:
    high, low = shown_line(qtbot, 1100, 700), shown_line(qtbot, 1100, 500)
    assert len(in_sight(low)) < len(in_sight(high))
    low.resize(2600, 500)
    QApplication.processEvents()
    assert in_sight(low) == low.chip_texts()
