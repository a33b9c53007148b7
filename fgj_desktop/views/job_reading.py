"""Waits for what another process reads, while the window stays usable: asked by a timer how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from fgj_desktop.errors import FgjError

if TYPE_CHECKING:
    from fgj_desktop.exchange.worker import Job

_ASK_EVERY = 60
"""Milliseconds."""


class JobReading(QObject):
    """One reading; a second one gives up the first."""

    progressed = Signal(object)
    """The newest step that the job told of."""
    finished = Signal(object)
    """What the job gives."""
    failed = Signal(str)
    """The sentence for the clerk when nothing was read, or the process itself came to grief."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[Any] | None = None
        self._timer = QTimer(self, interval=_ASK_EVERY)
        self._timer.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def begin(self, job: Job[Any]) -> None:
        """Begin; returns at once."""
        self.cancel()
        self._job = job
        job.start()
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
        steps = job.poll()
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
