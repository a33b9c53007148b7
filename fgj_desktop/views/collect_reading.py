"""Reads the returns of a folder beside the window, which stays usable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.exchange.return_reader import read_return_files, read_returns
from fgj_desktop.exchange.worker import Job
from fgj_desktop.views.job_reading import JobReading

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReturnReading(JobReading):
    """One reading of returns: ``progressed`` carries workbook.Progress, ``finished`` one ReturnSource a file."""

    def start(self, paths: Sequence[Path]) -> None:
        """Begin with a folder, or with files; returns at once."""
        if len(paths) == 1 and Path(paths[0]).is_dir():
            self.begin(Job(read_returns, str(paths[0])))
        else:
            self.begin(Job(read_return_files, [str(path) for path in paths]))
