"""Small pictures of photos, made in a thread of their own; a broken or huge picture gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 300
_MOST_DOTS = 40_000_000
"""Above, a picture would be read whole into more memory than a small picture is worth."""
_MOST_DOTS_SHRUNK = 400_000_000
"""JPEG is shrunk while it is read."""


def read_picture(path: Path, most: QSize) -> QImage:
    """The picture within ``most``, turned upright; a null one when it cannot or should not be read."""
    reader = picture_reader(path)
    if reader is None:
        return QImage()
    size = reader.size()
    room = most.transposed() if is_turned(reader) else most
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return reader.read()


def picture_reader(path: Path) -> QImageReader | None:
    """What reads a picture upright; None when its head says that it cannot or should not be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    limit = _MOST_DOTS_SHRUNK if bytes(reader.format().data()) == b"jpeg" else _MOST_DOTS
    if not size.isValid() or size.width() * size.height() > limit:
        return None
    return reader


def is_turned(reader: QImageReader) -> bool:
    """Whether the picture lies on its side in the file."""
    return bool(reader.transformation().value & _ROTATED)


_ROTATED = 4
"""The bit of a transformation that turns by a quarter."""


class SmallPictures(QObject):
    """Asked while painting; what is not there yet comes later, and ``ready`` says so."""

    ready = Signal()
    _made = Signal(str, QImage)

    def __init__(self, side: int, parent: QObject) -> None:
        super().__init__(parent)
        self._side = side
        self._pictures: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._made.connect(self._take)

    def picture(self, digest: str, path: Path) -> QPixmap | None:
        """The small picture of a file; None while it is made, a null one when there is none."""
        found = self._pictures.get(digest)
        if found is None and digest not in self._asked:
            self._asked.add(digest)
            self._pool.start(_Reading(self, digest, path, self._side))
        return found

    def stop(self) -> None:
        """Make no more."""
        self._pool.clear()
        self._pool.waitForDone()

    def finish(self) -> None:
        """Wait for what was asked, for pictures of the window and tests."""
        self._pool.waitForDone()

    def made(self, digest: str, image: QImage) -> None:
        """Called in the thread."""
        self._made.emit(digest, image)

    def _take(self, digest: str, image: QImage) -> None:
        if len(self._pictures) > _KEPT:
            self._pictures.clear()
            self._asked = {digest}
        self._pictures[digest] = QPixmap.fromImage(image)
        self.ready.emit()


class _Reading(QRunnable):
    """Reads one picture."""

    def __init__(self, pictures: SmallPictures, digest: str, path: Path, side: int) -> None:
        super().__init__()
        self._pictures, self._digest, self._path, self._side = pictures, digest, path, side

    def run(self) -> None:
        """In the thread of the pool."""
        self._pictures.made(self._digest, read_picture(self._path, QSize(self._side, self._side)))
