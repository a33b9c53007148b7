"""Makes the files that are measured, once, in build/benchmarks."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.measure import FOLDER
from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = 100_000
DISTRICT = 500
SEPTEMBER = Month(2021, 9)
_PLACES = (
    "乐园镇",
    "十里亭镇",
    "犁市镇",
    "新韶镇",
    "花坪镇",
    "风采街道",
    "车站街道",
    "东河街道",
    "曲仁办事处",
)
_WORKS = (
    "供水管网改造工程",
    "老旧小区改造工程",
    "高标准农田建设项目",
    "冷链物流园项目",
    "公办幼儿园建设项目",
)


def large_file() -> Path:
    """A ledger of 100,000 key projects with 500,000 monthly entries."""
    return _project_file("large", RECORDS)


def district_file() -> Path:
    """A ledger of 500 key projects, as many as a large district has."""
    return _project_file("district", DISTRICT)


def _project_file(name: str, records: int) -> Path:
    path = FOLDER / f"{name}.fgj"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        passing = FOLDER / f"{name}-passing.fgj"
        for old in FOLDER.glob(f"{name}-passing.fgj*"):
            old.unlink()
        with Store.create(passing, RULES) as store:
            _fill(store, random.Random(2021), records)
        passing.rename(path)
    return path


def _fill(store: Store, chance: random.Random, records: int) -> None:
    with store.action("新增") as writes:
        units = [
            writes.insert(RESPONSIBLE_UNIT, {"name": f"浈江区第{i}局", "short_name": f"第{i}局", "serial": i})
            for i in range(1, 41)
        ]
        for number in range(1, records + 1):
            plan = chance.randrange(1000, 50_000) * WAN
            values = {
                "name": f"{chance.choice(_PLACES)}{chance.choice(_WORKS)}{number}",
                "serial": number,
                "annual_plan": plan,
                "total_investment": plan * 3,
                "level": "区",
                "nature": "续建",
                "responsible_unit": chance.choice(units),
            }
            record = writes.insert(KEY_PROJECT, values, Month(2021, 2))
            invested = 0
            for month in (3, 5, 7, 9):
                invested += chance.randrange(0, plan // 5)
                entry = {"invested_to_date": invested, "started": 1, "physical_progress": "主体结构施工"}
                writes.put(KEY_PROJECT, record, Month(2021, month), entry)


def sample_file() -> Path:
    """The sample ledger, made by the program's own command."""
    from fgj_desktop.cli import main

    path = FOLDER / "sample.fgj"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        if main(["sample", str(path)]):
            raise SystemExit(1)
    return path


def workbook(rows: int, columns: int = 20) -> Path:
    """A workbook of key projects with codes, in the shape clerks keep them."""
    path = FOLDER / f"projects-{rows}.xlsx"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _write_workbook(path, rows, columns)
    return path


def _write_workbook(path: Path, rows: int, columns: int) -> None:
    from openpyxl import Workbook

    titles = [
        "序号", "项目名称", "项目代码", "项目性质", "建设内容及规模", "建设起止年限", "总投资", "至2020年底累计完成投资",
        "2021年计划投资", "1-9月累计完成投资（纳统）", "占年度计划%", "形象进度", "是否开工", "是否统计入库",
        "1-9月实际完成投资", "责任单位", "挂点领导", "存在问题", "解决层级", "备注",
    ]  # fmt: skip
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1-9月")
    sheet.append(["浈江区2021年重点项目月度台账（1-9月）"])
    sheet.append(["填报单位：浈江区发展和改革局", *[None] * (columns - 2), "单位：万元"])
    sheet.append(titles[:columns])
    chance = random.Random(9)
    for number in range(1, rows + 1):
        plan = chance.randrange(1000, 50_000)
        invested = chance.randrange(0, plan)
        row = [
            number, f"{chance.choice(_PLACES)}{chance.choice(_WORKS)}{number}", f"2103-440204-48-03-{number:06d}",
            "续建", "改造道路16公里及雨污水管网、照明、绿化", "2020—2022", plan * 3, plan // 2, plan, invested,
            invested / plan, "主体结构施工", "是", "是", invested, f"第{number % 40 + 1}局", "常务副区长",
            "施工合同未签署。", "区级", "",
        ]  # fmt: skip
        sheet.append(row[:columns])
    book.save(path)
