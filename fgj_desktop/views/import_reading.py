"""Reads workbooks beside the window, which stays usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.worker import Job
from fgj_desktop.views.import_work import read_each
from fgj_desktop.views.job_reading import JobReading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Reading(JobReading):
    """One reading of some files: ``progressed`` carries import_work.Step, ``finished`` one ReadFile a file."""

    def start(self, paths: Sequence[Path]) -> None:
        """Begin to read; returns at once."""
        self.begin(Job(read_each, [str(path) for path in paths]))
