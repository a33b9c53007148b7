"""Charts of 固定资产投资: an indicator over the months with last year and 同比, indicators, and what was listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_panels import BAR, LINE_WIDTH, Picks
from fgj_desktop.documents.chart_stacks import draw_up
from fgj_desktop.documents.chart_text import ems, unit_words
from fgj_desktop.rules.investment_charts import indicators, investment_series, newly_listed_by_month

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from matplotlib.axes import Axes

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.rules.investment_charts import IndicatorPoint, InvestmentMonth, InvestmentSeries

_TWO_DRAWINGS = 42.0
"""Bars and a line under them need so much height, in em."""
_MONTHS = 12


def draw_investment(panel: Panel, series: InvestmentSeries) -> Picks:
    """Cumulative amounts beside last year's, the year's task as a line, and 同比 below."""
    lower = _two_drawings(panel)
    axes, colours = panel.axes, panel.style.colours
    half = BAR / 2
    last = [(point.month.number + half / 2, point.last_year) for point in series.months if point.last_year]
    this = [(point.month.number - half / 2, point.cumulative) for point in series.months]
    if last:
        _bars(panel, last, half, "上年同期累计", colours.grey, "///")
    _bars(panel, this, half, "本年累计", colours.accent, None)
    _label_bars(panel, [_top(point) for point in series.months], [p.cumulative for p in series.months])
    most = max(value for _, value in (*this, *last))
    if series.task:
        most = max(most, series.task)
        axes.axhline(
            series.task, color=colours.text, linestyle=(0, (4, 3)), linewidth=LINE_WIDTH * 0.6,
            label=f"年度任务 {panel.amount(series.task)}",
        )  # fmt: skip
    _amount_axis(panel, most)
    _rates(panel, lower, series.months, lambda point: point.year_on_year, "同比增长")
    panel.legend(1.6)
    panel.notes(
        f"指标：{series.name}",
        unit_words(panel.money_unit),
        panel.as_of,
        "柱上为本年累计",
        "同比以公布数为准，未公布的为测算",
    )
    return Picks()


def draw_month_amounts(panel: Panel, series: InvestmentSeries) -> Picks:
    """The amount of each month, and 环比 below."""
    lower = _two_drawings(panel)
    bars = [(float(p.month.number), p.month_amount) for p in series.months if p.month_amount is not None]
    if bars:
        _bars(panel, bars, BAR, "当月完成投资", panel.style.colours.accent, None)
        _label_bars(panel, bars, [value for _, value in bars])
        panel.legend(1.2)
    _amount_axis(panel, max((value for _, value in bars), default=1))
    _rates(panel, lower, series.months, lambda point: point.month_on_month, "环比增长")
    panel.notes(
        f"指标：{series.name}",
        unit_words(panel.money_unit),
        panel.as_of,
        "环比为当月÷上月当月－1，非季节调整数；1—2月合并公布，2月无当月数，3月无环比",
    )
    return Picks()


def _two_drawings(panel: Panel) -> Axes:
    """Give the chart's axes the upper part, and make others below."""
    grid = panel.figure.add_gridspec(2, 1, height_ratios=(3, 2))
    panel.axes.set_subplotspec(grid[0])
    lower = panel.figure.add_subplot(grid[1])
    panel.dress(lower)
    return lower


def _bars(
    panel: Panel,
    bars: Sequence[tuple[float, int]],
    width: float,
    label: str,
    colour: str,
    hatch: str | None,
) -> None:
    panel.axes.bar(
        [place for place, _ in bars], [value for _, value in bars], width=width, color=colour, hatch=hatch,
        edgecolor=(panel.style.colours.ground, 0.4), linewidth=0, label=label,
    )  # fmt: skip


def _top(point: InvestmentMonth) -> tuple[float, int]:
    """Over both bars of a month."""
    return float(point.month.number), max(point.cumulative, point.last_year or 0)


def _label_bars(panel: Panel, tops: Sequence[tuple[float, int]], values: Sequence[int]) -> None:
    """The amounts over their bars; in a narrow chart only the last one's."""
    texts = [panel.amount(value) for value in values]
    roomy = max(map(ems, texts), default=0.0) + 0.6 < (panel.room() - 4) / _MONTHS
    for place, text in list(zip(tops, texts, strict=True))[0 if roomy else -1 :]:
        panel.axes.annotate(
            text, place, xytext=(0, 2), textcoords="offset points", ha="center", va="bottom",
            **panel.font(0.9, color=panel.style.colours.text),
        )  # fmt: skip


def _amount_axis(panel: Panel, most: int) -> None:
    """Amounts at the left, in the chart's unit."""
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    axes: Any = panel.axes
    panel.month_axis()
    axes.set_ylim(0, most * 1.15)
    unit = panel.money_unit
    ticks = [tick * unit for tick in MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, most / unit)]
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in ticks if tick <= most * 1.15]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: panel.amount(round(value))))
    axes.grid(axis="y", color=panel.style.colours.line, linewidth=1)


