"""Reads workbooks beside the window, which stays usable: asked by a timer how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.worker import Job
from fgj_desktop.views.import_work import ReadFile, Step, read_each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ASK_EVERY = 60
"""Milliseconds."""


class Reading(QObject):
    """One reading of some files; a second `start` gives up the first."""

    progressed = Signal(object)
    """import_work.Step"""
    finished = Signal(object)
    """list of import_work.ReadFile, one for each file."""
    failed = Signal(str)
    """The sentence for the clerk when the reading process itself came to grief."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[list[ReadFile]] | None = None
        self._timer = QTimer(self, interval=_ASK_EVERY)
        self._timer.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether files are being read."""
        return self._job is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Begin to read; returns at once."""
        self.cancel()
        self._job = Job(read_each, [str(path) for path in paths])
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
        steps = [step for step in job.poll() if isinstance(step, Step)]
        if steps:
            self.progressed.emit(steps[-1])
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
