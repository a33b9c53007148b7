"""How documents write figures is chosen once, and stored on 确定 only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fgj_desktop.rules.document_settings import DECIMALS_SETTING, decimals_of
from fgj_desktop.rules.figure_names import Decimals
from fgj_desktop.rules.phrases import VERDICT_WORDS, VERDICTS
from fgj_desktop.store.store import Store
from fgj_desktop.views.document_words_dialog import DocumentWordsDialog
from fgj_desktop.views.parts import place_of
from fgj_desktop.views.settings_dialog import SettingsDialog
from tests.views.dialog_tools import Memory, ledger_with, texts


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with ledger_with(tmp_path) as store:
        yield store


def dialog_on(qtbot: QtBot, store: Store, *, read_only: bool = False) -> DocumentWordsDialog:
    dialog = DocumentWordsDialog(store.settings, read_only=read_only)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_is_chosen_is_stored_and_read_again(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store)
    dialog.way.setCurrentIndex(place_of(dialog.way, (2, True)))
    dialog.lines[5].setText("明显滞后，差{差}")
    assert "例：占年度计划42.14%，明显滞后，差32.86个百分点。" in texts(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    kept = decimals_of(store.settings)
    assert (kept.places, kept.zeros) == (2, True)
    assert [one.words for one in kept.verdicts] == [*(one.words for one in VERDICTS[:5]), "明显滞后，差{差}"]
    assert dialog_on(qtbot, store).lines[5].text() == "明显滞后，差{差}"


def test_words_that_cannot_be_filled_are_refused_in_words(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store)
    dialog.lines[0].setText("快{差}，{差}")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "花括号只能写一处" in texts(dialog)
    assert store.settings.get(VERDICT_WORDS) is None


def test_an_empty_line_is_the_words_by_default(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store)
    dialog.lines[1].clear()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert decimals_of(store.settings).verdicts == VERDICTS


def test_the_words_by_default_can_be_taken_back(qtbot: QtBot, store: Store) -> None:
    store.settings.set(VERDICT_WORDS, ["快{差}"])
    dialog = dialog_on(qtbot, store)
    assert dialog.lines[0].text() == "快{差}"
    [button] = [one for one in dialog.findChildren(QPushButton) if one.text() == "恢复默认用语"]
    button.click()
    assert dialog.lines[0].text() == VERDICTS[0].words


def test_a_file_open_for_reading_only_is_not_written(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store, read_only=True)
    assert not dialog.way.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert store.settings.get(DECIMALS_SETTING) is None


@pytest.mark.parametrize(
    "kept", [None, [], "2", {"places": 9}, {"places": True, "zeros": 1}, {"places": "2"}]
)
def test_a_setting_that_cannot_be_read_is_as_by_default(store: Store, kept: object) -> None:
    store.settings.set(DECIMALS_SETTING, kept)
    assert decimals_of(store.settings) == Decimals()


def test_the_options_lead_to_it(qtbot: QtBot, store: Store) -> None:
    dialog = SettingsDialog(Memory(), store.settings)
    qtbot.addWidget(dialog)
    dialog.show()
    [button] = [one for one in dialog.findChildren(QPushButton) if one.text() == "公文数字和用语…"]
    button.click()
    [opened] = dialog.findChildren(DocumentWordsDialog)
    assert opened.isVisible()
    opened.reject()
