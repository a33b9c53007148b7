"""Rows read column by column hold what whole rows hold."""

from __future__ import annotations

import datetime
from fractions import Fraction

from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, YI, Misfit
from fgj_desktop.rules.assessment_reminders import assessment_reminders
from fgj_desktop.rules.basis import Basis
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


def test_a_dash_and_a_text_that_does_not_fit_are_told_as_whole_rows_tell_them(empty_store: Store) -> None:
    ledger = ledger_named("town_score")
    with empty_store.action("新增") as writes:
        writes.insert(ledger, {"name": "甲", "score": DASH}, SEPTEMBER)
        writes.insert(ledger, {"name": "乙", "score": Misfit("约三分", "不是数字")}, SEPTEMBER)
        writes.insert(ledger, {"name": "丙", "score": 100}, SEPTEMBER)
    view = empty_store.view(ledger, SEPTEMBER)
    told = [row.marks.get("score") for row in lean_rows(view)]
    assert told == [row.marks.get("score") for row in view.rows()]
    assert [mark is None for mark in told] == [False, False, True]


def test_a_dash_in_the_place_of_a_score_asks_for_none(empty_store: Store) -> None:
    month = Month(2021, 12)
    with empty_store.action("新增") as writes:
        town = writes.insert(ledger_named("responsible_unit"), {"name": "乐园镇", "unit_type": "镇"})
        writes.insert(ledger_named("town_assessment"), {"name": "甲", "year": 2021, "weight": 10_000}, month)
        score = {"name": "甲", "year": 2021, "town": town, "score": DASH}
        writes.insert(ledger_named("town_score"), score, month)
    assert list(assessment_reminders(Basis.of(empty_store, month), datetime.date(2022, 1, 4))) == []
