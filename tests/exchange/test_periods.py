from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.periods import (
    PeriodText,
    read_filling_day,
    read_money_unit,
    read_office,
    read_period,
    split_money_unit,
)
from fgj_desktop.ledgers.values import WAN, YI, YUAN


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("浈江区2021年重点项目月度台账（1—9月）", PeriodText(2021, 1, 9)),
        ("1-6月 (2)", PeriodText(None, 1, 6)),
        ("2021年1月至9月完成情况", PeriodText(2021, 1, 9)),
        ("2021年9月", PeriodText(2021, None, 9)),
        ("截至2021年9月底", PeriodText(2021, None, 9)),
        ("2021年前三季度", PeriodText(2021, 1, 9)),
        ("2021年第四季度", PeriodText(2021, 1, 12)),
        ("2021年上半年", PeriodText(2021, 1, 6)),
        ("重点项目2021.9", PeriodText(2021, None, 9)),
        ("１－９月", PeriodText(None, 1, 9)),
        ("2022年地方政府专项债券储备项目台账", PeriodText(2022, None, None)),
        ("附件2：13月", PeriodText()),
        ("汇总", PeriodText()),
    ],
)
def test_a_period_is_read_as_far_as_it_is_stated(text: str, period: PeriodText) -> None:
    assert read_period(text) == period


@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(["-", "—", "－", "~", "至"]))
def test_every_range_of_months_is_read(year: int, month: int, sign: str) -> None:
    assert read_period(f"某区{year}年重点项目台账（1{sign}{month}月）") == PeriodText(year, 1, month)


@given(st.text(max_size=30))
def test_no_text_is_too_odd_to_look_for_a_period(text: str) -> None:
    period = read_period(text)

    assert period.month is None or 1 <= period.month <= 12


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", WAN),
        ("计量单位:亿元", YI),
        ("（单位：元）", YUAN),
        ("单位：个、亿元", YI),
        ("金额单位 ： 万元", WAN),
        ("注：金额单位为万元。", WAN),
        ("填报单位：浈江区发展和改革局", None),
        ("单位：个", None),
    ],
)
def test_the_unit_of_money_is_told_from_other_units(text: str, unit: int | None) -> None:
    assert read_money_unit(text) == unit


@pytest.mark.parametrize(
    ("title", "plain", "unit"),
    [
        ("总投资（亿元）", "总投资", YI),
        ("总投资　(万元)", "总投资", WAN),
        ("总投资\n单位：万元", "总投资", WAN),
        ("总投资万元", "总投资", WAN),
        ("占年度计划（％）", "占年度计划（％）", None),
    ],
)
def test_a_title_gives_up_its_unit_of_money(title: str, plain: str, unit: int | None) -> None:
    assert split_money_unit(title) == (plain, unit)


def test_office_and_filling_day_are_read() -> None:
    assert read_office("填报单位（盖章）：浈江区发展和改革局") == "浈江区发展和改革局"
    assert read_office("单位：万元") is None
    assert read_filling_day("填报日期：2021年10月8日") == (2021, 10, 8)
    assert read_filling_day("填报日期：　年　月　日") is None
