"""Attachments in the card: added, shown, opened, deleted, and every failure told in a sentence."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.store.attachments import attachment_folder, find_file
from fgj_desktop.views.card_files import FilesPage
from fgj_desktop.views.card_pictures import read_picture
from fgj_desktop.views.main_window import MainWindow
from tests.views.card_tools import KEY, card_of, go, page_of, settle, window, write

__all__ = ["window"]


@pytest.fixture
def page(window: MainWindow) -> FilesPage:
    found = page_of(window, FilesPage)
    assert isinstance(found, FilesPage)
    return found


def photo(
    folder: Path, name: str = "工地.jpg", width: int = 400, height: int = 300, shade: str = "red"
) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(shade))
    path = folder / name
    assert image.save(str(path))
    return path


def names(page: FilesPage) -> list[str]:
    return [page.files.value(row, "name") for row in range(page.files.rowCount())]


def said(window: MainWindow) -> str:
    return card_of(window).message.text()


def test_an_added_photo_is_listed_with_a_small_picture(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    page.add([photo(tmp_path)])
    assert names(page) == ["工地.jpg"]
    assert page.words(0).startswith("现场照片　")
    assert said(window) == "已添加 1 个附件。可按 Ctrl+Z 撤销。"
    assert window.document.store.undo_label() == "添加附件：工地.jpg"
    page.table.viewport().grab()
    page.pictures.finish()
    QApplication.processEvents()
    shown = page.table.viewport().grab().toImage()
    spot = page.table.visualRect(page.files.index(0, 0)).center()
    assert shown.pixelColor(spot).red() > 200


def test_undo_takes_the_row_away_and_redo_brings_it_back_with_its_file(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    page.add([photo(tmp_path)])
    digest = page.files.value(0, "digest")
    window.undo()
    settle(window)
    assert names(page) == []
    assert page._empty.isVisible()
    assert find_file(window.document.store.path, digest) is not None
    window.redo()
    settle(window)
    assert names(page) == ["工地.jpg"]
    assert page.files.file(0) is not None


def test_several_files_are_one_action_and_what_fails_is_told(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    page.add(
        [photo(tmp_path, "一.png"), folder, photo(tmp_path, "二.png", shade="blue"), tmp_path / "没有.pdf"]
    )
    assert names(page) == ["一.png", "二.png"]
    assert window.document.store.undo_label() == "添加 2 个附件"
    assert "“照片”是文件夹，未添加" in said(window)
    assert "找不到“没有.pdf”" in said(window)


def test_a_name_taken_by_another_content_gets_a_number_and_the_same_content_is_not_listed_twice(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    first = photo(tmp_path)
    (tmp_path / "别处").mkdir()
    second = photo(tmp_path / "别处", shade="green")
    page.add([first])
    page.add([second, first])
    assert names(page) == ["工地.jpg", "工地（2）.jpg"]
    assert "与已有附件“工地.jpg”内容相同，未重复添加" in said(window)


def test_files_are_added_by_dropping_them(window: MainWindow, page: FilesPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5).toPointF(), copy, data, left, none))
    QApplication.processEvents()
    assert names(page) == ["工地.jpg"]


def test_a_picture_on_the_clipboard_is_pasted(window: MainWindow, page: FilesPage) -> None:
    image = QImage(50, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["图片 2021-10-08 08.10.00.png"]
    kept = page.files.file(0)
    assert kept is not None
    assert QImage(str(kept)).size() == QSize(50, 40)
    QGuiApplication.clipboard().setText("文字")
    assert not page.paste()


def test_note_and_date_are_typed_into_the_row(window: MainWindow, page: FilesPage, tmp_path: Path) -> None:
    page.add([photo(tmp_path)])
    go(page.table, 0, 2)
    write(page.table, "2021.9.3", Qt.Key.Key_Tab)
    write(page.table, "主体封顶")
    assert (page.files.value(0, "taken_on"), page.files.value(0, "note")) == ("2021-09-03", "主体封顶")


def test_an_attachment_is_opened_with_the_systems_program(
    window: MainWindow, page: FilesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    page.add([photo(tmp_path)])
    page.open_chosen()
    assert opened == [str(page.files.file(0))]


def test_a_program_is_not_opened(
    window: MainWindow, page: FilesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail("opened"))
    program = tmp_path / "安装.exe"
    program.write_bytes(b"MZ")
    page.add([program])
    page.open_chosen()
    assert "是程序文件，不能在这里打开" in said(window)


def test_a_file_that_vanished_is_told_and_kept_in_the_list(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    page.add([photo(tmp_path)])
    kept = page.files.file(0)
    assert kept is not None
    kept.unlink()
    page._show_state()
    assert "文件不在附件文件夹中" in page._about.text()
    page.open_chosen()
    assert "无法打开" in said(window)
    assert "台账_附件" in said(window)
    page.table.viewport().grab()


def test_a_copy_is_saved_elsewhere_or_the_reason_told(
    window: MainWindow, page: FilesPage, tmp_path: Path
) -> None:
    source = photo(tmp_path)
    page.add([source])
    kept = page.files.file(0)
    assert kept is not None
    page.save(kept, tmp_path / "副本.jpg")
    assert (tmp_path / "副本.jpg").read_bytes() == source.read_bytes()
    page.save(kept, tmp_path / "没有的文件夹" / "副本.jpg")
    assert "未能保存" in said(window)


def test_a_deleted_attachment_comes_back_by_undo(window: MainWindow, page: FilesPage, tmp_path: Path) -> None:
    page.add([photo(tmp_path)])
    page.delete_chosen()
    assert names(page) == []
    assert window.document.store.undo_label() == "删除附件：工地.jpg"
    window.undo()
    settle(window)
    assert names(page) == ["工地.jpg"]


@pytest.mark.qt_log_ignore("JPEG", extend=True)
def test_broken_and_huge_pictures_have_a_sign_instead(
    window: MainWindow, page: FilesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "坏.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    head = photo(tmp_path, "头.png", 10, 10).read_bytes()
    huge = tmp_path / "巨.png"
    # 20,000 by 20,000 dots in the header: 1.6 GB when read.
    header = head[12:16] + (20_000).to_bytes(4, "big") * 2 + head[24:29]
    huge.write_bytes(head[:12] + header + zlib.crc32(header).to_bytes(4, "big") + head[33:])
    page.add([broken, huge])
    for row in range(2):
        path = page.files.file(row)
        assert path is not None
        assert read_picture(path, QSize(64, 64)).isNull()
    page.table.viewport().grab()
    page.pictures.finish()
    QApplication.processEvents()
    page.table.viewport().grab()
    assert len(names(page)) == 2


def test_a_large_photo_is_read_small(tmp_path: Path) -> None:
    path = photo(tmp_path, "大.jpg", 4000, 3000)
    assert read_picture(path, QSize(100, 100)).size() == QSize(100, 75)


def test_without_attachments_the_page_says_how_to_add_one(window: MainWindow, page: FilesPage) -> None:
    assert "还没有附件" in page._empty.text()
    assert page._empty.isVisible()
    assert [button.isEnabled() for button in page.buttons()] == [True, False, False, False]


def test_each_record_shows_its_own(window: MainWindow, page: FilesPage, tmp_path: Path) -> None:
    page.add([photo(tmp_path)])
    window.cards.step(1)
    settle(window)
    assert names(page) == []
    window.cards.step(-1)
    settle(window)
    assert names(page) == ["工地.jpg"]


def test_backing_up_now_copies_new_attachments(window: MainWindow, page: FilesPage, tmp_path: Path) -> None:
    from fgj_desktop.views.window_actions import back_up_now

    page.add([photo(tmp_path)])
    back_up_now(window)
    assert "已复制新附件 1 个" in window.message.text()
    backups = window.backups.keeper.folder
    assert list((backups / attachment_folder(window.document.store.path).name).rglob("*.jpg"))
    window.document.act("改", lambda writes: writes.set(KEY, page.files.record or 0, "sector", None, "民生"))
    back_up_now(window)
    assert "新附件" not in window.message.text()
