"""The program around the window: files that open or do not, first page, restoring, faults of our own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.app import choose_input_method
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.opening import Opened
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.program import Program
from fgj_desktop.views.recovery_page import RecoveryPage
from fgj_desktop.views.start_page import Start, StartPage
from fgj_desktop.views.trouble import Trouble
from fgj_desktop.views.window_memory import WindowMemory
from tests.sample_store import fill


def made(path: Path) -> Path:
    with Store.create(path, RULES) as store:
        fill(store)
    return path


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A program whose end is noted instead of ending the tests."""
    ended: list[bool] = []
    monkeypatch.setattr(qapp, "quit", lambda: ended.append(True))
    before = qapp.quitOnLastWindowClosed()
    running = Program(qapp, WindowMemory(tmp_path / "window.json"), build_sample=made)
    running.ended = ended  # type: ignore[attr-defined]
    yield running
    for window in (running.window, running.page):
        if window is not None:
            window.close()
    qapp.setQuitOnLastWindowClosed(before)
    running.deleteLater()


def is_over(program: Program) -> bool:
    return bool(program.ended)  # type: ignore[attr-defined]


def test_without_a_file_the_first_page_is_shown(program: Program) -> None:
    program.start(None)
    assert isinstance(program.page, StartPage)
    program.page.close()
    assert is_over(program)


