"""What a measurement is, and how it is told."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).resolve().parent.parent / "build" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and the most it should be."""

    name: str
    value: float
    unit: str
    aim: float

    def line(self) -> str:
        """The figure as one line, with how far it is from its aim."""
        verdict = "met" if self.value <= self.aim else f"MISSED by {100 * (self.value / self.aim - 1):.0f} %"
        return f"{self.name:<66} {self.value:9.2f} {self.unit:<5} aim {self.aim:7.2f}   {verdict}"


def milliseconds(body: Callable[[], object], repeats: int = 15) -> float:
    """The median time of ``body`` in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def wall_seconds(command: list[str], repeats: int = 7) -> float:
    """The median time of a whole process in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run(module: str) -> list[Figure]:
    """Measure in a process of its own, so that one measurement does not warm up another."""
    answer = subprocess.run(
        [sys.executable, "-m", module, "--json"],
        check=True,
        capture_output=True,
        text=True,
        cwd=FOLDER.parent.parent,
    )
    return [Figure(**figure) for figure in json.loads(answer.stdout.splitlines()[-1])]


def tell(figures: list[Figure]) -> None:
    """Print the figures: for people, or as JSON for ``run``."""
    if "--json" in sys.argv:
        print(json.dumps([{"name": f.name, "value": f.value, "unit": f.unit, "aim": f.aim} for f in figures]))
    else:
        for figure in figures:
            print(figure.line())
