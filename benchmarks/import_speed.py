"""Import of 10,000 rows matched by code, as a ratio to the raw reading of the same workbook."""

from __future__ import annotations

import datetime

import python_calamine

from benchmarks.files import workbook
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

ROWS = 10_000


def main() -> None:
    """Read raw, import into an empty file, then the same figures changed by one row in two again."""
    path = workbook(ROWS)
    raw = milliseconds(
        lambda: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(), 5
    )
    first, again = [], []
    for _ in range(3):
        for old in FOLDER.glob("import.fgj*"):
            old.unlink()
        with Store.create(
            FOLDER / "import.fgj", RULES, clock=lambda: datetime.datetime(2021, 10, 8)
        ) as store:
            first.append(milliseconds(lambda store=store: apply(store, import_files(store, [path])), 1))
            spoil(store)
            again.append(milliseconds(lambda store=store: apply(store, import_files(store, [path])), 1))
    tell(
        [
            Figure("import of 10,000 rows into an empty file ÷ raw read", min(first) / raw, "×", 15),
            Figure("import of 10,000 rows matched by code ÷ raw read", min(again) / raw, "×", 6),
        ]
    )


def spoil(store: Store) -> None:
    """Change one row in ten, so that the second import has something to put right."""
    from benchmarks.files import SEPTEMBER
    from fgj_desktop.ledgers import KEY_PROJECT

    with store.action("修改") as writes:
        for record in store.view(KEY_PROJECT, SEPTEMBER).ids()[::10]:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, 1)


if __name__ == "__main__":
    main()
