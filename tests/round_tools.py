"""What the tests of rounds share: three tasks of two units, and a round of the second half of September."""

from __future__ import annotations

from fgj_desktop.ledgers import REPORT_ROUND, RESPONSIBLE_UNIT, URBAN_TASK
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.rounds import RoundInfo, proposed_round, round_of
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)
SECOND_HALF = ReportPeriod(SEPTEMBER, "H2")
UNITS = ("区教育局", "区水务局", "乐园镇")
TASKS = (("扩大义务教育学位供给", 0), ("推进污水管网建设", 1), ("整治黑臭水体", 1), ("盘活闲置宅基地", 2))


def fill(store: Store) -> tuple[list[int], list[int]]:
    """Three units and their four tasks; gives the ids of units and tasks."""
    with store.action("登记责任单位") as writes:
        units = [
            writes.insert(RESPONSIBLE_UNIT, {"serial": 50 + at, "name": f"浈江{name}", "short_name": name})
            for at, name in enumerate(UNITS, 1)
        ]
    with store.action("登记任务") as writes:
        tasks = [
            writes.insert(
                URBAN_TASK,
                {"serial": at, "name": name, "lead_unit": units[unit], "deadline_text": "长期坚持"},
                SEPTEMBER,
            )
            for at, (name, unit) in enumerate(TASKS, 1)
        ]
    return units, tasks


def begin(store: Store, **values: str) -> RoundInfo:
    """A round of the second half of September: due on 1 October at 17:00."""
    with store.action("开始报送") as writes:
        writes.insert(REPORT_ROUND, {**proposed_round(store, URBAN_TASK, SECOND_HALF), "serial": 1, **values})
    return found(store)


def found(store: Store) -> RoundInfo:
    """The round as it stands now."""
    info = round_of(store, URBAN_TASK, SECOND_HALF)
    assert info is not None
    return info


def task(store: Store, record: int, month: Month = SEPTEMBER) -> Row:
    """A task as of a month."""
    (row,) = store.view(URBAN_TASK, month).rows([record])
    return row