def test_a_blank_ledger_is_made_from_the_answers(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.start(None)
    page = program.page
    assert isinstance(page, StartPage)
    file = tmp_path / "新文件夹" / "发改台账.fgj"
    page.started.emit(Start("blank", "浈江区发展和改革局", "440204", Month(2021, 9), file))
    qtbot.waitUntil(lambda: program.window is not None)
    window = program.window
    assert window is not None
    assert program.page is None
    assert window.document.store.settings.get("office") == "浈江区发展和改革局"
    assert window.document.working == Month(2021, 9)
    assert not is_over(program)
    window.close()
    assert is_over(program)


def test_the_sample_is_made_where_the_clerk_wants_it(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.start(None)
    page = program.page
    assert isinstance(page, StartPage)
    file = tmp_path / "示例台账.fgj"
    page.started.emit(Start("sample", "某区发展和改革局", "", Month(2021, 9), file))
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert len(program.window.pane.table.ids if program.window.pane.table else ()) == 6


def test_a_refusal_is_said_on_the_first_page(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    def refuse(_path: Path) -> None:
        raise UserError("示例工作簿不完整。")

    program._build_sample = refuse
    program.start(None)
    page = program.page
    assert isinstance(page, StartPage)
    page.started.emit(Start("sample", "某局", "", Month(2021, 9), tmp_path / "示例台账.fgj"))
    qtbot.waitUntil(lambda: page._problem.text() != "")
    assert page._problem.text() == "示例工作簿不完整。"
    assert program.page is page


def test_the_command_to_leave_closes_the_file_and_asks_nothing_of_it_afterwards(
    program: Program, tmp_path: Path
) -> None:
    program.open(made(tmp_path / "甲.fgj"))
    window = program.window
    assert window is not None
    window.bar.actions["quit"].trigger()
    assert not window.document.store.is_open
    assert is_over(program)


def test_another_file_takes_the_place_of_the_open_one(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.open(made(tmp_path / "甲.fgj"))
    first = program.window
    assert first is not None
    first.open_requested.emit(made(tmp_path / "乙.fgj"))
    qtbot.waitUntil(lambda: program.window is not first)
    assert program.window is not None
    assert program.window.document.store.path.name == "乙.fgj"
    assert program.memory.recent()[0].name == "甲.fgj"
    assert not is_over(program)
    program.window.close()
    assert is_over(program)


def test_a_file_that_cannot_be_opened_leaves_the_open_one(program: Program, tmp_path: Path) -> None:
    program.open(made(tmp_path / "甲.fgj"))
    first = program.window
    assert first is not None
    wrong = tmp_path / "表.fgj"
    wrong.write_text("不是台账" * 100, encoding="utf-8")
    program.open(wrong)
    assert program.window is first
    assert first.message.text() == "此文件不是本软件的台账文件。"


def test_a_damaged_file_opens_the_recovery_page(program: Program, tmp_path: Path) -> None:
    path = made(tmp_path / "甲.fgj")
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 6] = b"\x00" * 4096 * 5
    path.write_bytes(content)
    program.open(path)
    assert isinstance(program.page, RecoveryPage)
    assert program.window is None


def test_a_backup_takes_the_place_of_the_open_file(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    from fgj_desktop.ledgers import ledger_named

    program.open(made(tmp_path / "甲.fgj"))
    window = program.window
    assert window is not None
    info = window.backups.now()
    assert info is not None
    assert any(text.startswith("最近备份") for text in window.status.texts())
    key = ledger_named("key_project")
    document = window.document
    document.act("删除", lambda writes: writes.delete(key, document.view(key).ids()[:3]))
    window.restore_requested.emit(info.path)
    qtbot.waitUntil(lambda: program.window is not None and program.window is not window)
    restored = program.window
    assert restored is not None
    assert restored.document.view(key).count() == 6
    assert restored.message.text().startswith("已还原。")
    assert not is_over(program)


# --- our own faults -----------------------------------------------------------------------------


def test_a_fault_is_logged_and_told_with_details(qapp: QApplication, tmp_path: Path) -> None:
    trouble = Trouble(qapp, tmp_path / "logs", lambda: None)
    try:
        raise ValueError("三个不该出现的值")
    except ValueError as fault:
        trouble.report(type(fault), fault, fault.__traceback__)
    QApplication.processEvents()
    assert "三个不该出现的值" in trouble.path.read_text(encoding="utf-8")
    box = trouble._box
    assert box is not None
    assert box.text().startswith("程序出现内部错误")
    copy = next(button for button in box.buttons() if button.text() == "复制详情")
    copy.click()
    assert "三个不该出现的值" in QApplication.clipboard().text()
    assert box.isVisible()
    box.close()
    for handler in trouble.logger().handlers:
        handler.close()
    trouble.logger().handlers.clear()
    trouble.deleteLater()


def test_a_fault_that_states_its_blame_is_told_in_its_words(qapp: QApplication, tmp_path: Path) -> None:
    trouble = Trouble(qapp, tmp_path / "logs", lambda: None)
    fault = UserError("没有这样的月份。")
    trouble.report(type(fault), fault, None)
    QApplication.processEvents()
    box = trouble._box
    assert box is not None
    assert box.text() == "没有这样的月份。"
    box.close()
    for handler in trouble.logger().handlers:
        handler.close()
    trouble.logger().handlers.clear()
    trouble.deleteLater()


def test_damage_met_while_reading_is_told_once_and_in_its_words(qapp: QApplication, tmp_path: Path) -> None:
    trouble = Trouble(qapp, tmp_path / "logs", lambda: None)
    boxes: list[str] = []
    for _ in range(2):
        fault = apsw.CorruptError("database disk image is malformed")
        trouble.report(type(fault), fault, None)
        QApplication.processEvents()
        if trouble._box is not None:
            boxes.append(trouble._box.text())
            trouble._box.close()
            QApplication.processEvents()
    assert boxes == ["台账文件已损坏，未作任何改动。可从备份中选择还原。"]
    for handler in trouble.logger().handlers:
        handler.close()
    trouble.logger().handlers.clear()
    trouble.deleteLater()


def test_damage_met_only_while_reading_opens_the_recovery_page(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "甲.fgj")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    # Large files are not checked whole when they are opened.
    monkeypatch.setattr("fgj_desktop.store.recovery.WHOLE_CHECK_LIMIT", 0)
    program.open(path)
    assert isinstance(program.page, RecoveryPage)
    assert program.window is None
    assert path.read_bytes() == bytes(content)
    assert not path.with_name(path.name + ".lock").exists()


def test_a_fault_of_ours_at_the_start_leaves_the_first_page(program: Program, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="三个不该出现的值"):
        program.start(Opened(tmp_path / "甲.fgj", bug=ValueError("三个不该出现的值")))
    assert program.page is not None


# --- input methods ------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux chooses by a variable")
@pytest.mark.parametrize(
    ("environment", "plugin", "chosen"),
    [
        ({"QT_IM_MODULE": "fcitx"}, False, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, False, "ibus"),
        ({"QT_IM_MODULE": "fcitx"}, True, "fcitx"),
        ({"XMODIFIERS": "@im=fcitx"}, False, "ibus"),
        ({"QT_IM_MODULE": "ibus"}, False, "ibus"),
        ({}, False, None),
    ],
)
def test_fcitx_is_spoken_to_by_way_of_ibus(
    environment: dict[str, str], plugin: bool, chosen: str | None, tmp_path: Path
) -> None:
    if plugin:
        (tmp_path / "libfcitxplatforminputcontextplugin.so").touch()
    choose_input_method(environment, tmp_path)
    assert environment.get("QT_IM_MODULE") == chosen
