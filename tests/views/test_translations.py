"""Qt speaks Chinese, in the words of this program."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fgj_desktop.views.translations import install_translations

_LATIN = re.compile(r"[A-Za-z]{2,}")
_FORMATS = {"HTML", "PDF", "PostScript"}


@pytest.fixture(autouse=True)
def translated(qapp: QApplication) -> None:
    assert install_translations(qapp)
    assert install_translations(qapp)


def english(widget: QWidget) -> set[str]:
    said = {label.text() for label in widget.findChildren(QLabel)}
    said |= {button.text() for button in widget.findChildren(QPushButton)}
    said |= {action.text() for one in widget.findChildren(QWidget) for action in one.actions()}
    plain = {re.sub("<[^>]*>", "", text) for text in said}
    return {text for text in plain if set(_LATIN.findall(text)) - _FORMATS}


@pytest.mark.parametrize("kind", ["open", "save", "colour", "print"])
def test_no_english_is_left_in_the_dialogs_of_qt(qtbot: QtBot, kind: str) -> None:
    dialog: QDialog
    if kind == "print":
        dialog = QPrintDialog(QPrinter())
    elif kind == "colour":
        dialog = QColorDialog()
    else:
        dialog = QFileDialog()
        if kind == "save":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    qtbot.addWidget(dialog)
    assert english(dialog) == set()


def test_text_fields_say_undo_and_redo_as_the_menus_do(qtbot: QtBot) -> None:
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        said = [action.text().partition("(")[0] for action in menu.actions()]
        assert said[:2] == ["撤销", "恢复"]
        menu.deleteLater()


def test_the_button_that_throws_away_says_so(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    assert box.addButton(QMessageBox.StandardButton.Discard).text() == "不保存"
    assert box.addButton(QMessageBox.StandardButton.Cancel).text() == "取消"


def test_texts_of_nobody_stay_as_they_are() -> None:
    assert QCoreApplication.translate("Nobody", "Quite unknown") == "Quite unknown"


def test_combo_boxes_of_a_file_dialog_are_chinese(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    kinds = dialog.findChildren(QComboBox)[-1]
    assert kinds.itemText(0) == "所有文件 (*)"
