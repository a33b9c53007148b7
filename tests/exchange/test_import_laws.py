"""What holds for every workbook, however dirty: nothing lost, nothing twice, one undo."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.exchange.grid import Kind, Sheet, Workbook
from fgj_desktop.exchange.importer import apply, plan_import
from fgj_desktop.exchange.tables import Table, tables_of
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.store import Store
from tests.exchange.importing import KEY_PROJECT, SEPTEMBER, TITLES, a_store, rows_of

AUGUST = Month(2021, 8)

names = st.sampled_from(
    [
        "甲项目",
        "★乙项目",
        "丙工程（一期）",
        "癸工程（二期）",
        "丁\n学校",
        "戊道路",
        "己（原甲项目）",
        "合计",
        None,
    ]
)
amounts = st.one_of(
    st.none(), st.integers(0, 10**6), st.sampled_from(["—", "约5000", "1.2亿", "3,000", 0.5, "无"])
)
texts = st.sampled_from([None, "主体施工", "无更新", "", " 二层\n", "—"])
units = st.sampled_from([None, "区教育局", "教育局", "区教育局、区水务局", "—", "无", "区教育局\n区水务局"])
serials = st.one_of(st.none(), st.integers(1, 60), st.sampled_from(["1●", "一"]))


def coded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with the code of its project: none, right, or not a code; two projects never share one."""
    number, name, which, *rest = row
    code = {0: None, 1: f"2101-440204-48-01-{ord(str(name).lstrip('★')[0]):06d}", 2: "正在办理"}[which]
    return (number, name, code, *rest)


record = st.tuples(serials, names, st.integers(0, 2), amounts, amounts, amounts, texts, units).map(coded)
records = st.lists(record, min_size=1, max_size=8)


def table(rows: list[tuple[Any, ...]], month: Month) -> Table:
    """A table read from a sheet of these rows."""
    titles = [title.replace("1-9月", f"1-{month.number}月") for title in TITLES]
    blank: list[Any] = [None] * (len(titles) - 1)
    lines = [[f"浈江区2021年重点项目月度台账（1-{month.number}月）", *blank], ["单位：万元", *blank], titles]
    sheet = Sheet(f"1-{month.number}月", [*lines, *map(list, rows)])  # type: ignore[arg-type]
    return tables_of(Workbook("台账.xlsx", Kind.XLSX, (sheet,)), sheet)[0]


def contents(store: Store) -> list[object]:
    """Everything the ledger shows in both months."""
    return [
        [(row.values, row.marks) for row in store.view(KEY_PROJECT, month).rows()]
        for month in (AUGUST, SEPTEMBER)
    ]


@settings(max_examples=30)
@given(records, records)
def test_importing_months_again_changes_nothing(august: list[Any], september: list[Any]) -> None:
    tables = [table(september, SEPTEMBER), table(august, AUGUST)]
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as store:
        apply(store, plan_import(store, tables))
        before = contents(store)

        again = plan_import(store, tables)

        assert [(one.label, one.field, one.before, one.after) for one in again.changes] == []
        assert again.added == []
        assert contents(store) == before


@settings(max_examples=30)
@given(records, records)
def test_one_undo_restores_what_was(first: list[Any], second: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as store:
        apply(store, plan_import(store, [table(first, AUGUST)]))
        before = contents(store)

        if apply(store, plan_import(store, [table(second, SEPTEMBER)])).change is not None:
            store.undo()

        assert contents(store) == before


@settings(max_examples=30)
@given(records)
def test_every_named_row_is_a_project_or_is_listed(rows: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as store:
        read = table(rows, SEPTEMBER)
        plan = apply(store, plan_import(store, [read])).plan

        counted = plan.tables[0].rows
        told = len(plan.refused_rows) + sum("只计一次" in notice for notice in plan.notices)
        assert read.records <= counted + told
        assert len(rows_of(store)) == counted - len(list(rows_with_equal_names(store)))


def rows_with_equal_names(store: Store) -> list[object]:
    """Records beyond the first of one name."""
    rows = store.view(KEY_PROJECT, SEPTEMBER).rows()
    return rows[len({row.values["name"] for row in rows}) :]


@settings(max_examples=20)
@given(st.sampled_from(["约5000", "二千", "#REF!", "2021年底", "同上"]), st.integers(3, 6))
def test_text_that_does_not_fit_is_kept_as_it_stands(text: str, column: int) -> None:
    row: list[Any] = [1, "甲项目", None, 1, 1, 1, "施工", "区教育局"]
    row[column] = text
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder)) as store:
        apply(store, plan_import(store, [table([tuple(row)], SEPTEMBER)]))
        (found,) = store.view(KEY_PROJECT, SEPTEMBER).rows()

        kept = {mark.misfit for mark in found.marks.values()} | {
            str(value) for value in found.values.values()
        }
        assert text in kept
