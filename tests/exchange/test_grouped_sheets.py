"""Groups on paper and in workbooks: those of the grid, in its order, and subtotals that add up everywhere."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.documents.ledger_print import table_of
from fgj_desktop.documents.print_table import RowKind
from fgj_desktop.exchange.export import export_ledger
from fgj_desktop.exchange.importer import import_files
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.rules.ledger_sheet import LedgerSheet, ledger_sheet
from fgj_desktop.rules.sums import sums_of
from fgj_desktop.store.filters import Order, equals
from fgj_desktop.store.grouping import Grouping
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN

KEY = ledger_named("key_project")
FIELDS = [field.name for field in KEY.group_fields]
FACTS: tuple[dict[str, object], ...] = (
    {"sector": "民生", "area": "北片", "level": "省、市、区", "funding_tags": "专项债、房地产"},
    {"sector": "康养", "area": "南片", "level": "市、区", "started": None},
    {"sector": "基础设施", "register_state": "调出"},
    {"annual_plan": 2000 * WAN + 1, "funding_tags": "房地产"},
    {"area": "北片", "adjusted_plan": 900 * WAN},
    {"sector": "民生", "annual_plan": None},
)


@pytest.fixture
def grouped_store(store: Store) -> Store:
    with store.action("登记领导") as writes:
        leaders = [
            writes.insert(ledger_named("leader"), {"name": name, "serial": serial})
            for serial, name in ((2, "张三"), (1, "李四"))
        ]
    with store.action("修改") as writes:
        for record, facts in zip(store.view(KEY, SEPTEMBER).ids(), FACTS, strict=True):
            writes.put(KEY, record, SEPTEMBER, facts)  # type: ignore[arg-type]
            writes.put(
                KEY, record, SEPTEMBER, {"leader": link_list(leaders if facts.get("area") else leaders[1:])}
            )
    return store


def sheet_of(store: Store, field: str, **options: object) -> LedgerSheet:
    names = [one.name for one in KEY.fields if one.item is None]
    return ledger_sheet(store, KEY, SEPTEMBER, fields=names, group_by=field, **options)  # type: ignore[arg-type]


def amount(text: object) -> Decimal:
    return Decimal(str(text).replace(",", "") or "0") if text is not None else Decimal(0)


@pytest.mark.parametrize("field", FIELDS)
def test_the_groups_printed_are_those_of_the_grid(grouped_store: Store, field: str) -> None:
    by = Grouping(KEY.fields_by_name[field], SEPTEMBER, grouped_store.links())
    order = [Order("annual_plan", descending=True)]
    shown = grouped_store.view(KEY, SEPTEMBER).grouped(by, (), order)
    sections = sheet_of(grouped_store, field, order=order).sections
    assert [one.heading.partition("、")[2] for one in sections] == [
        f"{group.title}（{group.counted} 项）" for group in shown
    ]
    assert [[row.id for row in one.rows] for one in sections] == [group.ids for group in shown]
    totals = grouped_store.view(KEY, SEPTEMBER).group_totals(by)
    for group, section in zip(shown, sections, strict=True):
        assert totals.get(group.key, sums_of(KEY, (), SEPTEMBER)) == section.sums


@pytest.mark.parametrize("field", FIELDS)
def test_printed_subtotals_add_up_and_percentages_are_those_of_the_sums(
    grouped_store: Store, field: str
) -> None:
    sheet = sheet_of(grouped_store, field)
    table = table_of(sheet)
    (total,) = [row for row in table.rows if row.kind is RowKind.TOTAL]
    groups = [row for row in table.rows if row.kind is RowKind.GROUP]
    assert groups
    places = {one.name: place for place, one in enumerate(sheet.fields)}
    for name, place in places.items():
        if KEY.by_name[name].total is Total.SUM:
            assert sum(amount(row.cells[place]) for row in groups) == amount(total.cells[place]), name
    for row in (total, *groups):
        plan, done = (amount(row.cells[places[name]]) for name in ("current_plan", "invested_to_date"))
        if plan and row.cells[places["completion"]]:
            shown = Decimal(row.cells[places["completion"]].rstrip("%"))
            assert abs(Fraction(shown) - Fraction(done) / Fraction(plan) * 100) <= Fraction(1, 200)


@pytest.mark.parametrize("field", FIELDS)
def test_exported_subtotals_add_up_and_come_back_as_no_change(
    grouped_store: Store, field: str, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    sheet = sheet_of(grouped_store, field)
    names = [one.name for one in sheet.fields]
    export_ledger(grouped_store, KEY, SEPTEMBER, path, fields=names, group_by=field)
    book = openpyxl.load_workbook(path, data_only=True).active
    assert book is not None
    label = names.index("name") + 1
    rows = {str(book.cell(row, label).value): row for row in range(1, book.max_row + 1)}
    headings = [rows[section.heading] for section in sheet.sections]
    for column, one in enumerate(sheet.fields, 1):
        if one.column.total is Total.SUM:
            parts = [amount(book.cell(row, column).value) for row in headings]
            assert sum(parts) == amount(book.cell(rows[sheet.total_label], column).value), one.name
    assert import_files(grouped_store, [path]).is_empty


@pytest.mark.parametrize(("name", "plain"), [("台账.csv", False), ("台账.json", False), ("台账.xlsx", True)])
def test_rows_without_headings_keep_the_order_of_the_groups(
    grouped_store: Store, tmp_path: Path, name: str, plain: bool
) -> None:
    names = [str(row.values["name"]) for row in sheet_of(grouped_store, "sector").rows]
    path = tmp_path / name
    export_ledger(grouped_store, KEY, SEPTEMBER, path, fields=["name"], group_by="sector", plain=plain)
    if plain:
        book = openpyxl.load_workbook(path).active
        assert book is not None
        lines = [str(row[0].value) for row in book.iter_rows()]
    else:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    found = [one for line in lines for one in names if one in line]
    assert found == names
    assert not any("民生" in line for line in lines)


def test_only_what_has_several_values_is_explained(grouped_store: Store) -> None:
    assert any(
        "按挂点领导分组，有几个挂点领导的项目只计入第一个。" in one
        for one in sheet_of(grouped_store, "leader").notes
    )
    assert not any("只计入第一个" in one for one in sheet_of(grouped_store, "sector").notes)


def test_groups_hold_within_a_filter(grouped_store: Store) -> None:
    sheet = sheet_of(grouped_store, "sector", filters=[equals("sector", "民生")])
    assert [section.heading for section in sheet.sections] == ["一、民生（2 项）"]


def test_a_column_that_does_not_group_groups_nothing(grouped_store: Store) -> None:
    assert not sheet_of(grouped_store, "remark").is_grouped
    assert len(sheet_of(grouped_store, "remark").rows) == len(FACTS)
