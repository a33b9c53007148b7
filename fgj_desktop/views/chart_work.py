"""Draws charts beside the window: the figures are read here, the drawing is done in one thread.

Matplotlib needs most of a second to import and some tenths for a chart. The thread yields the
interpreter every half millisecond (``sys.setswitchinterval``), so typing goes on meanwhile.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from fgj_desktop.documents import charts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its picture."""

    kind: str
    chart: charts.Chart
    image: QImage


class ChartWork(QObject):
    """One thread for all that matplotlib does."""

    drawn = Signal(object)
    """Drawn, in the thread of the window."""
    failed = Signal(object)
    """The exception that kept a chart from being drawn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "charts")
        self._jobs: dict[str, Future[Drawn]] = {}

    def draw(self, kind: str, draw: Callable[[], charts.Chart]) -> None:
        """Draw a chart; an earlier one of the kind that has not begun is given up."""
        earlier = self._jobs.get(kind)
        if earlier is not None:
            earlier.cancel()
        job = self._pool.submit(_draw, kind, draw)
        self._jobs[kind] = job
        job.add_done_callback(self._announce)

    def save(self, chart: charts.Chart, path: Path) -> None:
        """Save a chart as PNG or SVG; raises what ``charts.save`` raises."""
        self._pool.submit(charts.save, chart, path).result()

    def wait(self) -> None:
        """Wait until everything asked for is drawn and announced."""
        # The only thread takes this up when the others' announcements are out.
        self._pool.submit(int).result()

    def stop(self) -> None:
        """Draw nothing more; what is being drawn is waited for."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _announce(self, job: Future[Drawn]) -> None:
        if job.cancelled():
            return
        problem = job.exception()
        if problem is None:
            self.drawn.emit(job.result())
        else:
            self.failed.emit(problem)


def _draw(kind: str, draw: Callable[[], charts.Chart]) -> Drawn:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    chart = draw()
    canvas: Any = FigureCanvasAgg(chart.figure)
    canvas.draw()
    pixels = canvas.buffer_rgba()
    height, width = pixels.shape[:2]
    image = QImage(bytes(pixels), width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
    return Drawn(kind, chart, image)
