"""The page of attachments and site photos: added by button, drop or paste, opened by the system's program."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QModelIndex, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton

from fgj_desktop.models.record_files import PICTURE, AttachmentTable
from fgj_desktop.store.attachments import LARGEST, attachment_folder, copy_whole, size_words
from fgj_desktop.views.card_file_table import FileTable
from fgj_desktop.views.card_pages import TablePage
from fgj_desktop.views.card_pictures import SmallPictures
from fgj_desktop.views.file_dialogs import ALL_FILES, ask_open_many, ask_save, documents_folder
from fgj_desktop.views.parts import label, plain, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument

_PROGRAMS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".lnk", ".sh",
     ".jar", ".reg", ".desktop", ".appimage"}
)  # fmt: skip
"""Opening these would run them."""
_GONE = "附件“{name}”的文件不在“{folder}”文件夹中，无法打开。请从备份文件夹或原电脑中找回。"


class FilesPage(TablePage):
    """Lists the files of a record."""

    files: AttachmentTable

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        model = AttachmentTable(document, ledger)
        self.pictures: SmallPictures
        table = FileTable(model, self.paste)
        super().__init__("附件和照片", model, table)
        self.files = model
        self._document = document
        self.pictures = SmallPictures(space(3.2) * 2, self)
        self.pictures.ready.connect(table.viewport().update)
        table.show_pictures(self.pictures)
        self._add = plain("添加附件…", self.ask_for_files)
        self._open = plain("打开", self.open_chosen)
        self._save = plain("另存为…", self.ask_where_to_save)
        self._delete = plain("删除", self.delete_chosen)
        self._empty = label("还没有附件。可以点“添加附件…”，把文件拖到这里，或复制图片后按 Ctrl+V。", "muted")
        self._about = QLabel()
        self._about.setProperty("tone", "muted")
        self._arrange(document)
        model.modelReset.connect(self._show_state)
        model.dataChanged.connect(self._show_state)
        table.selectionModel().currentChanged.connect(self._show_state)
        table.doubleClicked.connect(self._double_clicked)
        self.setAcceptDrops(True)
        self._show_state()

    def _arrange(self, document: LedgerDocument) -> None:
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in ((PICTURE, 4.2), (2, 6)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, space(width))
        self.table.verticalHeader().hide()
        buttons = row(self._add, self._open, self._save, self._delete, None)
        buttons.setContentsMargins(space(0.5), space(0.4), space(0.5), space(0.4))
        folder = attachment_folder(document.store.path).name
        note = label(
            f"附件复制在台账旁的“{folder}”文件夹中，移动台账时请一并移动。自动备份不含附件，"
            f"“立即备份”会把附件一并复制到备份文件夹。单个文件不超过 {size_words(LARGEST)}。",
            "muted",
        )
        for part in (self._empty, self._about, note):
            part.setContentsMargins(space(0.6), space(0.3), space(0.6), space(0.3))
        self._column.insertLayout(0, buttons)
        self._column.insertWidget(1, self._empty)
        self._column.addWidget(self._about)
        self._column.addWidget(note)

    def _show_state(self) -> None:
        rows, writable = self.files.rowCount(), not self._document.read_only
        chosen = self.chosen()
        self._empty.setVisible(rows == 0)
        self._add.setEnabled(writable and self.files.record is not None)
        self._delete.setEnabled(writable and bool(chosen))
        for button in (self._open, self._save):
            button.setEnabled(bool(chosen))
        self._about.setText(self.words(chosen[0]) if chosen else "")

    def words(self, number: int) -> str:
        """「现场照片　2.3 MB」, and that the file is missing."""
        size = self.files.value(number, "size")
        parts = [self.files.value(number, "category"), size_words(int(size)) if size else ""]
        if self.files.file(number) is None:
            parts.append("文件不在附件文件夹中")
        return "　".join(part for part in parts if part)

    def buttons(self) -> list[QPushButton]:
        """What can be done, in order."""
        return [self._add, self._open, self._save, self._delete]

    def chosen(self) -> list[int]:
        """The rows chosen; the current one without a selection."""
        selected = {index.row() for index in self.table.selectedIndexes()}
        here = self.table.currentIndex()
        if not selected and here.isValid():
            selected = {here.row()}
        return sorted(number for number in selected if number < self.files.rowCount())

    # --- adding ---------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Ask for the files to be added."""
        if self.finish_editing():
            ask_open_many(self, "添加附件", documents_folder(), ALL_FILES, self.add)

    def add(self, sources: Sequence[Path]) -> None:
        """Copy files and list them; says what was not added."""
        if not sources or not self._may_add():
            return
        before = self.files.rowCount()
        with waiting():
            problems = self.files.add(sources)
        self._after_adding(before, problems)

    def add_image(self, image: QImage) -> None:
        """Keep a pasted picture as PNG."""
        if image.isNull() or not self._may_add():
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        now = self._document.store.clock()
        before = self.files.rowCount()
        with waiting():
            problems = self.files.add_content(
                f"图片 {now:%Y-%m-%d %H.%M.%S}.png", bytes(buffer.data().data())
            )
        self._after_adding(before, problems)

    def _may_add(self) -> bool:
        if self._document.read_only:
            self.said.emit("台账以只读方式打开，不能添加附件。")
            return False
        return self.files.record is not None and self.finish_editing()

    def _after_adding(self, before: int, problems: Sequence[str]) -> None:
        self.files.refresh()
        added = self.files.rowCount() - before
        said = [f"已添加 {added} 个附件。可按 Ctrl+Z 撤销。"] if added > 0 else []
        self.said.emit("\n".join([*said, *problems]))
        if added > 0:
            self.table.setCurrentIndex(self.files.index(self.files.rowCount() - 1, 1))

    def paste(self) -> bool:
        """Add what the clipboard holds: files, else a picture. False when it holds neither."""
        # An emptied clipboard gives none, whatever the stubs of Qt say.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None:
            return False
        if files := _files(data):
            self.add(files)
            return True
        if data.hasImage():
            self.add_image(QGuiApplication.clipboard().image())
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders too: what they are is said when they are dropped."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped, once the program that it came from has its answer."""
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, partial(self.add, files))

    # --- using ----------------------------------------------------------------------------------

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == PICTURE:
            self.table.setCurrentIndex(self.files.index(index.row(), 1))
            self.open_chosen()

    def open_chosen(self) -> None:
        """Open the first chosen file with the program that the system has for it."""
        chosen = self.chosen()
        path = self._path(chosen[0]) if chosen else None
        if path is None:
            return
        name = self.files.value(chosen[0], "name")
        if path.suffix.lower() in _PROGRAMS or Path(name).suffix.lower() in _PROGRAMS:
            self.said.emit(f"“{name}”是程序文件，不能在这里打开。确需使用时请另存后自行处理。")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit(f"系统没有打开“{name}”的程序。可以另存为后用其他程序打开。")

    def ask_where_to_save(self) -> None:
        """Ask where a copy of the first chosen file is to be put."""
        chosen = self.chosen()
        path = self._path(chosen[0]) if chosen else None
        if path is not None:
            name = self.files.value(chosen[0], "name") or path.name
            ask_save(self, "另存为", documents_folder() / name, ALL_FILES, partial(self.save, path))

    def save(self, source: Path, target: Path) -> None:
        """Put a copy somewhere else."""
        try:
            with waiting():
                copy_whole(source, target)
        except OSError:
            self.said.emit(f"“{target.name}”未能保存，可能该位置不可写、磁盘已满，或文件已移走。请另选位置。")
            return
        self.said.emit(f"已另存为：{target}")

    def _path(self, number: int) -> Path | None:
        path = self.files.file(number)
        if path is None:
            folder = attachment_folder(self._document.store.path).name
            self.said.emit(_GONE.format(name=self.files.value(number, "name"), folder=folder))
        return path

    def delete_chosen(self) -> None:
        """Take the chosen attachments off the list; undoing brings them back."""
        chosen = self.chosen()
        if chosen and self.finish_editing() and self.files.delete(chosen):
            self.files.refresh()
            self.said.emit(f"已删除 {len(chosen)} 个附件。可按 Ctrl+Z 撤销。")

    def stop(self) -> None:
        """Make no more small pictures."""
        self.pictures.stop()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
