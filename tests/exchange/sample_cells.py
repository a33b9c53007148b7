"""The cells of the bureau's own workbooks, read by another hand, and whether a ledger shows what they say.

They are read by calamine alone, and the columns are named here by their titles: nothing of the importer's own
reading, mapping or units is used, only the kinds' reading of dates, choices and flags.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import python_calamine

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Choice, Date, Flag, Link, LinkList, Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.exchange.importing import SEPTEMBER

YUAN, WAN, YI = 100, 1_000_000, 10_000_000_000
AUGUST = Month(2021, 8)


@dataclass(frozen=True)
class Book:
    """A workbook: its file, the rows of its header, the unit of its money, and the field of each title."""

    file: str
    header: tuple[int, ...]
    unit: int
    titles: dict[str, str]
    name: str = "项目名称"
    month: Month = SEPTEMBER
    marks: str = ""


BOOKS = {
    "responsible_unit": Book(
        "责任单位一览表.xlsx",
        (1,),
        WAN,
        {
            "排序号": "serial",
            "单位类型": "unit_type",
            "单位全称": "name",
            "简称": "short_name",
            "是否领导小组成员单位": "group_member",
        },
        name="单位全称",
    ),
    "bond_reserve": Book(
        "专项债储备项目台账2022年.xls",
        (2, 3),
        YI,
        {
            "序号": "serial",
            "项目名称": "name",
            "项目代码": "code",
            "投向领域": "field",
            "项目单位": "owner_unit",
            "主管部门": "department_unit",
            "建设内容及规模": "scope",
            "总投资": "total_investment",
            "项目资本金": "capital",
            "债券资金总需求": "bond_demand",
            "2022年度需求": "bond_demand_of_year",
            "已安排债券": "bond_allocated",
            "债券资金缺口": "bond_gap",
            "建设状态": "construction_state",
            "前期手续立项": "approval_state:立项",
            "前期手续可研": "approval_state:可研",
            "前期手续用地": "approval_state:用地",
            "前期手续环评": "approval_state:环评",
            "国家重大库审核状态": "national_state",
            "审核日期": "national_reviewed_on",
            "计划开工时间": "planned_start",
        },
    ),
    "bond_project": Book(
        "专项债券已发行项目2021年9月.xlsx",
        (2,),
        YUAN,
        {
            "序号": "serial",
            "债券年度": "bond_year",
            "项目名称": "name",
            "项目单位": "responsible_unit",
            "债券额度": "bond_amount",
            "到账资金": "received",
            "已拨付至项目单位": "handed_on",
            "实际支出": "paid",
            "实物工作量": "physical_work",
            "是否开工": "started",
            "存在问题": "problem",
        },
    ),
    "statistics_project": Book(
        "固定资产投资在库项目2021年9月.xlsx",
        (2,),
        WAN,
        {
            "序号": "serial",
            "项目名称": "name",
            "类别": "category",
            "是否产业园": "in_park",
            "项目（主管）单位": "responsible_unit",
            "计划总投资": "total_investment",
            "自开始建设累计完成投资": "invested_since_start",
            "本年累计完成投资": "invested_of_year",
            "入库时间": "listed_on",
            "推进状态": "progress_state",
            "备注": "remark",
        },
    ),
    "application": Book(
        "2022年省市重点项目申报表.xlsx",
        (2,),
        YI,
        {
            "序号": "serial",
            "项目名称": "name",
            "类别": "kind",
            "项目单位": "responsible_unit",
            "总投资（估算）": "total_investment",
            "2022年计划投资": "annual_plan",
            "批次": "batch",
        },
    ),
    "urban_task": Book(
        "新型城镇化任务清单台账2021年8月.xlsx",
        (2, 3),
        WAN,
        {
            "序号": "serial",
            "政策条款": "section",
            "工作任务": "name",
            "量化目标目标值": "target_number",
            "量化目标单位": "target_unit",
            "牵头单位": "lead_unit",
            "配合单位": "supporting_units",
            "完成时限": "deadline_text",
            "8月上半月进展": "progress:H1",
            "8月下半月进展": "progress:H2",
            "存在问题": "problem",
            "下一步打算": "next_step",
        },
        name="工作任务",
        month=AUGUST,
    ),
    "safety_inspection": Book(
        "安全生产检查台账2021年.xlsx",
        (1,),
        WAN,
        {
            "序号": "serial",
            "检查日期": "inspected_on",
            "检查类型": "kind",
            "被检查单位": "name",
            "行业": "field",
            "出动车辆（车次）": "vehicles",
            "检查人员（人次）": "people",
            "发现隐患（处）": "hazards",
            "整改情况": "rectification",
            "备注": "remark",
        },
        name="被检查单位",
    ),
    "key_project": Book(
        "重点项目月度台账2021年.xlsx",
        (2, 3),
        WAN,
        {
            "序号": "serial",
            "项目名称": "name",
            "项目代码": "code",
            "项目性质": "nature",
            "建设内容及规模": "scope",
            "建设起止年限": "construction_period",
            "所属镇办": "town",
            "总投资": "total_investment",
            "至2020年底累计完成投资": "invested_before_year",
            "2021年计划投资": "annual_plan",
            "2021年完成情况当月完成投资": "invested_in_month",
            "2021年完成情况完成投资": "invested_in_month",
            "2021年完成情况累计完成投资（纳统）": "invested_to_date",
            "2021年完成情况占年度计划%": "completion",
            "2021年完成情况形象进度": "physical_progress",
            "是否开工": "started",
            "是否统计入库": "listed",
            "实际完成投资": "actual_invested_to_date",
            "责任单位": "responsible_unit",
            "挂点领导": "leader",
            "存在问题": "problem",
            "解决层级": "solve_level",
            "备注": "remark",
        },
        marks="★■",
    ),
}


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet by its titles."""

    sheet: str
    row: int
    cells: dict[str, Any]


