"""Options are stored on 确定 only, each where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.issued_bond_reminders import REFERENCE_LINE
from fgj_desktop.store.backup_keeper import SECOND_PLACE
from fgj_desktop.store.store import Store
from fgj_desktop.views.about_dialog import AboutDialog, versions
from fgj_desktop.views.preferences import points_of, region_of, theme_of, wants_dark
from fgj_desktop.views.settings_dialog import SettingsDialog
from fgj_desktop.views.theme import FONT_POINTS, apply_theme
from tests.views.dialog_tools import Memory, ledger_with, texts


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with ledger_with(tmp_path) as store:
        yield store


def dialog_on(qtbot: QtBot, store: Store | None, memory: Memory, read_only: bool = False) -> SettingsDialog:
    dialog = SettingsDialog(memory, store.settings if store else None, read_only=read_only)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def ok(dialog: SettingsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_what_is_chosen_is_stored_where_it_belongs(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    memory = Memory()
    dialog = dialog_on(qtbot, store, memory)
    heard: list[object] = []
    dialog.ledger_settings_changed.connect(lambda: heard.append("file"))
    dialog.appearance_changed.connect(lambda: heard.append("screen"))
    dialog.money_unit_chosen.connect(heard.append)
    dialog.light.setCurrentIndex(dialog.light.findData("points"))
    dialog.second.setText(str(tmp_path))
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.points.setCurrentIndex(2)
    dialog.unit.setCurrentIndex(dialog.unit.findData(str(YI)))
    ok(dialog, qtbot)
    assert store.settings.get("light_method") == "points"
    assert store.settings.get(SECOND_PLACE) == str(tmp_path)
    assert theme_of(memory) == "dark"
    assert wants_dark(memory)
    assert points_of(memory) == 11.0
    assert heard == ["file", YI, "screen"]


def test_the_reference_line_of_bonds_is_off_until_it_is_chosen(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store, Memory())
    assert not dialog.reference_line.isChecked()
    dialog.reference_line.setChecked(True)
    ok(dialog, qtbot)
    assert store.settings.get(REFERENCE_LINE) is True
    assert dialog_on(qtbot, store, Memory()).reference_line.isChecked()


def test_escape_stores_nothing(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store, Memory())
    dialog.office.setText("武江区发展和改革局")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert store.settings.get("office") == "浈江区发展和改革局"


def test_the_region_follows_the_office_until_it_is_typed(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store, Memory())
    dialog.office.textEdited.emit("韶关市武江区发展和改革局")
    assert dialog.region.text() == "440203"
    dialog.region.clear()
    qtbot.keyClicks(dialog.region, "440299")
    dialog.office.textEdited.emit("浈江区发展和改革局")
    assert dialog.region.text() == "440299"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [("region", "44020", "不是六位数字"), ("second", "/没有/这里", "不存在或现在不可用")],
)
def test_what_cannot_be_is_refused_in_words(
    qtbot: QtBot, store: Store, field: str, text: str, said: str
) -> None:
    dialog = dialog_on(qtbot, store, Memory())
    getattr(dialog, field).setText(text)
    ok(dialog, qtbot)
    assert dialog.isVisible()
    assert said in texts(dialog)


def test_each_light_rule_is_explained_by_the_sentence_that_is_printed(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_on(qtbot, store, Memory())
    explained = set()
    for place in range(dialog.light.count()):
        dialog.light.setCurrentIndex(place)
        explained.add(dialog._light_note.text())
    assert len(explained) == 3
    assert all(text.startswith("亮灯规则（") for text in explained)


def test_a_file_open_for_reading_only_keeps_its_settings(qtbot: QtBot, store: Store) -> None:
    memory = Memory()
    dialog = dialog_on(qtbot, store, memory, read_only=True)
    assert not dialog.office.isEnabled()
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    ok(dialog, qtbot)
    assert theme_of(memory) == "dark"


def test_without_a_ledger_only_the_screen_is_offered(qtbot: QtBot) -> None:
    dialog = dialog_on(qtbot, None, Memory())
    assert not dialog.office.isVisible()
    assert dialog.theme.isVisible()
    ok(dialog, qtbot)


def test_unknown_words_in_the_memory_count_for_nothing() -> None:
    memory = Memory(theme="pink", points="many")
    assert theme_of(memory) == "system"
    assert points_of(memory) == FONT_POINTS
    assert region_of("某某区发改局") == ""


def test_larger_text_fits(qtbot: QtBot, store: Store, qapp: QApplication) -> None:
    try:
        apply_theme(qapp, dark=False, points=13)
        dialog = dialog_on(qtbot, store, Memory())
        for label in dialog.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())
    finally:
        apply_theme(qapp, dark=False)


def test_about_tells_versions_and_what_the_program_must_not_hold(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AboutDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    said = texts(dialog)
    assert "本软件仅限非涉密计算机使用，严禁录入国家秘密、工作秘密和公民个人敏感信息。" in said
    assert "MIT" in said
    assert str(tmp_path) in said
    for value in versions().values():
        assert value in said
    dialog.copy_versions()
    assert "SQLite" in QApplication.clipboard().text()
