"""Work that can wait: one task a turn of the event loop, after the window has painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


_REST = 40
"""Milliseconds without a request until work begins: totals of a large ledger must not stand between two keys."""
_PATIENCE = 400
"""Milliseconds after which it begins all the same, as while an arrow key is held down."""
_IDLE = 1500
"""Milliseconds after the last work until the hand is thought to be away."""


class Turns(QObject):
    """Runs requested tasks in order, each in a turn of its own, so that keys and mouse come between.

    A task requested again before it ran is run once. Nothing runs before ``start``.
    """

    idle = Signal()
    """Nothing was asked for during a while: what would be felt between two keys may be done now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._away = QTimer(self, singleShot=True, interval=_IDLE)
        self._away.timeout.connect(self.idle)
        self._tasks: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True)
        self._waited = QElapsedTimer()
        self._timer.timeout.connect(self._run_next)
        self._started = False
        self._ended = False
        self._running = False

    def start(self) -> None:
        """Begin: the first paint is done."""
        self._started = not self._ended
        if self._tasks:
            self._timer.start(0)

    @property
    def is_started(self) -> bool:
        """Whether the first paint is done."""
        return self._started

    def request(self, *tasks: Callable[[], object]) -> None:
        """Run these when there is time; after ``stop`` never."""
        if self._ended:
            return
        self._away.stop()
        if not self._tasks:
            self._waited.start()
        self._tasks += [task for task in tasks if task not in self._tasks]
        if self._started:
            hand_may_go_on = not self._running and self._waited.elapsed() < _PATIENCE
            self._timer.start(_REST if hand_may_go_on else 0)

    def stop(self) -> None:
        """Run nothing any more."""
        self._ended = True
        self._tasks.clear()
        self._timer.stop()
        self._away.stop()
        self._started = False

    def finish(self) -> None:
        """Run at once all that waits, for pictures and tests."""
        while self._tasks:
            self._run_next()

    def _run_next(self) -> None:
        if not self._tasks:
            return
        task = self._tasks.pop(0)
        if self._tasks and not self._ended:
            self._timer.start(0)
        self._running = True
        try:
            task()
        finally:
            self._running = False
        if not self._tasks and not self._ended:
            self._away.start()
