"""Charts of special bonds: the reserve by sector and review stage, and what became of the money issued."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_panels import LINE_WIDTH, Picks
from fgj_desktop.documents.chart_stacks import draw_across, lines_of
from fgj_desktop.documents.chart_text import ems, shortened, unit_words
from fgj_desktop.rules.bond_charts import payments, rates_by_month, reserve_by_sector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.rules.bond_charts import Payment, RatesPoint

_PROJECT_LINES = 1.9
_FULL, _HALF, _THIN = 0.44, 0.3, 0.14
"""How high the bars that lie in each other are, as shares of a row."""
_LAYERS = (
    ("received", "到账资金", "line", _FULL, None),
    ("handed_on", "已拨付", "accent", _HALF, "///"),
    ("paid", "实际支出", "amber", _THIN, None),
)


def draw_payments(panel: Panel, points: Sequence[Payment]) -> Picks:
    """For each project its amount as a frame, what was received, handed on and spent in it, and what was built."""
    axes, colours = panel.axes, panel.style.colours
    places = [number + 0.2 for number in range(len(points))]
    most = max(max((one or 0 for one in point.amounts.values()), default=0) for point in points) or 1
    axes.barh(
        places, _amounts(points, "net_amount", most), height=_FULL, fill=False, linewidth=1.2,
        edgecolor=colours.text, label="债券额度",
    )  # fmt: skip
    for name, title, tone, height, hatch in _LAYERS:
        fill = colours.grey if tone == "line" else getattr(colours, tone)
        axes.barh(
            places, _amounts(points, name, most), height=height, color=fill, hatch=hatch,
            edgecolor=(colours.ground, 0.5), linewidth=0, label=title, zorder=2,
        )  # fmt: skip
    axes.plot(
        _amounts(points, "physical_work", most), places, linestyle="none", marker="D", color=colours.red,
        markersize=panel.style.points * 0.55, markeredgecolor=colours.ground, label="实物工作量", zorder=3,
    )  # fmt: skip
    for number, point in enumerate(points):
        _write(panel, point, number)
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_ylim(len(points) - 0.5, -0.5)
    axes.set_xlim(0, 1.03)
    panel.legend(1.2, beside=0)
    overpaid = sum(point.is_overpaid for point in points)
    said = f"支出大于实物工作量{overpaid}个，标“超”" if overpaid else ""
    panel.notes(unit_words(panel.money_unit), panel.as_of, "右侧为支出进度（实际支出÷净额度）", said)
    return Picks("y", tuple(point.pick for point in points))


def _amounts(points: Sequence[Payment], name: str, most: int) -> list[float]:
    """The amounts as shares of the largest; nothing where not filled."""
    values = [point.amounts[name] for point in points]
    return [float("nan") if value is None else value / most for value in values]


def _write(panel: Panel, point: Payment, row: int) -> None:
    """Name and amounts over the bar, the rate of spending at its end."""
    share = "—" if point.payment_share is None else panel.percent(point.payment_share, 1)
    said = f"{'超　' if point.is_overpaid else ''}{share}"
    amount, paid = point.amounts["net_amount"], point.amounts["paid"]
    detail = "" if amount is None else f"　额度{panel.amount(amount)}，支出{panel.amount(paid or 0)}"
    room = panel.room(0.95) - ems(said) - 3
    label = point.name + detail if ems(point.name + detail) <= room else shortened(point.name, room)
    for text, place, side, colour in (
        (label, 0, "left", panel.style.colours.text),
        (said, 1, "right", panel.style.colours.red if point.is_overpaid else panel.style.colours.text),
    ):
        panel.axes.annotate(
            text,
            (place, row - 0.25),
            xycoords=panel.axes.get_yaxis_transform(),
            ha=side,
            va="center",
            **panel.font(0.95, color=colour),
        )


def draw_rates(panel: Panel, points: Sequence[RatesPoint]) -> Picks:
    """拨付率 and 支出进度 over the months, the last of each labelled."""
    colours = panel.style.colours
    lines = (
        ("拨付率（已拨付÷到账）", [(p.month.number, p.handing) for p in points], colours.accent, "s", "top"),
        (
            "支出进度（支出÷净额度）",
            [(p.month.number, p.payment) for p in points],
            colours.amber,
            "o",
            "bottom",
        ),
    )
    shown = []
    for title, values, colour, marker, _ in lines:
        known = [(number, float(share)) for number, share in values if share is not None]
        shown += [share for _, share in known]
        if known:
            panel.axes.plot(
                *zip(*known, strict=True), color=colour, marker=marker, linewidth=LINE_WIDTH,
                markersize=panel.style.points * 0.5, label=title,
            )  # fmt: skip
    _label_rates(panel, points[-1])
    panel.month_axis()
    panel.percent_axis(shown)
    panel.legend(2.2)
    panel.notes(panel.as_of)
    return Picks()


def _label_rates(panel: Panel, last: RatesPoint) -> None:
    """The two numbers of the last month, the larger above its line and the other below."""
    colours = panel.style.colours
    known = [(last.handing, colours.accent), (last.payment, colours.amber)]
    known.sort(key=lambda one: one[0] or 0, reverse=True)
    for (share, colour), above in zip(known, (True, False), strict=True):
        if share is not None:
            panel.axes.annotate(
                panel.percent(share, 1),
                (last.month.number, float(share)),
                xytext=(0, panel.style.points * (0.7 if above else -0.8)),
                textcoords="offset points",
                ha="center",
                va="bottom" if above else "top",
                bbox=panel.plain_ground,
                **panel.font(1, color=colour, fontweight="bold"),
            )


_EMPTY = "还没有可以显示的项目"
KINDS = (
    ChartKind(
        "reserve", "储备项目各领域审核阶段", "bond_reserve", reserve_by_sector, draw_across, lines_of,
        click="只看此领域", empty=_EMPTY,
    ),
    ChartKind(
        "reserve_demand", "储备项目各领域债券需求", "bond_reserve",
        partial(reserve_by_sector, of="bond_demand"), draw_across, lines_of, click="只看此领域", empty=_EMPTY,
    ),
    ChartKind(
        "bond_payment", "专项债券项目资金支付", "bond_project", payments, draw_payments,
        lambda points, _style: len(points) * _PROJECT_LINES + 1, click="转到此项目", empty=_EMPTY, usual=True,
    ),
    ChartKind(
        "bond_rates", "专项债券拨付率和支出进度", "bond_project", rates_by_month, draw_rates, usual=True,
        empty="还没有到账和支出数据",
    ),
)  # fmt: skip
