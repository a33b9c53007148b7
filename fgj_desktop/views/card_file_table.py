"""The list of a record's files: small pictures beside their names, pasted into by Ctrl+V."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QKeySequence

from fgj_desktop.models.record_files import PICTURE, AttachmentTable
from fgj_desktop.store.attachments import PICTURES
from fgj_desktop.views.card_paint import CardDelegate
from fgj_desktop.views.card_table import CardTable
from fgj_desktop.views.icons import icon
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from fgj_desktop.views.card_pictures import SmallPictures


class FileTable(CardTable):
    """Rows high enough for a small picture; Ctrl+V adds, Enter on nothing edits."""

    def __init__(self, model: AttachmentTable, paste: Callable[[], bool]) -> None:
        """``paste`` adds what the clipboard holds; False when that is neither a file nor a picture."""
        super().__init__(model)
        self._paste = paste

    def show_pictures(self, pictures: SmallPictures) -> None:
        """Paint these in the first column."""
        self._delegate = FileDelegate(self, pictures)
        self._delegate.left_by_key.connect(self.go)
        self.setItemDelegate(self._delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add by Ctrl+V what is a file or a picture."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste():
            return
        super().keyPressEvent(event)

    def fit_rows(self) -> None:
        """Make every row as high as a picture, or as its text."""
        super().fit_rows()
        for number in range(self.card.rowCount()):
            self.setRowHeight(number, max(self.rowHeight(number), space(3.5)))


class FileDelegate(CardDelegate):
    """Paints the small picture, or a sign for a file of another kind."""

    def __init__(self, table: FileTable, pictures: SmallPictures) -> None:
        super().__init__(table)
        self._pictures = pictures

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The first column is a picture."""
        if index.column() != PICTURE:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.fillRect(option.rect, colours().window)
        model = index.model()
        assert isinstance(model, AttachmentTable)
        self._paint_picture(painter, option.rect.adjusted(3, 3, -3, -4), model, index.row())
        self._line_below(painter, option.rect, colours().grid_line)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRect, model: AttachmentTable, number: int) -> None:
        path = model.file(number)
        is_picture = Path(model.value(number, "name")).suffix.lower() in PICTURES
        if path is not None and is_picture:
            picture = self._pictures.picture(model.value(number, "digest"), path)
            if picture is None:
                return
            if not picture.isNull():
                size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
                place = QRect(room.topLeft(), size)
                place.moveCenter(room.center())
                painter.drawPixmap(place, picture)
                return
        side = space(1.6)
        place = QRect(0, 0, side, side)
        place.moveCenter(room.center())
        name = "warning" if path is None else "file"
        icon(name, colours().warning if path is None else colours().muted).paint(painter, place)
