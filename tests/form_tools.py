"""A round of the half-month to try forms with: four units, five tasks, two halves of September."""

from __future__ import annotations

import datetime

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormHead, FormSpec
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER

TASKS, PROJECTS = ledger_named("urban_task"), ledger_named("key_project")
HALF = ReportPeriod(SEPTEMBER, "H2")
HEAD = FormHead(
    "新型城镇化半月进展",
    "区新型城镇化工作领导小组办公室",
    datetime.date(2021, 9, 30),
    "17:00",
    "区发改局综合股",
    "0751-0000000",
)
NAMES = ("保障义务教育", "完善住房保障", "建设供水管网", "办理村改居", "编制规划")


def add_tasks(store: Store) -> list[int]:
    """Five tasks of the four units, the last of which is done; what was reported of the first half and of August."""
    units = list(store.links().labels("responsible_unit"))
    with store.action("登记任务") as writes:
        ids = [
            writes.insert(
                TASKS,
                {
                    "serial": number + 1,
                    "name": name,
                    "lead_unit": units[number % 4],
                    "deadline_text": "长期坚持",
                },
                SEPTEMBER,
            )
            for number, name in enumerate(NAMES)
        ]
        writes.put(TASKS, ids[0], SEPTEMBER, {"original:H1": "已印发方案，\n正在实施。"})
        writes.put(TASKS, ids[1], SEPTEMBER, {"progress:H1": "新开工一个小区。"})
        writes.put(TASKS, ids[0], AUGUST, {"problem": "学位不足。", "state": "推进中", "done_number": 3})
        writes.put(TASKS, ids[1], SEPTEMBER, {"problem": "资金不足。"})
        writes.put(TASKS, ids[4], SEPTEMBER, {"state": "已完成"})
    return ids


def half_form(store: Store) -> FormSpec:
    """The form of 9月下半月."""
    return form_spec(store, TASKS, HALF, head=HEAD)
