"""The store at 100,000 records: one edit, filter, sort, peak memory."""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import time

from benchmarks.files import SEPTEMBER, large_file
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import Order, Search, equals
from fgj_desktop.store.store import Store


def main() -> None:
    """Measure on a copy of the large file."""
    path = FOLDER / "large-copy.fgj"
    shutil.copy(large_file(), path)
    with Store.open(path, RULES) as store:
        view = store.view(KEY_PROJECT, SEPTEMBER)
        start = time.perf_counter()
        ids = view.ids()
        first = 1000 * (time.perf_counter() - start)
        view.totals()
        view.counts("state")
        view.ids([equals("state", "落后时间进度")], [Order("completion")])
        behind = [equals("state", "落后时间进度")]
        figures = [
            Figure("first list of ids as of a month (100,000)", first, "ms", 400),
            Figure("filter by as-of state (100,000)", milliseconds(lambda: view.ids(behind)), "ms", 60),
            Figure(
                "sort by completion (100,000)",
                milliseconds(lambda: view.ids((), [Order("completion")])),
                "ms",
                120,
            ),
            Figure(
                "search by pinyin initials (100,000)",
                milliseconds(lambda: view.ids([Search("lyz")])),
                "ms",
                120,
            ),
            Figure("one edit committed, recorded, keys refreshed (100,000)", edit(store, ids), "ms", 2),
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell([*figures, Figure("peak memory of the store without a window (100,000)", peak, "MB", 250)])


def edit(store: Store, ids: list[int]) -> float:
    """The median of 300 edits of different records."""
    chance = random.Random(3)
    times = []
    for _ in range(300):
        record, amount = chance.choice(ids), chance.randrange(10**12)
        start = time.perf_counter()
        with store.action("修改 1 个单元格") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, amount)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