def _rates(
    panel: Panel,
    axes: Axes,
    months: Sequence[InvestmentMonth],
    rate: Callable[[InvestmentMonth], Fraction | None],
    title: str,
) -> None:
    """A rate over the months with its number at each point, and a line at 0."""
    colours = panel.style.colours
    known = [(point.month.number, share) for point in months if (share := rate(point)) is not None]
    axes.axhline(0, color=colours.muted, linewidth=1)
    panel.month_axis(axes)
    if not known:
        axes.set_yticks([])
        axes.set_ylim(-1, 1)
        axes.text(
            0.5, 0.5, f"没有{title}数据", transform=axes.transAxes, ha="center", va="center",
            **panel.font(1, color=colours.muted),
        )  # fmt: skip
        return
    values = [float(share) for _, share in known]
    axes.plot(
        [number for number, _ in known], values, color=colours.amber, marker="o", linewidth=LINE_WIDTH,
        markersize=panel.style.points * 0.5, label=title,
    )  # fmt: skip
    panel.percent_axis(values, axes, top=max(0.01, *values))
    low, high = axes.get_ylim()
    axes.set_ylim(low - (high - low) * 0.2, high + (high - low) * 0.22)
    _label_rates(panel, axes, known)
    panel.legend(1.8, axes)


def _label_rates(panel: Panel, axes: Axes, known: Sequence[tuple[int, Fraction]]) -> None:
    """Numbers at the points; where they would touch only every second one, and always the last."""
    texts = [panel.percent(share, 1) for _, share in known]
    step = 1 if max(map(ems, texts)) + 0.4 < (panel.room() - 4) / _MONTHS else 2
    step = step if panel.room() > 30 else 3
    shares = [share for _, share in known]
    for place, ((number, share), text) in enumerate(zip(known, texts, strict=True)):
        if (len(known) - 1 - place) % step:
            continue
        # Under a valley, where the line leaves room.
        under = share < min(
            [*shares[max(place - 1, 0) : place], *shares[place + 1 : place + 2]], default=share
        )
        axes.annotate(
            text, (number, float(share)), xytext=(0, panel.style.points * (-0.6 if under else 0.5)),
            textcoords="offset points", ha="center", va="top" if under else "bottom",
            bbox=panel.plain_ground, **panel.font(0.9, color=panel.style.colours.text),
        )  # fmt: skip


def draw_indicators(panel: Panel, points: Sequence[IndicatorPoint]) -> Picks:
    """Each indicator's cumulative amount with its 同比; parts are hatched, for they are not added."""
    axes, colours = panel.axes, panel.style.colours
    most = max(point.cumulative for point in points) or 1
    for row, point in enumerate(points):
        axes.barh(
            row + 0.22, point.cumulative / most, height=0.36, hatch="///" if point.is_part else None,
            color=colours.grey if point.is_part else colours.accent, edgecolor=(colours.ground, 0.4),
            linewidth=0,
        )  # fmt: skip
        growth = point.year_on_year
        rate = "" if growth is None else f"　同比{panel.percent(growth, 1)}"
        for text, place, side in (
            (point.name, 0, "left"),
            (f"{panel.amount(point.cumulative)}{rate}", 1, "right"),
        ):
            axes.annotate(
                text, (place, row - 0.24), xycoords=axes.get_yaxis_transform(), ha=side, va="center",
                **panel.font(0.95, color=colours.text),
            )  # fmt: skip
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlim(0, 1.02)
    axes.set_ylim(len(points) - 0.5, -0.5)
    panel.notes(unit_words(panel.money_unit), panel.as_of, "斜纹为其中项，不与合计相加")
    return Picks("y", tuple(point.pick for point in points))


_EMPTY = "本报告期没有投资数据"
KINDS = (
    ChartKind(
        "investment", "固定资产投资完成情况", "fixed_asset_investment", investment_series, draw_investment,
        usual=True, empty=_EMPTY, least=_TWO_DRAWINGS,
    ),
    ChartKind(
        "investment_months", "固定资产投资当月完成和环比", "fixed_asset_investment", investment_series,
        draw_month_amounts, empty=_EMPTY, least=_TWO_DRAWINGS,
    ),
    ChartKind(
        "indicators", "各指标完成和同比", "fixed_asset_investment", indicators, draw_indicators,
        lambda points, _style: len(points) * 1.7, usual=True, click="转到此指标", empty=_EMPTY,
    ),
    ChartKind(
        "newly_listed", "各月新增入库项目", "statistics_project", newly_listed_by_month, draw_up,
        click="只看这些项目", empty="本年还没有新增入库项目",
    ),
)  # fmt: skip
