"""Pictures on printed pages: how large they are, and painting them no finer than paper shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from fgj_desktop.views.card_pictures import read_picture

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fgj_desktop.documents.pages import Picture

_DOTS_PER_POINT = 300 / 72
"""A photo on paper has 300 dots an inch; a PDF of more would only be larger."""
_TRIED = QSize(96, 96)
_KEPT = 8


def picture_size(path: Path) -> tuple[float, float] | None:
    """Width and height of a picture, upright; None when it cannot be read.

    It is read whole, though small: a broken file often has a sound beginning.
    """
    image = _read(path, _TRIED.width(), _TRIED.height())
    return None if image.isNull() else (image.width(), image.height())


def paint_pictures(painter: QPainter, pictures: Iterable[Picture], scale: float) -> None:
    """Paint pictures with ``scale`` dots of the device to a point; one that is gone since leaves its place empty."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for one in pictures:
        dots = min(scale, _DOTS_PER_POINT)
        image = _read(one.path, max(round(one.width * dots), 1), max(round(one.height * dots), 1))
        if not image.isNull():
            place = QRectF(one.x * scale, one.y * scale, one.width * scale, one.height * scale)
            painter.drawImage(place, image)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, width: int, height: int) -> QImage:
    return read_picture(path, QSize(width, height))
