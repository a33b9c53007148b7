"""Reads the returns of a folder in a process of its own, so that the window stays awake; asked by a timer how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.return_reader import read_return_files, read_returns
from fgj_desktop.exchange.worker import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_reader import ReturnSource

_ASK_EVERY = 60
"""Milliseconds."""


class ReturnReading(QObject):
    """One reading; a second ``start`` gives up the first."""

    progressed = Signal(object)
    """exchange.workbook.Progress"""
    finished = Signal(object)
    """list of exchange.return_reader.ReturnSource, one a file."""
    failed = Signal(str)
    """Why nothing was read, as a sentence for the clerk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[list[ReturnSource]] | None = None
        self._timer = QTimer(self, interval=_ASK_EVERY)
        self._timer.timeout.connect(self._poll)

    def start(self, paths: Sequence[Path]) -> None:
        """Begin with a folder, or with files; returns at once."""
        self.cancel()
        if len(paths) == 1 and Path(paths[0]).is_dir():
            self._job = Job(read_returns, str(paths[0]))
        else:
            self._job = Job(read_return_files, [str(path) for path in paths])
        self._job.start()
        self._timer.start()

    def cancel(self) -> None:
        """Read no more; nothing is announced."""
        self._timer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _poll(self) -> None:
        job = self._job
        if job is None:
            return
        told = job.poll()
        if told:
            self.progressed.emit(told[-1])
        if not job.finished:
            return
        self._timer.stop()
        self._job = None
        try:
            read = job.result()
        except FgjError as problem:
            self.failed.emit(str(problem))
            return
        self.finished.emit(read)
