"""归档本期 and 登记定稿文件: what is known of the round is told first; the folder is written, and the round says where it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.round_archive import FOLDERS, LEDGER, RECORDS, archive_round, archive_sources
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.rules.round_register import attach
from fgj_desktop.store.attachments import keep_file
from fgj_desktop.views.file_dialogs import (
    ALL_FILES,
    ask_folder,
    ask_open,
    ask_open_many,
    remember_folder,
    remembered_folder,
)
from fgj_desktop.views.parts import fit, label, plain, primary, quiet, row
from fgj_desktop.views.round_work import round_here, say_done
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.exchange.round_archive import Archive
    from fgj_desktop.models.round_status import RoundStatus
    from fgj_desktop.store.writes import Writes
    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.round_page import RoundPage

_KINDS = "定稿文件 (*.docx *.doc *.wps *.pdf *.ofd);;所有文件 (*)"


def archive_this(window: MainWindow) -> ArchiveDialog | None:
    """归档本期: tell what there is and ask where to."""
    found = round_here(window)
    if found is None:
        return None
    dialog = ArchiveDialog(window, found[1])
    dialog.archived.connect(partial(_tell, window, found[0]))
    dialog.open()
    return dialog


def _tell(window: MainWindow, page: RoundPage, archive: Archive) -> None:
    page.finish()
    window.say(archive.message, offers=[("打开文件夹", partial(open_path, archive.folder))])


class ArchiveDialog(QDialog):
    """Lists what will be archived; nothing is written before 归档."""

    archived = Signal(object)
    """exchange.round_archive.Archive"""

    def __init__(self, window: MainWindow, status: RoundStatus) -> None:
        super().__init__(window)
        self.setWindowTitle(f"归档本期：{status.info.period.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._status = window, status
        self._extra: list[Path] = []
        beside = window.document.store.path.parent
        self.parent_folder = remembered_folder(window.memory, "archive", beside)
        self.place = label("", "muted")
        self.table = WordTable(("类别", "文件", "说明"), stretched=1)
        self.problem = label("", "error")
        self.problem.hide()
        self.go = primary("归档", self.archive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addLayout(row(self.place, quiet("另选位置…", self.ask_for_place), stretch=0))
        layout.addWidget(self.table, 1)
        layout.addLayout(row(plain("添加其他文件…", self.ask_for_files), None))
        layout.addWidget(self.problem)
        layout.addLayout(row(None, plain("取消", self.reject), self.go))
        self._show()
        self.go.setFocus()
        fit(self, 62, 32)

    def _show(self) -> None:
        """What there is, by the folders of the archive."""
        info = self._status.info
        self.place.setText(f"存放位置：{self.parent_folder / info.period.title}")
        lines, gone = [], []
        for one in archive_sources(self._window.document.store, info):
            gone.append(not one.path.is_file())
            lines.append((one.folder, one.name, "未找到，不在原处" if gone[-1] else one.about))
        lines += [
            (LEDGER, f"{info.ledger.title}（{info.period.title}）", "Excel 和打印稿各一份"),
            *([(RECORDS, "报送登记、催报记录", "")] if self._has_records() else []),
            *((FOLDERS[-1], path.name, "") for path in self._extra),
        ]
        self.table.fill(lines)
        for at, is_gone in enumerate(gone):
            self.table.style_row(at, muted=is_gone)

    def _has_records(self) -> bool:
        return bool(self._status.chases) or any(one.last_return for one in self._status.units)

    def ask_for_place(self) -> None:
        """Ask where the folder is to lie."""
        ask_folder(self, "选择归档位置", self.parent_folder, self.put_into)

    def put_into(self, folder: Path) -> None:
        """Take another place."""
        self.parent_folder = folder
        remember_folder(self._window.memory, "archive", folder)
        self._show()

    def ask_for_files(self) -> None:
        """Ask for files that are not known here: the signed notice, minutes."""
        folder = remembered_folder(self._window.memory, "returns")
        ask_open_many(self, "添加其他文件", folder, ALL_FILES, self.add_files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Let further files go into the archive."""
        self._extra += [path for path in paths if path not in self._extra]
        self._show()

    def archive(self) -> None:
        """Write the folder, and keep with the round where it is."""
        document, info = self._window.document, self._status.info
        try:
            with waiting():
                made = archive_round(
                    document.store,
                    info,
                    self.parent_folder,
                    extra=self._extra,
                    print_ledger=partial(_print, self._window, self._status),
                )
        except FgjError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        values = {"archived_on": document.today().isoformat(), "archive_folder": str(made.folder)}
        if not document.read_only:
            document.act(
                f"归档本期：{info.name}", lambda writes: writes.put(REPORT_ROUND, info.id, None, values)
            )
        self.accept()
        self.archived.emit(made)


def _print(window: MainWindow, status: RoundStatus, path: Path) -> None:
    """The round's ledger as it is printed."""
    from fgj_desktop.documents.ledger_print import ledger_table
    from fgj_desktop.documents.page_layout import lay_out_fitting
    from fgj_desktop.documents.pages import A3_LANDSCAPE
    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    info = status.info
    table = ledger_table(window.document.store, info.ledger, info.period.month)
    pages, _left_out = lay_out_fitting(table, A3_LANDSCAPE, FontMeasure())
    write_pdf(pages, path)


# --- the final document -------------------------------------------------------------------------


def keep_final(window: MainWindow) -> None:
    """登记定稿文件: the document as it was signed is kept with the round."""
    found = round_here(window)
    if found is None:
        return
    page, status = found
    folder = remembered_folder(window.memory, "report")
    ask_open(window, "登记定稿文件", folder, _KINDS, partial(keep_final_file, window, page, status))


def keep_final_file(window: MainWindow, page: RoundPage, status: RoundStatus, path: Path) -> bool:
    """Copy the document beside the ledger and list it with the round."""
    document, info = window.document, status.info
    remember_folder(window.memory, "report", path)
    try:
        kept = keep_file(document.store.path, path)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return False

    def write(writes: Writes) -> None:
        attach(writes, REPORT_ROUND, info.id, kept)
        writes.put(REPORT_ROUND, info.id, None, {"final_file": kept.name})

    done = document.act(f"登记定稿文件：{kept.name}", write)
    if done:
        say_done(window, page, f"已登记定稿文件：{kept.name}。可按 Ctrl+Z 撤销。")
    return done
