"""Filters under titles at 100,000 records: the list of values, and several columns at once."""

from __future__ import annotations

import shutil

from benchmarks.files import SEPTEMBER, large_file
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.value_list import list_values
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, Order
from fgj_desktop.store.store import Store

_LISTED = (
    ("responsible_unit", "units"),
    ("level", "several in one cell"),
    ("name", "100,000 different texts"),
    ("annual_plan", "amounts"),
    ("completion", "fractions"),
)


def main() -> None:
    """Measure on a copy of the large file."""
    path = FOLDER / "large-filters.fgj"
    shutil.copy(large_file(), path)
    with Store.open(path, RULES) as store:
        document = LedgerDocument(store, SEPTEMBER)
        unit = next(iter(store.links().labels("responsible_unit")))
        by_unit = ColumnFilter("responsible_unit", "picked", (unit,))
        figures = []
        for field, words in _LISTED:
            list_values(document, KEY_PROJECT, field, ())
            took = milliseconds(lambda field=field: list_values(document, KEY_PROJECT, field, ()))  # type: ignore[misc]
            figures.append(Figure(f"list of values: {words} (100,000)", took, "ms", 150))
        within = milliseconds(lambda: list_values(document, KEY_PROJECT, "annual_plan", (by_unit,)))
        figures.append(Figure("list of values within another column's filter (100,000)", within, "ms", 150))
        found = milliseconds(lambda: list_values(document, KEY_PROJECT, "name", (), "lyz"))
        figures.append(Figure("list of names searched by initials (100,000)", found, "ms", 300))
        filters = (
            by_unit,
            ColumnFilter("level", "picked", ("区",)),
            ColumnFilter("annual_plan", "between", (2000 * WAN, 30_000 * WAN)),
            ColumnFilter("name", "contains", ("管网",)),
        )
        order = (Order("completion"), Order("annual_plan", descending=True))
        view = document.view(KEY_PROJECT)
        both = milliseconds(lambda: view.ids(filters, order))
        figures.append(Figure("four columns filtered, two ordered (100,000)", both, "ms", 150))
    tell(figures)


if __name__ == "__main__":
    main()
