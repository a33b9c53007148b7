"""Writing many PDFs one a turn, so that the window stays responsive and the run can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fgj_desktop.documents.file_names import file_name, unlike
from fgj_desktop.errors import FgjError
from fgj_desktop.views.print_painter import write_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.views.print_contents import Piece
    from fgj_desktop.views.print_desk import PrintDesk

_BUTTON, _STOP = "每份一个 PDF…", "停止"


class PrintRun(QObject):
    """Writes the documents of a desk into a folder, and says how far it is in the desk's band."""

    def __init__(self, desk: PrintDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._left: list[Piece] = []
        self._count = 0
        self._used: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._write_next)

    @property
    def is_running(self) -> bool:
        """Whether documents are still to be written."""
        return bool(self._left)

    def start(self, pieces: Sequence[Piece], folder: Path, title: str) -> None:
        """Write these into a folder, each under the title and whom it is for."""
        self._left = list(pieces)
        self._count, self._folder, self._title = len(self._left), folder, title
        self._used.clear()
        self._desk.apart.setText(_STOP)
        self._timer.start()

    def stop(self) -> None:
        """Write nothing more; what is written stays, and it is said how many that are."""
        if not self._left:
            return
        done = self._count - len(self._left)
        self._end(f"已停止，已输出 {done} 份，其余 {len(self._left)} 份未输出：{self._folder}")

    def _write_next(self) -> None:
        if not self._left:
            return
        piece = self._left[0]
        name = unlike(file_name(f"{self._title}{piece.name}"), self._used)
        try:
            path = self._folder / f"{name}.pdf"
            write_pdf(piece.make().pages, path)
        except FgjError as problem:
            done = self._count - len(self._left)
            self._end(f"{problem}已输出 {done} 份，其余 {len(self._left)} 份未输出。")
            return
        del self._left[0]
        done = self._count - len(self._left)
        if self._left:
            self._desk.say(f"正在输出 {done}／{self._count}：{self._left[0].name}")
            self._timer.start()
        else:
            self._end(f"已输出 {done} 份：{self._folder}")
            self._desk.pdf_written.emit(path)

    def _end(self, said: str) -> None:
        self._left = []
        self._timer.stop()
        self._desk.apart.setText(_BUTTON)
        self._desk.say(said)
