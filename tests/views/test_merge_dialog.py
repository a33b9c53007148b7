"""Merging a colleague's file by the dialog: what it tells, what is decided, what is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.merge_dialog import MergeDialog, merge_colleague
from fgj_desktop.views.window_memory import WindowMemory
from tests.store.support import SEPTEMBER, add_project, contents
from tests.views.dialog_tools import in_light, settle, texts

OURS, THEIRS = 2, 3


@pytest.fixture
def other(store: Store) -> Path:
    """A copy in which another clerk worked on, while this one went on here."""
    path = store.path.with_name("李四.fgj")
    store.connection.execute("VACUUM INTO ?", (str(path),))
    first, second, third = store.view(KEY_PROJECT, SEPTEMBER).ids()[:3]
    with Store.open(path, RULES) as theirs:
        put(theirs, first, physical_progress="封顶", remark="已核实")
        put(theirs, second, invested_to_date=26 * 100_000_000)
        add_project(theirs, "新增的项目", SEPTEMBER)
        with theirs.action("新增") as writes:
            writes.insert(BOND_RESERVE, {"name": "储备项目"}, SEPTEMBER)
        with theirs.action("删除") as writes:
            writes.delete(KEY_PROJECT, [third])
    put(store, first, physical_progress="装修施工")
    return path


def put(store: Store, record: int, **values: object) -> None:
    with store.action("修改") as writes:
        writes.put(KEY_PROJECT, record, SEPTEMBER, values)  # type: ignore[arg-type]


def progress(store: Store) -> object:
    return store.view(KEY_PROJECT, SEPTEMBER).rows()[0].values["physical_progress"]


@pytest.fixture
def window(store: Store, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    in_light(application)
    made = MainWindow(LedgerDocument(store, SEPTEMBER), WindowMemory(tmp_path / "window.json"))
    made.show()
    settle()
    yield made
    made.turns.stop()
    made.sides.charts.stop()
    made.pane.stop()


@pytest.fixture
def dialog(window: MainWindow, other: Path, qtbot: QtBot) -> MergeDialog:
    made = merge_colleague(window, other)
    with qtbot.waitSignal(made.reading.finished, timeout=20_000):
        assert "正在打开“李四.fgj”" in texts(made)
    settle()
    return made


def test_it_tells_each_ledger_and_merges_as_one_step(
    dialog: MergeDialog, window: MainWindow, store: Store
) -> None:
    before = contents(store)
    assert dialog.ledgers is not None
    told = [dialog.ledgers.picks.texts(at)[:5] for at in range(dialog.ledgers.picks.rowCount())]
    assert ("区市重点项目台账", "1", "2", "1", "1") in told
    assert ("储备项目", "1", "0", "0", "0") in [(one[0][-4:], *one[1:]) for one in told]
    assert "将新增 2 项，修改 2 处，冲突 1 处用本文件的。" in texts(dialog)
    dialog.merge_button.click()
    settle()
    assert "已并入：新增 2 项，修改 2 处。可按 Ctrl+Z 全部撤回。" in window.message.text()
    assert progress(store) == "装修施工"
    assert store.size(KEY_PROJECT) == 7
    window.document.undo()
    assert contents(store) == before


def test_a_conflict_is_decided_by_a_click_or_the_space_bar(
    dialog: MergeDialog, qtbot: QtBot, store: Store
) -> None:
    conflicts = dialog.conflicts
    assert conflicts is not None
    assert conflicts.picks.texts(0) == (
        "乐园镇中心小学扩建项目",
        "形象进度（2021年9月）",
        "装修施工",
        "封顶",
    )
    assert conflicts.picks.boxes(0) == [(OURS, True), (THEIRS, False)]
    cell = conflicts.visualRect(conflicts.picks.index(0, THEIRS)).center()
    qtbot.mouseClick(conflicts.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert conflicts.picks.boxes(0) == [(OURS, False), (THEIRS, True)]
    assert "将新增 2 项，修改 3 处。" in texts(dialog)
    conflicts.selectRow(0)
    qtbot.keyClick(conflicts, Qt.Key.Key_Space)
    assert conflicts.picks.boxes(0) == [(OURS, True), (THEIRS, False)]
    next(one for one in buttons(dialog) if one.text() == "全部用对方的").click()
    dialog.merge_button.click()
    assert progress(store) == "封顶"


def buttons(dialog: MergeDialog) -> list:  # type: ignore[type-arg]
    from PySide6.QtWidgets import QAbstractButton

    return [one for one in dialog.findChildren(QAbstractButton) if one.isVisible()]


def test_a_ledger_is_left_out_and_a_deletion_followed(dialog: MergeDialog, store: Store) -> None:
    assert dialog.ledgers is not None
    names = [dialog.ledgers.picks.texts(at)[0] for at in range(dialog.ledgers.picks.rowCount())]
    row = next(at for at, name in enumerate(names) if "储备项目" in name)
    dialog.ledgers.picks.pick(row, 0)
    assert "将新增 1 项，修改 2 处，冲突 1 处用本文件的。" in texts(dialog)
    fold = dialog.folds.fold("deleted")
    assert fold is not None
    fold.open()
    settle()
    from fgj_desktop.views.pick_list import PickList

    (listed,) = fold.findChildren(PickList)
    assert listed.picks.texts(0)[1] == "犁市镇污水处理设施及管网"
    listed.picks.pick(0, 0)
    assert "删除 1 项" in texts(dialog)
    dialog.merge_button.click()
    assert store.size(BOND_RESERVE) == 1
    assert store.size(KEY_PROJECT) == 6


def test_cancel_writes_nothing_and_lets_the_file_go(dialog: MergeDialog, store: Store, other: Path) -> None:
    before = contents(store)
    session = dialog.session
    assert session is not None
    dialog.cancel_button.click()
    assert contents(store) == before
    assert not session.merging.other.is_open
    with Store.open(other, RULES) as again:
        assert not again.read_only


def test_another_bureaus_file_is_asked_about(
    window: MainWindow, store: Store, other: Path, qtbot: QtBot
) -> None:
    store.settings.set("office", "浈江区发展和改革局")
    with Store.open(other, RULES) as theirs:
        theirs.settings.set("office", "武江区发展和改革局")
    dialog = merge_colleague(window, other)
    with qtbot.waitSignal(dialog.reading.finished, timeout=20_000):
        pass
    settle()
    assert "对方文件的单位是“武江区发展和改革局”" in texts(dialog)
    assert not dialog.merge_button.isEnabled()
    dialog.bureau.setChecked(True)
    assert dialog.merge_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("which", ["same", "text", "unchanged"])
def test_what_is_refused_or_holds_nothing_new_is_said_in_the_dialog(
    which: str, window: MainWindow, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    path = store.path
    if which == "text":
        path = tmp_path / "说明.fgj"
        path.write_text("不是台账")
    elif which == "unchanged":
        path = tmp_path / "副本.fgj"
        store.connection.execute("VACUUM INTO ?", (str(path),))
    dialog = merge_colleague(window, path)
    qtbot.waitUntil(lambda: dialog.cancel_button.text() == "关闭", timeout=20_000)
    said = {
        "same": "就是当前打开的台账文件，未并入。请选择同事的台账文件。",
        "text": "“说明.fgj”不是本软件的台账文件，未并入。",
        "unchanged": "没有变化：“副本.fgj”没有需要并入的内容。",
    }
    assert said[which] in texts(dialog)
    assert not dialog.merge_button.isVisible()
    dialog.cancel_button.click()


def test_the_file_is_let_go_when_the_dialog_closes_while_reading(
    window: MainWindow, other: Path, store: Store
) -> None:
    dialog = merge_colleague(window, other)
    dialog.reject()
    settle(20)
    add_project(store, "仍可录入")
    with Store.open(other, RULES) as again:
        assert not again.read_only
