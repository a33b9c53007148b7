"""Files asked for in Chinese; the folder last used comes back; files dropped anywhere are taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fgj_desktop.views.drops import FileDrop
from fgj_desktop.views.file_dialogs import (
    LEDGER_FILES,
    TABLE_FILES,
    ask_folder,
    ask_open,
    ask_open_many,
    ask_save,
    remember_folder,
    remembered_folder,
)
from tests.views.dialog_tools import Memory, settle


def test_a_chosen_file_comes_to_the_function(qtbot: QtBot, tmp_path: Path) -> None:
    got: list[Path] = []
    (tmp_path / "台账.fgj").touch()
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ask_open(parent, "打开台账文件", tmp_path, LEDGER_FILES, got.append)
    assert dialog.windowTitle() == "打开台账文件"
    dialog.fileSelected.emit(str(tmp_path / "台账.fgj"))
    assert got == [tmp_path / "台账.fgj"]
    dialog.close()


def test_several_files_come_in_the_order_of_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    got: list[object] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ask_open_many(parent, "选择 Excel 台账", tmp_path, TABLE_FILES, got.append)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(tmp_path / "9月.xlsx"), str(tmp_path / "8月.xlsx")])
    assert got == [[tmp_path / "8月.xlsx", tmp_path / "9月.xlsx"]]
    dialog.close()


def test_saving_proposes_a_name_and_adds_the_suffix(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ask_save(
        parent, "保存", tmp_path / "未导入的行.xlsx", "Excel 工作簿 (*.xlsx)", lambda _path: None
    )
    assert dialog.defaultSuffix() == "xlsx"
    assert dialog.selectedFiles() == [str(tmp_path / "未导入的行.xlsx")]
    dialog.close()
    folder = ask_folder(parent, "选择文件夹", tmp_path, lambda _path: None)
    assert folder.fileMode() is QFileDialog.FileMode.Directory
    folder.close()


def test_the_folder_last_used_comes_back_while_it_is_there(tmp_path: Path) -> None:
    memory = Memory()
    assert remembered_folder(memory, "import", tmp_path) == tmp_path
    chosen = tmp_path / "九月"
    chosen.mkdir()
    remember_folder(memory, "import", chosen / "台账.xlsx")
    assert remembered_folder(memory, "import") == chosen
    assert remembered_folder(memory, "export", tmp_path) == tmp_path
    chosen.rmdir()
    assert remembered_folder(memory, "import", tmp_path) == tmp_path


def drop(target: QWidget, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, button, key)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, data, button, key))
    settle()
    return enter.isAccepted()


def test_tables_dropped_on_the_window_are_announced_and_ledgers_opened(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    field = QLineEdit(window)
    qtbot.addWidget(window)
    tables: list[object] = []
    ledgers: list[object] = []
    watcher = FileDrop(window)
    watcher.tables_dropped.connect(tables.append)
    watcher.ledger_dropped.connect(ledgers.append)
    assert not field.acceptDrops()
    assert drop(window, tmp_path / "9月.xlsx", tmp_path / "8月.et")
    assert tables == [[tmp_path / "9月.xlsx", tmp_path / "8月.et"]]
    assert drop(window, tmp_path / "台账.fgj")
    assert ledgers == [tmp_path / "台账.fgj"]
    assert len(tables) == 1


def test_a_dropped_folder_stands_for_its_files_and_office_leftovers_are_passed_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for name in ("8月.xlsx", "9月.xlsx", "~$9月.xlsx"):
        (tmp_path / name).touch()
    tables: list[object] = []
    watcher = FileDrop(window)
    watcher.tables_dropped.connect(tables.append)
    drop(window, tmp_path)
    assert tables == [[tmp_path / "8月.xlsx", tmp_path / "9月.xlsx"]]


def test_a_drag_of_text_is_left_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    FileDrop(window)
    assert not drop(window)
