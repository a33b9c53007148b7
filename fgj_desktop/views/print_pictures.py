"""Pictures on printed pages: how large they are, and painting them no finer than paper shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from fgj_desktop.documents.pages import Face
from fgj_desktop.views.card_pictures import is_turned, picture_reader, read_picture
from fgj_desktop.views.print_fonts import print_font

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fgj_desktop.documents.pages import Picture

_DOTS_PER_POINT = 300 / 72
"""A photo on paper has 300 dots an inch; a PDF of more would only be larger."""
_WORDS_SIZE = 9
_UNREADABLE = "照片文件不能读取"
_KEPT = 8


def picture_size(path: Path) -> tuple[float, float] | None:
    """Width and height of a picture, upright; None when it cannot be read.

    Only its head is looked at: to read 400 photos takes half a minute.
    """
    reader = picture_reader(path)
    if reader is None:
        return None
    size = reader.size().transposed() if is_turned(reader) else reader.size()
    return max(size.width(), 1), max(size.height(), 1)


def paint_pictures(painter: QPainter, pictures: Iterable[Picture], scale: float) -> None:
    """Paint pictures with ``scale`` dots of the device to a point; words instead of one that cannot be read."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for one in pictures:
        dots = min(scale, _DOTS_PER_POINT)
        image = _read(one.path, max(round(one.width * dots), 1), max(round(one.height * dots), 1))
        place = QRectF(one.x * scale, one.y * scale, one.width * scale, one.height * scale)
        if not image.isNull():
            painter.drawImage(place, image)
        else:
            painter.setFont(print_font(Face.BODY, max(round(_WORDS_SIZE * scale), 1)))
            painter.drawRect(place)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _UNREADABLE)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, width: int, height: int) -> QImage:
    return read_picture(path, QSize(width, height))
