"""Run every measurement and print it beside its aim: ``make benchmarks``."""

from __future__ import annotations

from benchmarks.measure import run

MODULES = (
    "benchmarks.start_up",
    "benchmarks.store_speed",
    "benchmarks.history_speed",
    "benchmarks.grouping",
    "benchmarks.filter_speed",
    "benchmarks.figure_speed",
    "benchmarks.grid_paint",
    "benchmarks.gestures",
    "benchmarks.paste_speed",
    "benchmarks.import_speed",
    "benchmarks.form_speed",
    "benchmarks.report_speed",
    "benchmarks.print_speed",
)


def main() -> None:
    """One line a figure."""
    for module in MODULES:
        for figure in run(module):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
