"""打印 → 一项一档: a sheet for each record of the selected cells, previewed as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fgj_desktop.documents.record_facts import FILE_TITLE, record_sheets
from fgj_desktop.documents.sheet_layout import SHEET_PAPER, lay_out_sheets
from fgj_desktop.views.file_dialogs import documents_folder, remember_folder, remembered_folder
from fgj_desktop.views.pages_preview import PagesPreview
from fgj_desktop.views.print_pictures import picture_size
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.documents.pages import Pages
    from fgj_desktop.documents.record_sheet import RecordSheet
    from fgj_desktop.views.main_window import MainWindow

MOST_RECORDS = 300
_BESIDE_PAGE = 60
"""Dots that the edges of the view and its bar need."""
_UNSAFE = '\\/:*?"<>|'
_LONGEST_NAME = 60


class SheetPreview(PagesPreview):
    """Shows the sheets of records."""

    def __init__(
        self, sheets: Sequence[RecordSheet], title: str, suggested: Path, parent: MainWindow
    ) -> None:
        super().__init__(suggested, parent)
        self._sheets = sheets
        self._title = title
        self.setWindowTitle(f"打印预览　{FILE_TITLE}")
        self.refresh()
        # A page over the whole width of a large window would show a third of itself.
        if self.width() > self.pages.paper.width * self.logicalDpiX() / 72 + _BESIDE_PAGE:
            self.view.set_zoom(100)

    def make_pages(self) -> tuple[Pages, str]:
        """Lay the sheets out."""
        return lay_out_sheets(self._sheets, self._title, SHEET_PAPER, self.measure, picture_size), ""


def preview_sheets(window: MainWindow) -> SheetPreview | None:
    """Show the sheets of the selected cells' records."""
    return preview_sheets_of(window, window.pane.selected_records() or _current(window))


def preview_sheets_of(window: MainWindow, records: Sequence[int]) -> SheetPreview | None:
    """Show the sheets of records of the open ledger; says why when there are none, or too many."""
    if not window.pane.grid.finish_editing() or not window.cards.finish_editing():
        return None
    ledger = window.pane.ledger
    if not records:
        window.say(f"未选中{ledger.record_title}。请先选中要打印的{ledger.record_title}。")
        return None
    if len(records) > MOST_RECORDS:
        window.say(
            f"已选中 {len(records):,} {ledger.measure_word}，一次最多打印 {MOST_RECORDS} {ledger.measure_word}，"
            "未打印。请分批选择后再打印。"
        )
        return None
    return _show(window, records)


def _show(window: MainWindow, records: Sequence[int]) -> SheetPreview | None:
    document, ledger = window.document, window.pane.ledger
    with waiting():
        with document.reading():
            sheets = record_sheets(document.store, ledger, records, document.month, document.money_unit)
        if not sheets:
            window.say(f"所选{ledger.record_title}已不在台账中，未打印。")
            return None
        title = sheets[0].title if len(sheets) == 1 else f"{ledger.title}{FILE_TITLE}"
        folder = remembered_folder(window.memory, "export", documents_folder())
        dialog = SheetPreview(sheets, title, folder / f"{_file_name(title)}.pdf", window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.pdf_written.connect(lambda path: remember_folder(window.memory, "export", path))
    dialog.open()
    return dialog


def _current(window: MainWindow) -> list[int]:
    """The current record, unless the current row is the heading of a group."""
    place = window.pane.current()
    return [place[0]] if place is not None and place[0] > 0 else []


def _file_name(title: str) -> str:
    """The title as a file's name: without what no file's name may hold, and not too long for one."""
    plain = "".join("_" if sign in _UNSAFE or ord(sign) < 32 else sign for sign in title)
    return plain[:_LONGEST_NAME].strip(" .")
