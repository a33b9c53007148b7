"""打印 → 领导一页纸: the page previewed, each of its numbers opening the rows behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fgj_desktop.documents.leader_content import leader_page
from fgj_desktop.documents.leader_layout import LEADER_PAPER, lay_out_leader_page
from fgj_desktop.views.file_dialogs import documents_folder, remember_folder, remembered_folder
from fgj_desktop.views.pages_preview import PagesPreview
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.documents.leader_page import LeaderPage
    from fgj_desktop.documents.pages import Link, Pages
    from fgj_desktop.views.main_window import MainWindow

TITLE = "领导一页纸"
_BESIDE_PAGE = 60
"""Dots that the edges of the view and its bar need."""


class LeaderPreview(PagesPreview):
    """Shows the page; following a number closes the preview and goes to its rows."""

    def __init__(self, page: LeaderPage, suggested: Path, parent: MainWindow) -> None:
        super().__init__(suggested, parent)
        self._page = page
        self.setWindowTitle(f"打印预览　{TITLE}")
        self.refresh()
        if self.width() > self.pages.paper.width * self.logicalDpiX() / 72 + _BESIDE_PAGE:
            self.view.set_zoom(100)

    def make_pages(self) -> tuple[Pages, str]:
        """Lay the page out."""
        made = lay_out_leader_page(self._page, LEADER_PAPER, self.measure)
        return made, "单击数字或按 Tab、回车，查看相关记录。"


def preview_leader_page(window: MainWindow) -> LeaderPreview | None:
    """Show the page of the period; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    document = window.document
    with waiting():
        with document.reading():
            page = leader_page(document.store, document.month, document.today())
        folder = remembered_folder(window.memory, "export", documents_folder())
        name = f"{TITLE}（{document.month.title}）.pdf"
        dialog = LeaderPreview(page, folder / name, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.pdf_written.connect(lambda path: remember_folder(window.memory, "export", path))
    dialog.view.link_followed.connect(partial(follow_link, window, dialog))
    dialog.open()
    return dialog


def follow_link(window: MainWindow, dialog: PagesPreview, link: Link) -> None:
    """Go to the rows behind a number, with the way back."""
    dialog.accept()
    behind = link.behind
    if window.show_records(behind.ledger, behind.records, behind.source):
        window.say(
            f"“{link.text}”由以下记录得出：{behind.source}。",
            offers=[(f"回到{TITLE}", partial(preview_leader_page, window))],
        )
