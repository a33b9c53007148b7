"""Backups are listed, checked, made and gone back to; a damaged ledger finds its way back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.rules import RULES
from fgj_desktop.store.backup_keeper import BackupKeeper
from fgj_desktop.store.store import Store
from fgj_desktop.views.backup_dialog import BackupDialog
from fgj_desktop.views.backup_list import BackupList, age_text, size_text
from fgj_desktop.views.question_box import QuestionBox
from fgj_desktop.views.recovery_page import RecoveryPage
from tests.store.support import add_project
from tests.views.dialog_tools import NOW, texts

HOUR = datetime.timedelta(hours=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW - 2 * HOUR

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = Store.create(tmp_path / "台账.fgj", RULES, clock=clock)
    add_project(store, "甲项目")
    yield store
    store.close()


@pytest.fixture
def keeper(store: Store, tmp_path: Path, clock: Clock) -> BackupKeeper:
    """Keeps three backups: the first and the last whole, the one between damaged."""
    keeper = BackupKeeper(store, tmp_path / "备份")
    for _ in range(3):
        clock.now += HOUR / 2
        keeper.back_up()
    damage(keeper.backups()[1].path)
    return keeper


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"x" * 4096
    path.write_bytes(content)


def results(shown: BackupList) -> list[str]:
    return [shown.topLevelItem(place).text(3) for place in range(shown.topLevelItemCount())]


def test_each_backup_is_checked_before_it_counts(qtbot: QtBot, store: Store, keeper: BackupKeeper) -> None:
    dialog = BackupDialog(store, keeper)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.list.checked):
        dialog.show()
    assert results(dialog.list) == ["完好", "已损坏", "完好"]
    assert dialog.restore_button.isEnabled()
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    assert not dialog.restore_button.isEnabled()


def test_a_backup_made_now_appears_at_the_top(
    qtbot: QtBot, store: Store, keeper: BackupKeeper, clock: Clock
) -> None:
    dialog = BackupDialog(store, keeper)
    qtbot.addWidget(dialog)
    dialog.show()
    clock.now = NOW
    with qtbot.waitSignal(dialog.backed_up):
        dialog.back_up_button.click()
    assert dialog.said() == "已备份：2021年10月8日 14:30:00。"
    assert dialog.list.topLevelItem(0).text(0) == "2021年10月8日 14:30:00"
    assert dialog.list.topLevelItem(0).text(1) == "刚刚"


def test_a_second_place_that_is_gone_is_told(
    qtbot: QtBot, store: Store, keeper: BackupKeeper, tmp_path: Path, clock: Clock
) -> None:
    dialog = BackupDialog(store, keeper)
    qtbot.addWidget(dialog)
    dialog.set_second(tmp_path / "U盘")
    clock.now = NOW
    dialog.back_up()
    assert "第二存放位置" in dialog.said()
    (tmp_path / "U盘").mkdir()
    dialog.back_up()
    assert dialog.said().endswith("并已复制到第二存放位置。")
    dialog.no_second_button.click()
    assert "未设置" in dialog._second.text()


def test_going_back_is_asked_once_and_left_to_the_owner_of_the_file(
    qtbot: QtBot, store: Store, keeper: BackupKeeper
) -> None:
    dialog = BackupDialog(store, keeper)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.list.checked):
        dialog.show()
    dialog.restore_button.click()
    box = dialog.findChild(QuestionBox)
    assert box is not None
    assert "不会删除" in texts(box)
    with qtbot.waitSignal(dialog.restore_requested) as heard:
        box.go.click()
    assert heard.args == [keeper.backups()[0].path]


def test_a_damaged_ledger_is_replaced_by_the_backup_chosen_and_kept_aside(
    qtbot: QtBot, store: Store, keeper: BackupKeeper, tmp_path: Path
) -> None:
    path = store.path
    store.close()
    damage(path)
    page = RecoveryPage(path, folder=keeper.folder, clock=lambda: NOW)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.list.checked):
        page.show()
    assert page.message() == "台账文件已损坏，未作任何改动。可从 2 个备份中选择还原。"
    with qtbot.waitSignal(page.restored) as heard:
        qtbot.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    assert heard.args[0] == path
    assert "改名保留为“台账.损坏-" in str(heard.args[1])
    assert len(list(tmp_path.glob("台账.损坏-*.fgj"))) == 1
    with Store.open(path, RULES) as restored:
        assert restored.undo_label() == "新增 甲项目"


def test_without_a_good_backup_the_page_says_where_to_look(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = store.path
    store.close()
    damage(path)
    page = RecoveryPage(path, folder=tmp_path / "没有")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.list.checked):
        page.show()
    assert page.message() == "台账文件已损坏，未作任何改动。没有找到备份，请保留此文件。"
    assert "从其他位置" in page.problem()
    assert not page.restore_button.isEnabled()


def test_a_backup_that_cannot_be_used_leaves_all_as_it_was(
    qtbot: QtBot, store: Store, keeper: BackupKeeper
) -> None:
    path = store.path
    store.close()
    before = path.read_bytes()
    page = RecoveryPage(path, folder=keeper.folder)
    qtbot.addWidget(page)
    page.restore_from(keeper.backups()[1].path)
    assert page.problem()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (datetime.timedelta(seconds=20), "刚刚"),
        (datetime.timedelta(minutes=25), "25 分钟前"),
        (3 * HOUR, "3 小时前"),
        (24 * HOUR, "昨天"),
        (1200 * HOUR, "50 天前"),
    ],
)
def test_ages_are_said_in_words(before: datetime.timedelta, text: str) -> None:
    assert age_text(NOW - before, NOW) == text


def test_sizes_are_said_in_words() -> None:
    assert size_text(122_880) == "120 KB"
    assert size_text(5 * 1024**2) == "5.0 MB"
