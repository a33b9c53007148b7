"""What the status line says of selected cells, few and many, with rows in groups and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import YI
from fgj_desktop.models import selection
from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.block import Block
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.selection import selection_text
from fgj_desktop.store.store import Store

KEY = ledger_named("key_project")
EVERY = range(6)


@pytest.fixture
def table(store: Store, qapp: QApplication) -> Iterator[LedgerTable]:
    made = LedgerTable(
        LedgerDocument(store), KEY, arrangement=replace(Arrangement.usual(KEY), hidden=frozenset())
    )
    yield made
    made.detach()


@pytest.fixture(params=["row by row", "by the database"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A few records are read row by row, many are added up by the database: both say the same."""
    if request.param == "by the database":
        monkeypatch.setattr(selection, "_ROW_BY_ROW", 0)
    return str(request.param)


def block(table: LedgerTable, rows: range, first: str, last: str = "") -> Block:
    return Block(rows[0], table.column_of(first), rows[-1], table.column_of(last or first))


def put(table: LedgerTable, row: int, field: str, typed: str) -> None:
    assert table.setData(table.index(row, table.column_of(field)), typed)


@pytest.mark.usefixtures("way")
def test_amounts_are_added_up_and_empty_cells_are_not_in_the_mean(table: LedgerTable) -> None:
    full = block(table, range(3), "invested_to_date")
    assert selection_text(table, [full]) == "选中 3 格　合计 7,850　平均 2,616.67"
    every = block(table, EVERY, "invested_to_date")
    assert selection_text(table, [every]) == "选中 6 格　计数 4　合计 8,150　平均 2,037.5"


@pytest.mark.usefixtures("way")
def test_amounts_of_several_columns_and_blocks_are_added_up_together(table: LedgerTable) -> None:
    blocks = [block(table, range(2), "annual_plan"), block(table, range(4, 6), "total_investment")]
    assert selection_text(table, blocks) == "选中 4 格　合计 17,000　平均 4,250"


@pytest.mark.usefixtures("way")
def test_amounts_follow_the_unit_of_money(table: LedgerTable) -> None:
    table.document.set_money_unit(YI)
    assert "合计 4.1　平均 0.683333" in selection_text(table, [block(table, EVERY, "total_investment")])


@pytest.mark.usefixtures("way")
def test_cells_of_several_kinds_are_counted(table: LedgerTable) -> None:
    put(table, 0, "annual_plan", "约3000")
    put(table, 1, "annual_plan", "—")
    put(table, 2, "annual_plan", "")
    put(table, 3, "approval_state:立项", "大概")
    mixed = [block(table, EVERY, "name"), block(table, EVERY, "annual_plan")]
    assert selection_text(table, mixed) == "选中 12 格　计数 11"
    assert selection_text(table, [block(table, EVERY, "approval_state:立项")]) == "选中 6 格　计数 1"
    assert selection_text(table, [block(table, EVERY, "remark")]) == "选中 6 格"


@pytest.mark.usefixtures("way")
def test_percentages_and_numbers_of_rows_have_no_sum_and_no_mean(table: LedgerTable) -> None:
    assert selection_text(table, [block(table, EVERY, "completion")]) == "选中 6 格　计数 4"
    assert selection_text(table, [block(table, EVERY, "serial")]) == "选中 6 格　计数 6"


@pytest.mark.usefixtures("way")
def test_records_alone_are_selected_while_rows_are_grouped(table: LedgerTable) -> None:
    table.show(Choice(group="responsible_unit"))
    every = range(table.rowCount())
    assert selection_text(table, [block(table, every, "annual_plan")]) == "选中 6 格　合计 18,000　平均 3,000"
    assert selection_text(table, [block(table, range(1), "annual_plan")]) == ""


@pytest.mark.usefixtures("way")
def test_a_part_of_the_rows_is_added_up_alone(table: LedgerTable) -> None:
    assert (
        selection_text(table, [block(table, range(1, 3), "annual_plan")])
        == "选中 2 格　合计 9,000　平均 4,500"
    )


def test_very_many_cells_of_text_are_told_by_their_number_alone(
    table: LedgerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "_MANY", 5)
    assert selection_text(table, [block(table, EVERY, "name")]) == "选中 6 格"
    assert "合计" in selection_text(table, [block(table, EVERY, "annual_plan")])


def test_one_cell_says_why_it_is_marked_and_nothing_selected_says_nothing(table: LedgerTable) -> None:
    put(table, 0, "annual_plan", "约3000")
    assert "不是数值" in selection_text(table, [block(table, range(1), "annual_plan")])
    assert selection_text(table, [block(table, range(1, 2), "annual_plan")]) == ""
    assert selection_text(table, []) == ""
