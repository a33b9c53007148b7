"""Groups at 100,000 records: rows in groups by unit, their subtotals, a whole column added up."""

from __future__ import annotations

import shutil
import time

from benchmarks.files import SEPTEMBER, large_file
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.grouping import Grouping
from fgj_desktop.store.store import Store


def main() -> None:
    """Measure on a copy of the large file."""
    path = FOLDER / "large-groups.fgj"
    shutil.copy(large_file(), path)
    with Store.open(path, RULES) as store:
        view = store.view(KEY_PROJECT, SEPTEMBER)
        ids = view.ids()
        view.totals()
        by = Grouping(KEY_PROJECT.fields_by_name["responsible_unit"], SEPTEMBER, store.links())
        start = time.perf_counter()
        view.grouped(by)
        first = 1000 * (time.perf_counter() - start)
        figures = [
            Figure("first group by unit, the column not looked at before (100,000)", first, "ms", 400),
            Figure("group by unit (100,000)", milliseconds(lambda: view.grouped(by)), "ms", 300),
            Figure("subtotals by unit (100,000)", milliseconds(lambda: view.group_totals(by)), "ms", 300),
            Figure(
                "a column of amounts added up for the status line (100,000)",
                milliseconds(lambda: view.column_sums(["annual_plan"], ids[1:])),
                "ms",
                200,
            ),
        ]
    tell(figures)


if __name__ == "__main__":
    main()
