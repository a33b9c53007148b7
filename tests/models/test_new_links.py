"""A unit named for the first time is registered and chosen in one step; words of an open list are offered again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.grid_protocol import GridRole, NewChoice
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER

KEY, UNIT = ledger_named("key_project"), ledger_named("responsible_unit")


@pytest.fixture
def document(qtbot: QtBot, store: Store) -> LedgerDocument:
    return LedgerDocument(store, SEPTEMBER)


@pytest.fixture
def table(document: LedgerDocument) -> LedgerTable:
    """Every column of the ledger is shown."""
    return LedgerTable(document, KEY, arrangement=replace(Arrangement.usual(KEY), hidden=frozenset()))


def put(table: LedgerTable, row: int, field: str, text: str) -> None:
    assert table.setData(table.index(row, table.column_of(field)), text, Qt.ItemDataRole.EditRole)


def units(store: Store) -> list[str]:
    return [str(row.values["short_name"]) for row in store.view(UNIT, SEPTEMBER).rows()]


def choices(table: LedgerTable, field: str) -> list[str]:
    index = table.index(0, table.column_of(field))
    return [choice.text for choice in table.data(index, GridRole.CHOICES)]


def column(table: LedgerTable, field: str) -> int:
    return table.column_of(field)


@pytest.mark.parametrize("field", ["responsible_unit", "leader", "town"])
def test_a_new_name_and_its_cell_are_one_action(table: LedgerTable, store: Store, field: str) -> None:
    before, count = units(store), store.action_count()
    put(table, 0, field, NewChoice("区数据局"))
    assert table.cell(0, column(table, field)).text.endswith("区数据局")
    assert not table.cell(0, column(table, field)).error
    assert store.action_count() == count + 1
    store.undo()
    assert units(store) == before
    assert table.cell(0, column(table, field)).text != "区数据局"


def test_a_new_unit_stands_at_the_end_of_the_order_and_is_offered_from_then_on(
    table: LedgerTable, store: Store
) -> None:
    put(table, 0, "responsible_unit", NewChoice("区数据局"))
    assert units(store)[-1] == "区数据局"
    assert store.view(UNIT, SEPTEMBER).rows()[-1].values["serial"] == 5
    assert "区数据局" in choices(table, "responsible_unit")
    assert store.undo_label() == "新增单位：区数据局"


def test_of_several_names_only_the_unknown_ones_are_registered(table: LedgerTable, store: Store) -> None:
    put(table, 0, "supporting_units", NewChoice("区水务局、区数据局、区林业局"))
    assert table.cell(0, column(table, "supporting_units")).text == "区水务局、区数据局、区林业局"
    assert units(store)[-2:] == ["区数据局", "区林业局"]


def test_a_name_known_meanwhile_is_not_registered_twice(table: LedgerTable, store: Store) -> None:
    before = units(store)
    put(table, 0, "responsible_unit", NewChoice("乐园镇"))
    assert units(store) == before
    assert table.cell(0, column(table, "responsible_unit")).text == "乐园镇"


def test_only_columns_that_name_records_can_add_one(table: LedgerTable) -> None:
    def adds(field: str) -> str:
        return str(table.data(table.index(0, column(table, field)), GridRole.ADDS))

    assert adds("responsible_unit") == "单位"
    assert adds("nature") == ""
    assert adds("annual_plan") == ""


def test_words_of_an_open_list_are_offered_again_the_most_used_first(table: LedgerTable) -> None:
    assert "数字经济" not in choices(table, "sector")
    for row in (0, 1):
        put(table, row, "sector", "数字经济")
    put(table, 2, "sector", "文旅")
    assert choices(table, "sector")[-2:] == ["数字经济", "文旅"]


# --- a text with several readings -------------------------------------------------------------------


def test_what_a_first_month_means_is_asked_once_in_a_column(table: LedgerTable) -> None:
    asked: list[object] = []
    table.question.connect(asked.append)
    put(table, 0, "started_on", "2021.1")
    assert len(asked) == 1
    assert table.answer(asked[0], "2021-10")  # type: ignore[arg-type]
    put(table, 1, "started_on", "2020.1")
    assert len(asked) == 1
    assert table.cell(1, column(table, "started_on")).text == "2020年10月"
