"""Columns of half-months beside ordinary ones: each half of each month goes where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fgj_desktop.exchange.importer import import_files, inspect
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.exchange.importing import UNITS, a_store, imported

TASKS = resource_path("sample/新型城镇化任务清单台账2021年8月.xlsx")
TASK = ledger_named("urban_task")
JULY, AUGUST = Month(2021, 7), Month(2021, 8)
TITLE = "浈江区新型城镇化工作任务清单及进展台账（2021年8月）"


def tasks(store: Store, month: Month = AUGUST) -> dict[str, Row]:
    return {str(row.values["name"]): row for row in store.view(TASK, month).rows()}


def save(folder: Path, *rows: Sequence[Any]) -> Path:
    made = openpyxl.Workbook()
    made.worksheets[0].title = "任务清单"
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(folder / "任务清单.xlsx")
    return folder / "任务清单.xlsx"


def test_the_task_list_goes_in_with_both_halves_of_august(tmp_path: Path) -> None:
    assert inspect(TASKS).text == "《新型城镇化工作任务清单及进展台账》 2021年1—8月，13 项"
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, TASKS)
        found = tasks(store)
        assert import_files(store, [TASKS]).is_empty
        lead = found["水库移民本地化、城镇化、市民化"].values["lead_unit"]
        assert store.links().label("responsible_unit", int(str(lead))) == "区农业农村局"

    assert (len(plan.listed), plan.refused, plan.questions, plan.named) == (13, [], [], [])
    first = found["引导本地本单位户籍仍在农村的公职人员将户口迁入城镇"].values
    assert (first["progress:H1"], first["progress:H2"]) == (None, "无")
    assert (first["target_number"], first["target_unit"]) == (471, "人")
    assert first["deadline_text"] == "2021年12月底前"
    migrants = found["水库移民本地化、城镇化、市民化"].values
    assert (migrants["section"], migrants["supporting_units"]) == ("一、户籍制度改革", "区水务局、区公安分局")
    assert migrants["progress:H1"] == "征求成员单位意见。"
    policy = found["出台促进农业转移人口市民化加快新型城镇化的若干政策措施"].values
    assert (policy["supporting_units"], policy["problem"]) == ("领导小组成员单位", "人员力量不足。")
    assert [row.values["deadline_text"] for row in found.values()].count("长期坚持") == 2


def test_half_months_of_two_months_go_into_both(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        (TITLE,),
        ("序号", "工作任务", "牵头单位", "7月下半月进展", "8月上半月进展", "8月下半月进展", "存在问题"),
        (1, "甲任务", "区教育局", "启动", "推进", None, "缺人"),
        (2, "乙任务", "区教育局", "启动", None, "印发", None),
    )
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, path)
        july, august = tasks(store, JULY), tasks(store)
        assert import_files(store, [path]).is_empty

    assert [one.month for one in plan.tables] == [JULY, AUGUST]
    assert (len(plan.listed), plan.refused, plan.absent) == (2, [], [])
    assert [row.values["progress:H2"] for row in july.values()] == ["启动", "启动"]
    assert [row.values["problem"] for row in july.values()] == [None, None]
    assert [row.values["progress:H1"] for row in august.values()] == ["推进", None]
    assert [row.values["progress:H2"] for row in august.values()] == [None, "印发"]
    assert [row.values["problem"] for row in august.values()] == ["缺人", None]


@pytest.mark.parametrize(
    ("line", "half"), [("报送期：8月上半月", "H1"), ("报送期：8月下半月", "H2"), ("报送期：8月", "H2")]
)
def test_progress_that_names_no_half_is_of_the_half_reported(line: str, half: str, tmp_path: Path) -> None:
    path = save(
        tmp_path, (TITLE,), (line,), ("序号", "工作任务", "牵头单位", "进展"), (1, "甲", "区教育局", "推进")
    )
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        imported(store, path)
        row = tasks(store)["甲"].values

    assert {name: row[f"progress:{name}"] for name in ("H1", "H2")} == {"H1": None, "H2": None} | {
        half: "推进"
    }


def test_a_progress_too_long_is_kept_at_its_own_cell(tmp_path: Path) -> None:
    header = ("序号", "工作任务", "7月下半月进展", "8月下半月进展")
    path = save(tmp_path, (TITLE,), header, (1, "甲任务", "长" * 2001, "短"))
    with a_store(tmp_path) as store:
        plan = imported(store, path)

    assert [one.place.text for one in plan.refused] == ["任务清单!C3"]
