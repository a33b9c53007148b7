"""Figures, lists, forecasts and reminders of a file with 500 projects, each reported every month for five years."""

from __future__ import annotations

import datetime
import random
from typing import TYPE_CHECKING

from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Parsed
from fgj_desktop.rules import RULES
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.forecast import forecasts
from fgj_desktop.rules.named_lists import named_lists
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.rules.reminder import Reminder

PROJECTS, YEARS, SEPTEMBER = 500, range(2017, 2022), Month(2021, 9)


def main() -> None:
    """Measure on a file of its own, in a store that has just been opened and in one that has been looked at."""
    with Store.open(years_file(), RULES, read_only=True) as store:
        found = [
            Figure("figures of 5 years × 500 projects × 12 months", _of(store), "ms", 300),
            Figure("named lists of the same", milliseconds(lambda: named_lists(_basis(store)), 7), "ms", 300),
            Figure("forecasts of the same", milliseconds(lambda: forecasts(_basis(store)), 7), "ms", 300),
            Figure("reminders of the same", milliseconds(lambda: _reminders(store), 7), "ms", 300),
        ]
    tell(found)


def years_file() -> Path:
    """The file, made when it is not there yet."""
    path = FOLDER / "years.fgj"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with Store.create(path, RULES) as store:
            _fill(store, random.Random(2017))
    return path


def _of(store: Store) -> float:
    return milliseconds(lambda: figures(store, SEPTEMBER), 7)


def _reminders(store: Store) -> list[Reminder]:
    return reminders_of(store, SEPTEMBER, datetime.date(2021, 10, 8))


def _basis(store: Store) -> Basis:
    return Basis.of(store, SEPTEMBER)


def _fill(store: Store, chance: random.Random) -> None:
    with store.action("新增") as writes:
        units = [
            writes.insert(RESPONSIBLE_UNIT, {"name": f"浈江区第{i}局", "short_name": f"第{i}局", "serial": i})
            for i in range(1, 41)
        ]
        for number in range(1, PROJECTS + 1):
            plan = chance.randrange(1000, 50_000) * WAN
            level = "市、区" if number % 4 == 0 else "区"
            facts: dict[str, Parsed] = {"annual_plan": plan, "level": level, "nature": "续建"}
            facts["responsible_unit"] = chance.choice(units)
            first = {**facts, "name": f"项目{number}", "serial": number, "total_investment": plan * 9}
            record = writes.insert(KEY_PROJECT, first, Month(YEARS[0], 1))
            for year in YEARS:
                if year > YEARS[0]:
                    writes.put(KEY_PROJECT, record, Month(year, 1), facts)
                invested = 0
                for month in range(1, 13):
                    invested += chance.randrange(0, plan // 10)
                    entry: dict[str, Parsed] = {"invested_to_date": invested, "started": 1, "listed": 1}
                    writes.put(
                        KEY_PROJECT,
                        record,
                        Month(year, month),
                        {**entry, "physical_progress": "主体结构施工"},
                    )


if __name__ == "__main__":
    main()
