"""Opens and compares another file while the window stays awake: opening in a thread, comparing piece by piece."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.merging import Merging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fgj_desktop.store.store import Store

_PIECE = 12
"""Milliseconds of one turn, so that keys, mouse and the progress bar come between."""
_ASK_EVERY = 30


@dataclass(slots=True)
class _Opening:
    """What the thread and the window share; the thread alone checks the other file's pages, which takes a while."""

    store: Store
    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    merging: Merging | None = None
    problem: Exception | None = None
    is_done: bool = False
    is_unwanted: bool = False

    def run(self) -> None:
        try:
            merging = Merging(self.store, self.path)
        except Exception as problem:  # noqa: BLE001  raised again in the thread of the window
            self.problem = problem
        else:
            with self.lock:
                if self.is_unwanted:
                    merging.close()
                else:
                    self.merging = merging
        self.is_done = True

    def give_up(self) -> None:
        with self.lock:
            self.is_unwanted = True
            if self.merging is not None:
                self.merging.close()


class MergeReading(QObject):
    """One comparison; a second ``start`` gives up the first."""

    opened = Signal()
    """The file is one of ours; now it is compared."""
    finished = Signal(object)
    """exchange.merging.Merging, compared; whoever takes it closes it."""
    failed = Signal(str)
    """Why the file was refused, as a sentence for the clerk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening: _Opening | None = None
        self._pieces: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def start(self, store: Store, path: Path) -> None:
        """Begin; returns at once."""
        self.cancel()
        self._opening = _Opening(store, path)
        threading.Thread(target=self._opening.run, name="merge", daemon=True).start()
        self._timer.start(_ASK_EVERY)

    def cancel(self) -> None:
        """Read no more; nothing is announced, and the file is let go."""
        self._timer.stop()
        self._pieces = None
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.give_up()

    def _go_on(self) -> None:
        opening = self._opening
        if opening is None or not opening.is_done:
            return
        try:
            self._compare(opening)
        except FgjError as problem:
            self.cancel()
            self.failed.emit(str(problem))
        except BaseException:
            self.cancel()
            raise

    def _compare(self, opening: _Opening) -> None:
        if opening.problem is not None:
            raise opening.problem
        assert opening.merging is not None
        if self._pieces is None:
            self._pieces = opening.merging.compare()
            self._timer.start(0)
            self.opened.emit()
            return
        spent = QElapsedTimer()
        spent.start()
        for _ in self._pieces:
            if spent.elapsed() >= _PIECE:
                return
        self._timer.stop()
        self._pieces = self._opening = None
        self.finished.emit(opening.merging)
