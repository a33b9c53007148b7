"""Workbooks as clerks make them, and an empty ledger file to import them into."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.exchange.plan import ImportOptions, ImportPlan
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store

SEPTEMBER = Month(2021, 9)
KEY_PROJECT = ledger_named("key_project")
BOND_RESERVE = ledger_named("bond_reserve")
UNIT = ledger_named("responsible_unit")
LEADER = ledger_named("leader")
MONTHLY = resource_path("sample/重点项目月度台账2021年.xlsx")
BONDS = resource_path("sample/专项债储备项目台账2022年.xls")
UNITS = resource_path("sample/责任单位一览表.xlsx")
WAN = 1_000_000

TITLE = "浈江区2021年重点项目月度台账（1-9月）"
TITLES = (
    "序号",
    "项目名称",
    "项目代码",
    "总投资",
    "2021年计划投资",
    "1-9月累计完成投资（纳统）",
    "形象进度",
    "责任单位",
)


@contextmanager
def a_store(folder: Path, name: str = "台账") -> Iterator[Store]:
    """An empty ledger file, worked on in October 2021."""
    store = Store.create(folder / f"{name}.fgj", RULES, clock=lambda: datetime.datetime(2021, 10, 8, 9, 0))
    try:
        yield store
    finally:
        store.close()


def fill(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> Worksheet:
    """Put rows into a sheet as they stand."""
    for row in rows:
        sheet.append(list(row))
    return sheet


def workbook(
    folder: Path,
    *records: Sequence[Any],
    titles: Sequence[Any] = TITLES,
    title: str = TITLE,
    above: Sequence[Sequence[Any]] = (("单位：万元",),),
    below: Sequence[Sequence[Any]] = (),
    sheet: str = "1-9月",
    name: str = "9月台账.xlsx",
) -> Path:
    """A workbook of one sheet: title, lines above, header, records, lines below."""
    book = openpyxl.Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet
    fill(worksheet, [(title,), *above, titles, *records, *below])
    path = folder / name
    book.save(path)
    return path


def project(number: int, name: str, *rest: Any) -> tuple[Any, ...]:
    """A row of the usual titles; what is not given is a plain value."""
    plain = (f"2101-440204-48-01-{number:06d}", 10000, 1000, 750, "主体施工", "区教育局")
    return (number, name, *rest, *plain[len(rest) :])


def imported(store: Store, *paths: Path, month: Month | None = None, **options: Any) -> ImportPlan:
    """Import files and give the plan that was done."""
    return apply(store, import_files(store, paths, month=month, options=ImportOptions(**options))).plan


def rows_of(store: Store, month: Month = SEPTEMBER) -> dict[str, Row]:
    """The key projects as of a month, by name."""
    return {str(row.values["name"]): row for row in store.view(KEY_PROJECT, month).rows()}


def text_of(store: Store, row: Row, field: str) -> str:
    """A value as shown."""
    kind = KEY_PROJECT.fields_by_name[field].column.kind
    return kind.text(row.values[field], store.context(SEPTEMBER))