def titles_of(rows: list[list[Any]], book: Book) -> list[str]:
    """The header's titles, a group's title before those under it."""
    above, found = "", []
    for column in range(len(rows[0])):
        first, *rest = (str(rows[row][column]).replace("\n", "") for row in book.header)
        below = rest[0] if rest else ""
        above = first or above
        title = above + below if below else first
        found.append(re.sub(r"(?:1-)?\d月(?![上下])", "", title))
    return found


def read(path: Path, book: Book) -> Iterator[SheetRow]:
    """Every row under the header that says something."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        titles = titles_of(rows, book)
        for number, row in enumerate(rows[book.header[-1] + 1 :], book.header[-1] + 2):
            if any(cell != "" for cell in row):
                yield SheetRow(name, number, dict(zip(titles, row, strict=True)))


def is_record(row: SheetRow, book: Book) -> bool:
    """A record has a number before it and a name; totals, groups and notes have no number."""
    number = next(iter(row.cells.values()))
    return isinstance(number, int | float) and row.cells[book.name] not in {"", "27个"}


def amount(content: object) -> Decimal | None:
    if isinstance(content, int | float):
        return Decimal(repr(content))
    text = str(content).replace(",", "")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def says_the_same(content: object, ledger: str, field_name: str, row: Row, unit: int, store: Store) -> bool:
    """Whether the row shows in the field what the cell says."""
    kind = ledger_named(ledger).fields_by_name[field_name].column.kind
    value, mark = row.values.get(field_name), row.marks.get(field_name)
    if mark is not None and mark.misfit is not None:
        return mark.misfit == str(content)
    if content == "—":
        return mark is not None and mark.dash
    context = store.context(SEPTEMBER)
    number = amount(content)
    if isinstance(kind, Money):
        return number is not None and value == int((number * unit).quantize(Decimal(1), ROUND_HALF_UP))
    if isinstance(value, Fraction):
        return number is not None and abs(value - Fraction(number)) < Fraction(1, 10**9)
    shown = kind.text(value, context)
    if isinstance(kind, Date | Choice | Flag):
        text = content.isoformat() if isinstance(content, datetime.date) else str(content)
        return value is not None and kind.parse(text, context) == value
    if number is not None and isinstance(value, int) and not isinstance(kind, Link | LinkList):
        return Decimal(shown.replace(",", "")) == number
    if isinstance(kind, Link) and "\n" in str(content):
        others = ledger_named(ledger).by_name["supporting_units"].kind
        return f"{shown}\n{others.text(row.values['supporting_units'], context)}" == str(content)
    return shown == str(content)


def sheet_month(sheet: str, book: Book) -> Month:
    found = re.match(r"1-(\d)月", sheet)
    return Month(2021, int(found[1])) if found else book.month


def records(store: Store, ledger: str, month: Month) -> dict[tuple[str, str], Row]:
    """The rows by serial and name; serials alone tell inspections of one place apart."""
    rows = store.view(ledger_named(ledger), month).rows()
    return {(str(row.values["serial"]), str(row.values["name"])): row for row in rows}


def lost_cells(store: Store, ledger: str) -> tuple[list[str], int]:
    """The filled cells of records that the ledger does not show, and how many it was asked for."""
    book, lost, seen = BOOKS[ledger], [], 0
    shown: dict[Month, dict[tuple[str, str], Row]] = {}
    for one in read(resource_path("sample") / book.file, book):
        if not is_record(one, book):
            continue
        month = sheet_month(one.sheet, book)
        rows = shown.setdefault(month, records(store, ledger, month))
        name = str(one.cells[book.name]).lstrip(book.marks)
        row = rows[str(int(next(iter(one.cells.values())))), name]
        for title, content in {**one.cells, book.name: name}.items():
            if content != "":
                seen += 1
                if not says_the_same(content, ledger, book.titles[title], row, book.unit, store):
                    lost.append(f"{one.sheet} 第 {one.row} 行 {title}：{content!r}")
    return lost, seen
