"""A ledger file of made-up projects, filled through actions as the program fills it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)
AUGUST = Month(2021, 8)
WAN = 1_000_000
UNITS = ("区教育局", "区住建局", "区水务局", "乐园镇")
# Name, unit, total, plan, invested by August and by September (万元), begun, listed.
PROJECTS = (
    ("乐园镇中心小学扩建项目", "区教育局", 9000, 4000, 2800, 3200, 1, 1),
    ("十里亭镇老旧小区改造", "区住建局", 12000, 6000, 2000, 2400, 1, 1),
    ("犁市镇污水处理设施及管网", "区水务局", 8000, 3000, 2000, 2250, 1, 0),
    ("新韶镇供水管网改造", "区水务局", 5000, 2000, None, None, 0, 0),
    ("乐园镇农贸市场提升", "乐园镇", 3000, 1000, 0, 300, 1, 1),
    ("风采街道停车场建设", "区住建局", 4000, 2000, None, None, 0, 0),
)


def fill(store: Store) -> None:
    """Four units, six projects with August and September, one bond item."""
    projects, units = ledger_named("key_project"), ledger_named("responsible_unit")
    with store.action("登记责任单位") as writes:
        ids = {
            name: writes.insert(units, {"serial": number, "name": f"浈江区{name}", "short_name": name})
            for number, name in enumerate(UNITS, 1)
        }
    with store.action("导入《重点项目月度台账》", kind="import") as writes:
        for number, (name, unit, total, plan, august, september, begun, listed) in enumerate(PROJECTS, 1):
            record = writes.insert(
                projects,
                {
                    "serial": number,
                    "name": name,
                    "level": "区",
                    "nature": "续建",
                    "responsible_unit": ids[unit],
                    "total_investment": total * WAN,
                    "annual_plan": plan * WAN,
                    "invested_to_date": None if august is None else august * WAN,
                    "started": begun,
                    "listed": listed,
                    "physical_progress": "主体施工" if begun else "前期工作",
                },
                AUGUST,
            )
            if september is not None:
                values = {"invested_to_date": september * WAN, "actual_invested_to_date": september * WAN}
                writes.put(projects, record, SEPTEMBER, values)
    with store.action("新增项目") as writes:
        writes.insert(
            ledger_named("bond_reserve"),
            {"serial": 1, "name": "东河街道灌区改造", "national_state": "市级审核"},
            SEPTEMBER,
        )


class Clock:
    """Ten minutes past eight on 8 October, until set otherwise."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2021, 10, 8, 8, 10)

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An open file with the sample projects."""
    opened = Store.create(tmp_path / "台账.fgj", RULES, clock=clock)
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture
def empty_store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An open file without a record."""
    opened = Store.create(tmp_path / "空.fgj", RULES, clock=clock)
    yield opened
    opened.close()
