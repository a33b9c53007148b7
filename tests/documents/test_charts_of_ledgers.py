"""The charts of the bureau's other ledgers: what they say, and that no text lies on another, wide and narrow."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from fgj_desktop.documents.chart_fonts import chinese_family, minus_of
from fgj_desktop.documents.chart_kinds import kind_named
from fgj_desktop.documents.chart_style import DARK, LIGHT, ChartStyle
from fgj_desktop.documents.charts import NO_ROOM, Chart, draw_data
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI
from fgj_desktop.rules.bond_charts import STAGES, Payment, RatesPoint
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.investment_charts import LISTED, IndicatorPoint, InvestmentMonth, InvestmentSeries
from fgj_desktop.rules.stacks import TONES, Part, Stack, Stacks
from fgj_desktop.rules.task_charts import STATES, TaskPoint
from tests.documents.chart_tools import overlaps, painted, texts

MONTH = Month(2021, 9)
WIDE, NARROW = ChartStyle(LIGHT, 7, 4.4), ChartStyle(DARK, 2.75, 2.1, points=8.5)


def pick(number: int) -> Pick:
    return Pick(f"第{number}项", "urban_task", (number,))


def month_of(number: int) -> InvestmentMonth:
    is_whole = number > 3
    return InvestmentMonth(
        Month(2021, number), number * 7 * YI + 3_700_000_000, number * 8 * YI, Fraction(-191, 1000) + Fraction(number, 100),
        7 * YI if number > 2 else None, Fraction((-1) ** number, 4) if is_whole else None,
    )  # fmt: skip


def payment(number: int) -> Payment:
    amounts = {
        "net_amount": 30_000 * WAN, "received": 24_000 * WAN, "handed_on": 12_000 * WAN,
        "paid": 2_000 * number * WAN, "physical_work": 7_000 * WAN,
    }  # fmt: skip
    return Payment("韶冶片区污水处理设施及配套管网提质增效工程", amounts, Fraction(number, 15), pick(number))


TOWNS = Stacks(
    tuple(Part(name, tone) for name, tone in zip(("经济发展", "项目建设", "社会治理"), TONES, strict=False)),
    tuple(Stack(f"第{n}镇", (4000, 3000, 1000 + n), pick(n), "80.01　第1名") for n in range(9)),
    "points", "分", ("2021年",),
)  # fmt: skip
DATA = {
    "investment": InvestmentSeries("固定资产投资", tuple(map(month_of, range(2, 10))), 120 * YI),
    "investment_months": InvestmentSeries("固定资产投资", tuple(map(month_of, range(2, 10))), None),
    "indicators": [
        IndicatorPoint(name, amount * YI, Fraction(-191, 1000), name != "固定资产投资", pick(amount))
        for name, amount in (("固定资产投资", 52), ("投资项目", 40), ("房地产开发", 12), ("产业园", 5))
    ],
    "newly_listed": Stacks(
        LISTED, tuple(Stack("1月" if n == 1 else str(n), (n % 3, 4), pick(n)) for n in range(1, 13)), unit="个"
    ),
    "reserve": Stacks(
        STAGES, tuple(Stack(f"城镇老旧小区改造{n}", (3, 2, 1, 4, 1, 2), pick(n)) for n in range(10)), unit="个"
    ),
    "reserve_demand": Stacks(
        STAGES, tuple(Stack("教育", (3 * YI, 0, YI, 2 * YI, 0, 0), pick(n)) for n in range(3)), "money"
    ),
    "bond_payment": [payment(number) for number in range(30)],
    "bond_rates": [RatesPoint(Month(2021, n), Fraction(n, 12), Fraction(n, 20)) for n in range(4, 10)],
    "task_months": Stacks(STATES, tuple(Stack(f"{n}月", (1, 2, 3, 1, 0), pick(n)) for n in range(1, 13))),
    "task_line": [
        TaskPoint(f"推进第{n}批城镇老旧小区改造和完整社区建设并建立长效机制", "区住建管理局", state, day, place, pick(n))
        for n, (state, day, place) in enumerate(
            [("逾期未完成", "2021-06-30", Fraction(6)), ("推进中", "2022-12-31", Fraction(24))] * 15
            + [("长期坚持", None, None)]
        )
    ],
    "town_scores": TOWNS,
    "town_results": Stacks(TOWNS.parts, TOWNS.stacks, "points", "分"),
}  # fmt: skip


def drawn(kind: str, style: ChartStyle = WIDE) -> Chart:
    return draw_data(kind_named(kind), DATA[kind], MONTH, style)


@pytest.mark.parametrize("points", [9, 14])
@pytest.mark.parametrize("size", [(2.6, 3), (2.25, 1), (1.5, 1.2), (0.6, 0.5)])
@pytest.mark.parametrize("kind", DATA)
def test_where_there_is_no_room_a_chart_says_so(kind: str, size: tuple[float, float], points: int) -> None:
    chart = drawn(kind, ChartStyle(LIGHT, *size, points=points))
    chart.figure.draw_without_rendering()  # Folding up would be a warning, and so an error.
    has_room = size[0] * 72 >= 18 * points
    assert (NO_ROOM in "".join(texts(chart)).replace("\n", "")) is not has_room


@pytest.mark.parametrize("style", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", DATA)
def test_every_text_is_whole_in_one_font_and_on_no_other(kind: str, style: ChartStyle) -> None:
    chart = drawn(kind, style)
    assert overlaps(chart) == []
    assert {one.get_fontfamily()[0] for one in painted(chart)} == {chinese_family()}
    assert [text for text in texts(chart) if re.search(r"[A-Za-z]", text)] == []
    box, (width, height) = chart.figure.get_tightbbox(), chart.figure.get_size_inches()
    assert box.x0 >= 0
    assert box.y0 >= 0
    assert box.x1 <= width
    assert box.y1 <= height
    assert any("截至2021年9月30日" in text.replace("\n", "") for text in texts(chart))


def test_investment_says_amounts_task_and_both_rates() -> None:
    minus = minus_of(chinese_family())
    said = set(texts(drawn("investment")))
    assert {"63.37", "年度任务 120", "本年累计", "上年同期累计", "同比增长", f"{minus}10.1%"} <= said
    months = " ".join(texts(drawn("investment_months"))).replace("\n", "")
    assert "环比为当月÷上月当月－1" in months
    assert f"{minus}25.0%" in months
    assert "指标：固定资产投资；单位：亿元" in months


def test_a_series_without_rates_says_so() -> None:
    month = InvestmentMonth(Month(2021, 2), YI, None, None, None, None)
    data = InvestmentSeries("产业园", (month,), None)
    for kind, words in (("investment", "没有同比增长数据"), ("investment_months", "没有环比增长数据")):
        assert words in texts(draw_data(kind_named(kind), data, MONTH, WIDE))


def test_payment_above_what_was_built_is_marked_in_words() -> None:
    said = texts(drawn("bond_payment"))
    assert "超　26.7%" in said
    assert "20.0%" in said
    assert any("支出大于实物工作量26个，标“超”" in text.replace("\n", "") for text in said)


def test_bars_without_any_amount_are_told_as_nothing_and_have_no_legend() -> None:
    stacks = Stacks(STAGES, (Stack("教育", (0,) * len(STAGES), pick(1)),), "money")
    chart = draw_data(kind_named("reserve_demand"), stacks, MONTH, WIDE)
    assert {"教育", "0"} <= set(texts(chart))
    assert chart.figure.axes[0].get_legend() is None


def test_parts_are_told_apart_by_hatching_too() -> None:
    from matplotlib.patches import Rectangle

    axes = drawn("town_scores").figure.axes[0]
    looks = {(one.get_facecolor(), one.get_hatch()) for one in axes.patches if isinstance(one, Rectangle)}
    assert len({hatch for _, hatch in looks}) == len(looks) == 3


def test_a_task_of_another_year_stands_at_the_edge_with_its_date() -> None:
    said = texts(drawn("task_line"))
    assert "区住建管理局　2022年12月31日" in said
    assert "区住建管理局　6月30日" in said
    assert "区住建管理局　长期坚持" in said


def test_columns_are_picked_where_they_stand() -> None:
    chart = drawn("newly_listed")
    axes = chart.figure.axes[0]
    for number in (0, 5, 11):
        x, y = axes.transData.transform((number, 0.5))
        found = chart.pick_at(x, y)
        assert found is not None
        assert found.records == (number + 1,)
        assert chart.pick_at(x, axes.bbox.y1 + 5) is None
