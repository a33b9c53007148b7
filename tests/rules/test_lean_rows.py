"""Rows read column by column hold what whole rows hold."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.lean_rows import lean_rows
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, clock, empty_store, store

__all__ = ["clock", "empty_store", "store"]


def test_every_column_is_as_in_whole_rows(store: Store) -> None:
    for month in (AUGUST, SEPTEMBER, Month(2022, 1)):
        for ledger in LEDGERS:
            whole = [row for row in store.view(ledger, month).rows() if row.counted]
            lean = lean_rows(store.view(ledger, month))
            assert [row.id for row in lean] == [row.id for row in whole]
            for one, other in zip(lean, whole, strict=True):
                for field in ledger.fields:
                    assert one.values.get(field.name) == other.values.get(field.name), field.name


def test_fractions_are_exact_and_own_values_are_told(empty_store: Store) -> None:
    ledger = ledger_named("fixed_asset_investment")
    with empty_store.action("新增") as writes:
        record = writes.insert(ledger, {"name": "固定资产投资", "cumulative": YI}, AUGUST)
        writes.put(ledger, record, AUGUST, {"last_year": 3 * YI})
    (row,) = lean_rows(empty_store.view(ledger, AUGUST))
    assert row.values["calculated_year_on_year"] == Fraction(-2, 3)
    (later,) = lean_rows(empty_store.view(ledger, SEPTEMBER))
    assert later.values["cumulative"] == YI
    assert later.values["cumulative@own"] is None
    assert later.values.get("天气") is None
    assert later.values.get("remark", "无") == "无"


def test_rows_that_do_not_count_are_left_out(store: Store) -> None:
    ledger = ledger_named("key_project")
    records = store.view(ledger, SEPTEMBER).ids()
    with store.action("修改") as writes:
        writes.put(ledger, records[0], SEPTEMBER, {"nature": "前期预备"})
    assert [row.id for row in lean_rows(store.view(ledger, SEPTEMBER))] == records[1:]
