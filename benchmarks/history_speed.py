"""The history at 250,000 actions: a cell's, a record's, the newest page, a search.

2,000 edits of 500 projects are really done, then their records are repeated until there are 250,000. Twelve
imports of 20,000 projects touch the others.
"""

from __future__ import annotations

import datetime
import random
from typing import TYPE_CHECKING

from benchmarks.files import SEPTEMBER
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.history_entry import IMPORTS, Wanted
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.store.cell_history import CellVersion

_EDITED, _EDITS, _ACTIONS, _IMPORTED, _IMPORTS = 500, 2_000, 250_000, 20_000, 12
_FIELD = "invested_to_date"


def main() -> None:
    """Measure on a file made for it."""
    path = FOLDER / "history.fgj"
    if not path.exists():
        _make(path)
    with Store.open(path, RULES) as store:
        names = [str(row[0]) for row in store.connection.execute("SELECT id FROM key_project ORDER BY id")]
        edited, imported = int(names[7]), int(names[_EDITED + 7_777])
        first = milliseconds(lambda: _cell(store, imported), 1)
        tell(
            [
                Figure(
                    "history of a cell edited 500 times (250,000 actions)", _time(store, edited), "ms", 50
                ),
                Figure("history of a cell in 12 imports of 20,000, first time", first, "ms", 250),
                Figure("the same again", _time(store, imported), "ms", 50),
                Figure(
                    "story of a record, 60 actions (250,000 actions)",
                    milliseconds(lambda: store.story(KEY_PROJECT, edited, 60)),
                    "ms",
                    50,
                ),
                Figure(
                    "last change of a hovered cell (250,000 actions)",
                    milliseconds(lambda: store.last_cell_change(KEY_PROJECT, edited, _FIELD, SEPTEMBER)),
                    "ms",
                    5,
                ),
                Figure("newest 200 actions (250,000)", milliseconds(lambda: store.history(200)), "ms", 20),
                Figure(
                    "imports among 250,000 actions",
                    milliseconds(lambda: store.history(200, wanted=Wanted(sort=IMPORTS))),
                    "ms",
                    300,
                ),
                Figure(
                    "labels and names with a text that is nowhere (250,000)",
                    milliseconds(lambda: store.history(200, text="没有这样的"), 5),
                    "ms",
                    400,
                ),
            ]
        )


def _cell(store: Store, record: int) -> list[CellVersion]:
    return store.cell_history(KEY_PROJECT, record, _FIELD, SEPTEMBER)


def _time(store: Store, record: int) -> float:
    return milliseconds(lambda: _cell(store, record))


def _make(path: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    chance = random.Random(5)
    now = datetime.datetime(2021, 10, 8, 9, 30)
    with Store.create(path, RULES, clock=lambda: now) as store:
        with store.action("导入《项目》", kind="import") as writes:
            edited = [writes.insert(KEY_PROJECT, {"name": f"项目{n}"}, SEPTEMBER) for n in range(_EDITED)]
        for _ in range(_EDITS):
            with store.action("修改：1—9月累计完成投资") as writes:
                writes.set(KEY_PROJECT, chance.choice(edited), _FIELD, SEPTEMBER, chance.randrange(10**12))
        _repeat(store)
        _import(store, chance)


def _repeat(store: Store) -> None:
    """Copy what was recorded of the edits until there are enough actions."""
    connection = store.connection
    columns = "at, user, label, kind, schema, target, undone, compressed, changeset"
    with connection:
        for copy in range(1, _ACTIONS // _EDITS):
            shift = copy * _EDITS
            edits = f"BETWEEN 2 AND {_EDITS + 1}"
            connection.execute(
                f"INSERT INTO action (id, {columns}) SELECT id + {shift}, {columns} FROM action WHERE id {edits}"
            )
            connection.execute(
                f"INSERT INTO action_row SELECT record, action + {shift} FROM action_row WHERE action {edits}"
            )


def _import(store: Store, chance: random.Random) -> None:
    records: list[int] = []
    for number in range(1, _IMPORTS + 1):
        month = Month(2021, number)
        with store.action(f"导入《{number}月台账》", kind="import") as writes:
            if not records:
                records += [
                    writes.insert(KEY_PROJECT, {"name": f"导入项目{n}"}, month) for n in range(_IMPORTED)
                ]
            for record in records:
                writes.put(
                    KEY_PROJECT,
                    record,
                    month,
                    {_FIELD: chance.randrange(10**12), "physical_progress": f"完成{chance.random():.3f}"},
                )


if __name__ == "__main__":
    main()
