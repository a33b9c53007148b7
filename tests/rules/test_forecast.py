from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules import RULES
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.forecast import NOTE, Forecast, Method, forecasts, forecasts_json
from fgj_desktop.store.store import Store

PROJECTS, INVESTMENT = ledger_named("key_project"), ledger_named("fixed_asset_investment")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two projects over two years, one of which came in only in September; the investment of both years."""
    with Store.create(tmp_path / "a.fgj", RULES) as opened:
        with opened.action("示例") as writes:
            road = writes.insert(PROJECTS, {"name": "路", "annual_plan": 12 * YI}, Month(2020, 1))
            for month, amount in ((9, 6), (12, 8)):
                writes.put(PROJECTS, road, Month(2020, month), {"invested_to_date": amount * YI})
            writes.put(PROJECTS, road, Month(2021, 1), {"annual_plan": 20 * YI})
            for month, amount in ((6, 3), (9, 9)):
                writes.put(PROJECTS, road, Month(2021, month), {"invested_to_date": amount * YI})
            writes.insert(PROJECTS, {"name": "桥", "annual_plan": 10 * YI}, Month(2021, 9))
            whole = writes.insert(INVESTMENT, {"name": "固定资产投资", "cumulative": 18 * YI}, Month(2021, 6))
            writes.put(INVESTMENT, whole, Month(2021, 9), {"cumulative": 30 * YI, "annual_task": 60 * YI})
        yield opened


def of(store: Store, month: Month, subject: str) -> dict[str, Method]:
    made = {one.id: one for one in forecasts(Basis.of(store, month))}
    assert isinstance(made[subject], Forecast)
    return {method.id: method for method in made[subject].methods}


def test_each_method_tells_its_numbers(store: Store) -> None:
    methods = of(store, Month(2021, 9), "district")
    assert methods["needed"].result == 7 * YI
    assert methods["needed"].words == "（年度计划投资30亿元－累计完成9亿元）÷剩余3个月＝月均7亿元"
    assert methods["recent"].result == 15 * YI
    assert methods["recent"].share == Fraction(1, 2)
    assert methods["recent"].words == "累计完成9亿元＋7—9月月均2亿元×剩余3个月＝15亿元"
    assert methods["last_year"].result == 12 * YI
    assert methods["last_year"].words == "累计完成9亿元÷上年1—9月占全年的比重75%（6亿元÷8亿元）＝12亿元"


def test_the_investment_has_no_last_year_in_the_file_and_says_so(store: Store) -> None:
    methods = of(store, Month(2021, 9), "fixed_asset_investment")
    assert methods["needed"].result == 10 * YI
    assert methods["recent"].result == 42 * YI
    assert methods["last_year"].result is None
    assert "2020年" in methods["last_year"].words


def test_early_months_take_what_there_is(store: Store) -> None:
    methods = of(store, Month(2021, 1), "district")
    assert methods["needed"].result == Fraction(20 * YI, 11)
    assert methods["recent"].words == "没有累计完成投资，不能测算。"
    assert methods["last_year"].result is None


def test_december_leaves_nothing_to_predict(store: Store) -> None:
    methods = of(store, Month(2020, 12), "district")
    assert methods["needed"].result is None
    assert methods["recent"].result == methods["last_year"].result or methods["last_year"].result is None
    assert methods["recent"].result == 8 * YI


def test_a_file_without_data_predicts_nothing(store: Store) -> None:
    for one in forecasts(Basis.of(store, Month(2010, 5))):
        assert all(method.result is None and method.words for method in one.methods)
    told = forecasts_json(forecasts(Basis.of(store, Month(2021, 9))))
    assert told["note"] == NOTE
    assert told["forecasts"]["city"]["target"] is None
    assert told["forecasts"]["district"]["methods"][1]["share"] == 50
