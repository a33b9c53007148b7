"""Cards tell without stopping work; boxes ask for a decision once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from fgj_desktop.views.messages import MessageCard, Offer, show_card
from fgj_desktop.views.question_box import Answer, QuestionBox, ask, confirm
from fgj_desktop.views.theme import apply_theme
from tests.views.dialog_tools import in_light, settle


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QMainWindow:
    in_light(qapp)
    window = QMainWindow()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def cards(window: QMainWindow) -> list[MessageCard]:
    return [one for one in window.findChildren(MessageCard) if one.isVisible()]


def test_a_card_lies_in_the_corner_and_follows_the_window(window: QMainWindow) -> None:
    card = show_card(window, "已导入：新增 48 项。", ["原 Excel 文件未作任何改动。"])
    for size in ((900, 600), (1366, 768)):
        window.resize(*size)
        settle()
        assert window.rect().contains(card.geometry())
        assert card.geometry().right() > size[0] - 60


def test_a_new_card_takes_the_place_of_the_old_one(window: QMainWindow) -> None:
    show_card(window, "第一条。")
    second = show_card(window, "第二条。")
    settle()
    assert cards(window) == [second]


def test_what_a_card_offers_is_done_and_closes_it_unless_it_is_to_stay(window: QMainWindow) -> None:
    done: list[str] = []
    offers = [
        Offer("保存…", lambda: done.append("保存"), closes=False),
        Offer("撤回", lambda: done.append("撤回")),
    ]
    card = show_card(window, "已导入。", offers=offers)
    card.buttons[0].click()
    assert cards(window) == [card]
    card.buttons[1].click()
    assert done == ["保存", "撤回"]
    assert cards(window) == []


def test_the_words_of_a_card_can_be_copied(window: QMainWindow) -> None:
    card = show_card(window, "已导入。", ["原 Excel 文件未作任何改动。"])
    assert card.text() == "已导入。\n原 Excel 文件未作任何改动。"
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    assert all(label.textInteractionFlags() & selectable for label in card.findChildren(QLabel))


def test_escape_closes_a_card_that_has_the_focus(window: QMainWindow, qtbot: QtBot) -> None:
    card = show_card(window, "已导入。")
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert cards(window) == []


def test_a_card_takes_the_colours_of_the_theme(window: QMainWindow, qapp: QApplication) -> None:
    show_card(window, "已导入。")
    apply_theme(qapp, dark=True)
    settle()
    apply_theme(qapp, dark=False)


def box_of(window: QMainWindow) -> QuestionBox:
    return next(one for one in window.findChildren(QuestionBox) if one.isVisible())


def test_the_answer_chosen_is_given_once(window: QMainWindow) -> None:
    got: list[str] = []
    answers = [Answer("2021-01", "1月"), Answer("2021-10", "10月", "按数字 2021.10 理解")]
    box = ask(window, "“2021.1”可能是1月或10月，请选择。", answers, got.append)
    assert not box.isModal() or box.windowModality() is Qt.WindowModality.WindowModal
    box.choices.choose("2021-10")
    box.go.click()
    assert got == ["2021-10"]


def test_enter_takes_the_proposal_and_escape_decides_nothing(window: QMainWindow, qtbot: QtBot) -> None:
    got: list[str] = []
    ask(window, "请选择。", [Answer("a", "甲"), Answer("b", "乙")], got.append)
    qtbot.keyClick(box_of(window), Qt.Key.Key_Escape)
    assert got == []
    settle()
    ask(window, "请选择。", [Answer("a", "甲"), Answer("b", "乙")], got.append, chosen="b")
    qtbot.keyClick(box_of(window), Qt.Key.Key_Return)
    assert got == ["b"]


def test_a_confirmation_names_what_it_does_on_its_button(window: QMainWindow) -> None:
    done: list[bool] = []
    box = confirm(window, "还原到 10月7日 的备份？", "还原", lambda: done.append(True))
    assert box.go.text() == "还原"
    box.go.click()
    assert done == [True]
