"""Photos as they go into a Word file: upright, and no larger than paper shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 1400
"""Pixels of the longer side: 500 to the inch at the width of a photo in a document."""


def prepared_photo(path: Path) -> bytes | None:
    """The photo as JPEG; None for what is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > _MOST:
        reader.setScaledSize(size.scaled(QSize(_MOST, _MOST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(buffer.data().data()) if image.save(buffer, "JPG", 85) else None  # type: ignore[call-overload]
