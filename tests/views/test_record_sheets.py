"""打印 → 一项一档 in the window: for the records of the selected cells, as pages and as a PDF that is read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton

from fgj_desktop.ledgers import ATTACHMENT
from fgj_desktop.ledgers.values import YI
from fgj_desktop.store.attachments import keep_content, keep_file
from fgj_desktop.views import print_pictures, record_sheets
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_painter import page_image
from fgj_desktop.views.record_sheets import SheetPreview, preview_sheets
from tests.documents.pdf_reading import pdf_text
from tests.sample_store import PROJECTS
from tests.views.card_tools import KEY, card_of, settle, window

__all__ = ["window"]


def opened(window: MainWindow) -> SheetPreview:
    dialog = preview_sheets(window)
    assert dialog is not None
    return dialog


def titles(dialog: SheetPreview) -> list[str]:
    found = ["".join(line.text for line in page.cells[0].lines) for page in dialog.pages.pages]
    return [text.removesuffix("一项一档") for text in found if text.endswith("一项一档")]


def test_the_current_record_is_one_sheet(window: MainWindow) -> None:
    grid = window.pane.grid
    grid.setCurrentIndex(window.pane.shown_table.index(2, 2))
    dialog = opened(window)
    assert titles(dialog) == [PROJECTS[2][0]]
    assert dialog.isVisible()
    assert dialog.windowTitle() == "打印预览　一项一档"
    dialog.close()


def test_of_grouped_rows_the_headings_are_left_out(window: MainWindow) -> None:
    window.pane.apply(replace(window.pane.choice, group="responsible_unit"))
    settle(window)
    window.pane.grid.selectAll()
    records = window.pane.shown_table.rowCount() - 4
    dialog = opened(window)
    assert records == len(PROJECTS)
    assert sorted(titles(dialog)) == sorted(name for name, *_ in PROJECTS)
    dialog.close()


def test_other_ledgers_have_sheets_too(window: MainWindow) -> None:
    for name, title in (("bond_reserve", "东河街道灌区改造"), ("responsible_unit", "浈江区区教育局")):
        window.open_ledger(name)
        settle(window)
        window.pane.grid.setCurrentIndex(window.pane.shown_table.index(0, 1))
        dialog = opened(window)
        assert titles(dialog) == [title]
        dialog.close()


def test_the_text_of_the_pdf_is_found(window: MainWindow, tmp_path: Path) -> None:
    window.pane.grid.selectAll()
    dialog = opened(window)
    dialog.save_pdf(tmp_path / "一项一档.pdf")
    text = pdf_text((tmp_path / "一项一档.pdf").read_bytes())
    for name, *_ in PROJECTS:
        assert f"{name}一项一档" in text
    for word in ("项目名称", "累计完成投资", "主体施工", "业主（签名）：", "第 1 页　共 1 页"):
        assert word in text
    assert "已输出" in dialog.message
    dialog.close()


def test_too_many_records_are_refused_in_words(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_sheets, "MOST_RECORDS", 3)
    window.pane.grid.selectAll()
    assert preview_sheets(window) is None
    assert "一次最多打印 3 项" in window.message.text()


def test_without_a_record_it_says_what_to_do(window: MainWindow) -> None:
    window.open_ledger("leader")
    settle(window)
    assert preview_sheets(window) is None
    assert "请先选中" in window.message.text()


def attach(window: MainWindow, record: int, name: str, content: bytes | Path) -> None:
    store = window.document.store
    kept = (
        keep_file(store.path, content)
        if isinstance(content, Path)
        else keep_content(store.path, name, content)
    )
    values = {"owner_ledger": KEY.name, "owner": record, "name": name, "category": "现场照片"}
    with store.action("添加附件") as writes:
        writes.insert(ATTACHMENT, values | {"digest": kept.digest, "size": kept.size})


def test_photos_are_painted_and_a_broken_one_leaves_words(window: MainWindow, tmp_path: Path) -> None:
    record = window.pane.shown_table.record(0)
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "好.png"))
    attach(window, record, "好.png", tmp_path / "好.png")
    attach(window, record, "坏.jpg", b"no picture")
    window.pane.grid.setCurrentIndex(window.pane.shown_table.index(0, 2))
    dialog = opened(window)
    (page,) = [number for number, page in enumerate(dialog.pages.pages) if page.pictures]
    (picture,) = dialog.pages.pages[page].pictures
    painted = page_image(dialog.pages, page, 72)
    middle = painted.pixelColor(round(picture.x + picture.width / 2), round(picture.y + picture.height / 2))
    assert middle == QColor("red")
    said = "".join(line.text for one in dialog.pages.pages for cell in one.cells for line in cell.lines)
    assert "照片“坏.jpg”未打印：文件不能读取" in said
    before = painted.copy()
    picture.path.unlink()
    print_pictures._read.cache_clear()
    assert page_image(dialog.pages, page, 72) != before
    dialog.save_pdf(tmp_path / "一项一档.pdf")
    assert "照片文件不能读取" in pdf_text((tmp_path / "一项一档.pdf").read_bytes())
    dialog.close()


def test_the_name_of_the_pdf_is_one_that_a_file_can_have() -> None:
    assert record_sheets._file_name("A/B：一期\n项目") == "A_B：一期_项目"
    assert len(record_sheets._file_name("长" * 200)) == 60


def test_the_card_prints_its_own_record(window: MainWindow) -> None:
    window.pane.grid.setCurrentIndex(window.pane.shown_table.index(3, 2))
    card = card_of(window)
    settle(window)
    button = next(one for one in card.findChildren(QToolButton) if one.accessibleName() == "打印")
    assert button.toolTip() == "打印（一项一档）"
    window.pane.grid.selectAll()
    button.click()
    dialog = window.findChild(SheetPreview)
    assert titles(dialog) == [PROJECTS[3][0]]
    dialog.close()


def test_amounts_are_in_the_unit_of_the_window(window: MainWindow) -> None:
    window.document.set_money_unit(YI)
    settle(window)
    window.pane.grid.setCurrentIndex(window.pane.shown_table.index(0, 2))
    dialog = opened(window)
    said = {line.text for cell in dialog.pages.pages[0].cells for line in cell.lines}
    assert {"单位：亿元", "0.9"} <= said
    dialog.close()
