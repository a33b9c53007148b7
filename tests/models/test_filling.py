"""Filling from neighbours, from last month, and by the handle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.block import Block
from fgj_desktop.models.block_edit import Gathered, store_gathered
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.filling import copy_last_month, end_of_neighbour, extend, fill_down, fill_right
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.store.store import Store
from tests.models.table_tools import cell, every_row
from tests.sample_store import SEPTEMBER

KEY = ledger_named("key_project")


@pytest.fixture
def table(store: Store, qapp: QApplication) -> Iterator[LedgerTable]:
    made = LedgerTable(LedgerDocument(store), KEY)
    yield made
    made.detach()


def keep(table: LedgerTable, gathered: Gathered) -> None:
    assert store_gathered(table, "填充", gathered)


def texts(table: LedgerTable, field: str) -> list[str]:
    return [table.cell(row, table.column_of(field)).text for row in range(table.rowCount())]


def column(table: LedgerTable, top: int, bottom: int, field: str) -> Block:
    return Block(top, table.column_of(field), bottom, table.column_of(field))


def test_the_first_row_is_filled_over_the_others_and_one_undo_takes_it_back(table: LedgerTable) -> None:
    before = every_row(table)
    keep(table, fill_down(table, column(table, 0, 3, "annual_plan")))
    assert texts(table, "annual_plan") == ["4,000"] * 4 + ["1,000", "2,000"]
    table.document.undo()
    assert every_row(table) == before


def test_without_more_rows_the_cell_above_is_taken_and_at_the_top_nothing_happens(table: LedgerTable) -> None:
    keep(table, fill_down(table, cell(table, 2, "annual_plan")))
    assert texts(table, "annual_plan")[2] == "6,000"
    assert fill_down(table, cell(table, 0, "annual_plan")).names == []


def test_units_and_text_that_does_not_fit_are_filled_as_they_stand(table: LedgerTable) -> None:
    table.setData(table.index(0, table.column_of("annual_plan")), "约3000")
    keep(table, fill_down(table, column(table, 0, 2, "annual_plan")))
    assert texts(table, "annual_plan")[:3] == ["约3000"] * 3
    assert table.cell(2, table.column_of("annual_plan")).error
    keep(table, fill_down(table, column(table, 0, 2, "responsible_unit")))
    assert texts(table, "responsible_unit")[:3] == ["区教育局"] * 3


def test_the_first_column_is_filled_to_the_right_where_it_fits(table: LedgerTable) -> None:
    left = table.column_of("total_investment")
    assert table.fields[left + 1].name == "annual_plan"
    keep(table, fill_right(table, Block(0, left, 1, left + 1)))
    assert texts(table, "annual_plan")[:2] == ["9,000", "12,000"]
    keep(table, fill_right(table, Block(2, left + 1, 2, left + 1)))
    assert texts(table, "annual_plan")[2] == "8,000"


def test_the_handle_repeats_a_block_and_counts_numbers_on(table: LedgerTable) -> None:
    keep(table, extend(table, column(table, 0, 1, "annual_plan"), column(table, 2, 4, "annual_plan")))
    assert texts(table, "annual_plan")[:5] == ["4,000", "6,000", "4,000", "6,000", "4,000"]
    keep(table, extend(table, column(table, 0, 1, "serial"), column(table, 2, 5, "serial")))
    assert texts(table, "serial") == ["1", "2", "3", "4", "5", "6"]
    keep(table, extend(table, cell(table, 3, "serial"), column(table, 4, 5, "serial")))
    assert texts(table, "serial")[4:] == ["4", "4"]
    keep(table, extend(table, cell(table, 3, "serial"), column(table, 4, 5, "serial"), series=True))
    assert texts(table, "serial")[4:] == ["5", "6"]
    keep(table, extend(table, column(table, 3, 4, "serial"), column(table, 0, 2, "serial")))
    assert texts(table, "serial")[:3] == ["1", "2", "3"]


def test_a_double_click_on_the_handle_goes_as_far_as_the_neighbour_is_filled(table: LedgerTable) -> None:
    assert end_of_neighbour(table, cell(table, 0, "annual_plan")) == 5
    last = table.column_of("physical_progress")
    assert table.fields[last - 1].name == "gap_points"
    record = table.record(2)
    table.document.act("清除", lambda writes: writes.put(KEY, record, SEPTEMBER, {"total_investment": None}))
    assert table.cell(2, table.column_of("total_investment")).muted is False


def test_headings_of_groups_are_neither_filled_nor_filled_from(store: Store, qapp: QApplication) -> None:
    table = LedgerTable(LedgerDocument(store), KEY, choice=Choice(group="responsible_unit"))
    assert not extend(table, column(table, 0, 0, "annual_plan"), column(table, 1, 5, "annual_plan")).cells
    keep(table, extend(table, column(table, 1, 1, "annual_plan"), column(table, 2, 4, "annual_plan")))
    plans = [text for row, text in enumerate(texts(table, "annual_plan")) if not table.is_heading(row)]
    assert plans == ["4,000", "4,000", "4,000", "3,000", "2,000", "1,000"]
    table.detach()


def test_last_months_content_is_written_only_where_this_month_has_nothing(table: LedgerTable) -> None:
    before = every_row(table)
    progress, invested = table.column_of("physical_progress"), table.column_of("invested_to_date")
    table.setData(table.index(0, progress), "封顶")
    gathered = copy_last_month(table, [Block(0, min(progress, invested), 5, max(progress, invested))])
    assert {name for values in gathered.cells.values() for name in values} == {"physical_progress"}
    keep(table, gathered)
    assert texts(table, "physical_progress")[0] == "封顶"
    assert not any(table.cell(row, progress).muted for row in range(6))
    table.document.undo()
    table.document.undo()
    assert every_row(table) == before
    computed = copy_last_month(table, [column(table, 0, 5, "completion")])
    assert computed.names == []


def test_in_january_amounts_of_the_year_are_not_copied(table: LedgerTable) -> None:
    document = table.document
    document.set_month(SEPTEMBER.__class__(2022, 1))
    ids = document.store.view(KEY, SEPTEMBER).ids()
    document.act("进入年度", lambda writes: [writes.enter_year(KEY, one, document.month) for one in ids])
    invested = table.column_of("invested_to_date")
    gathered = copy_last_month(table, [Block(0, invested, table.rowCount() - 1, invested)])
    assert gathered.names == []
