"""What is inside each chart: axes, bars, lines and their texts, all in one Chinese font."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self

from fgj_desktop.documents.chart_fonts import chinese_family, minus_of
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.rules.phrases import schedule_phrase
from fgj_desktop.rules.schedule import (
    BEHIND,
    NO_INVESTMENT,
    NOT_ASSESSED,
    NOT_DUE,
    ON_SCHEDULE,
    STATES,
    schedule_share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.summaries import MonthPoint, StatesPoint, UnitPoint

_LONGEST_AXIS = 1.6
"""A bar beyond 160 % ends at the edge; its number says how far it goes."""
_LINE_WIDTH = 2.0
_LOW = 0.12
"""Below a point so low there is no room for its number."""
_BAR_HEIGHT = 0.62
_BAR_WIDTH = 0.62
_DARK_INK, _LIGHT_INK = "#1d2633", "#ffffff"
_BRIGHT = 130_000
# Green and red look alike in a black-and-white print.
_HATCHES = {BEHIND: "///", NOT_ASSESSED: "..."}


@dataclass(frozen=True, slots=True)
class Panel:
    """The axes of a chart with its period, style and font."""

    figure: Figure
    axes: Axes
    month: Month
    style: ChartStyle
    family: str

    @classmethod
    def of(cls, figure: Figure, month: Month, style: ChartStyle) -> Self:
        """Axes without a frame, in the style's colours."""
        axes = figure.add_subplot()
        panel = cls(figure, axes, month, style, chinese_family())
        colours = style.colours
        axes.set_facecolor(colours.ground)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
            spine.set_color(colours.muted)
        axes.tick_params(
            colors=colours.muted,
            labelcolor=colours.text,
            labelsize=style.points,
            labelfontfamily=panel.family,
            length=0,
        )
        axes.set_axisbelow(True)
        return panel

    def font(self, scale: float = 1, **more: Any) -> dict[str, Any]:
        """The font of a text, its size as a share of the base size."""
        return {"fontfamily": self.family, "fontsize": self.style.points * scale, **more}

    def title(self, text: str) -> None:
        """The chart's title with the period, at the left edge of the figure."""
        self.figure.suptitle(
            f"{text}（{self.month.title}）",
            x=0.02,
            ha="left",
            **self.font(1.15, color=self.style.colours.text, fontweight="bold"),
        )

    def nothing(self) -> None:
        """Words in place of a chart without data."""
        self.axes.set_axis_off()
        self.axes.text(
            0.5,
            0.5,
            "本报告期没有可以显示的项目",
            transform=self.axes.transAxes,
            ha="center",
            va="center",
            **self.font(1.1, color=self.style.colours.muted),
        )

    def percent(self, share: Fraction | float, decimals: int = 2) -> str:
        """A share as percent with the minus sign that the font has."""
        return percent_text(Fraction(share), decimals).replace("-", minus_of(self.family))

    def legend(self, handle: float) -> None:
        """The legend between the title and the drawing, in as many columns as the width has room for.

        ``handle`` is the length of a sample, in letters.
        """
        labels = self.axes.get_legend_handles_labels()[1]
        entry = self.style.points * (max(len(label) for label in labels) + handle + 2.4)
        columns = max(1, min(len(labels), int(self.style.width * 72 / entry)))
        self.axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.01),
            ncols=columns,
            frameon=False,
            borderaxespad=0,
            borderpad=0.1,
            handlelength=handle,
            columnspacing=1.4,
            prop={"family": self.family, "size": self.style.points},
            labelcolor=self.style.colours.text,
        )


def completion_panel(panel: Panel, points: Sequence[MonthPoint]) -> None:
    """Two lines over the months of the year; the last point of each is labelled."""
    axes, colours = panel.axes, panel.style.colours
    months = range(1, 13)
    axes.plot(
        list(months),
        [number / 12 for number in months],
        color=colours.muted,
        linestyle=(0, (4, 3)),
        linewidth=_LINE_WIDTH * 0.8,
        label="时间进度",
    )
    known = [(point.month.number, point.completion) for point in points if point.completion is not None]
    axes.plot(
        [number for number, _ in known],
        [float(share) for _, share in known],
        color=colours.accent,
        marker="o",
        markersize=panel.style.points * 0.55,
        linewidth=_LINE_WIDTH,
        label="占年度计划",
    )
    _month_axis(panel)
    _percent_axis(panel, [float(share) for _, share in known])
    _label_last(panel, *known[-1])
    panel.legend(2.2)


def _label_last(panel: Panel, number: int, share: Fraction) -> None:
    """The numbers of the last month on both lines, and the verdict on the gap."""
    colours = panel.style.colours
    schedule = Fraction(number, 12)
    ahead = share >= schedule
    for value, colour, above in ((share, colours.accent, ahead), (schedule, colours.muted, not ahead)):
        place: dict[str, Any]
        if above:
            side = "right" if number > 2 else "center"
            place = {"xytext": (0, panel.style.points * 0.7), "ha": side, "va": "bottom"}
        elif value > _LOW:
            place = {"xytext": (0, panel.style.points * -0.8), "ha": "left", "va": "top"}
        else:
            place = {"xytext": (panel.style.points, 0), "ha": "left", "va": "center"}
        panel.axes.annotate(
            panel.percent(value),
            (number, float(value)),
            textcoords="offset points",
            **place,
            **panel.font(1, color=colour, fontweight="bold"),
        )
    # Under the months, where no line and no number of a line can be.
    panel.axes.set_xlabel(schedule_phrase(share - schedule), loc="right", **panel.font(1, color=colours.text))


def _month_axis(panel: Panel) -> None:
    panel.axes.set_xlim(0.5, 12.5)
    panel.axes.set_xticks(
        range(1, 13), [f"{number}月" if number in {1, 12} else str(number) for number in range(1, 13)]
    )


def _percent_axis(panel: Panel, values: Sequence[float]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    bottom = min([0.0, *values])
    panel.axes.set_ylim(bottom - _LOW / 2 if bottom < 0 else 0, max([1.0, *values]) * 1.08)
    panel.axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2.5, 5, 10]))
    panel.axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: panel.percent(value, 0)))
    panel.axes.grid(axis="y", color=panel.style.colours.line, linewidth=1)


def units_panel(panel: Panel, points: Sequence[UnitPoint]) -> None:
    """One bar for each unit, the first on top; the schedule is a line through all of them."""
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    axes, colours = panel.axes, panel.style.colours
    shares = [float(point.completion or 0) for point in points]
    limit = min(max([1.0, *shares]), _LONGEST_AXIS) * 1.02
    axes.barh(
        range(len(points)),
        [min(share, limit) for share in shares],
        height=_BAR_HEIGHT,
        color=[_unit_colour(point, panel) for point in points],
    )
    schedule = schedule_share(panel.month)
    axes.axvline(float(schedule), color=colours.text, linestyle=(0, (4, 3)), linewidth=_LINE_WIDTH * 0.6)
    axes.annotate(
        f"时间进度 {panel.percent(schedule)}",
        (float(schedule), 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center" if 0.2 < schedule < 0.8 else "left" if schedule <= 0.2 else "right",
        va="bottom",
        **panel.font(0.95, color=colours.text),
    )
    for place, point in enumerate(points):
        axes.annotate(
            "—" if point.completion is None else panel.percent(point.completion),
            (1, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(panel.style.points * 0.5, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            **panel.font(0.95, color=colours.text),
        )
    axes.set_yticks(range(len(points)), [f"{point.label}（{point.count}项）" for point in points])
    axes.set_ylim(len(points) - 0.5, -0.5)
    axes.set_xlim(min([0.0, *shares]) * 1.2, limit)
    axes.xaxis.set_major_locator(MultipleLocator(0.25))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: panel.percent(value, 0)))
    axes.grid(axis="x", color=colours.line, linewidth=1)


def ink_on(ground: str) -> str:
    """Dark or light ink, whichever is easier to read on a colour ``#rrggbb``."""
    red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
    return _DARK_INK if 299 * red + 587 * green + 114 * blue > _BRIGHT else _LIGHT_INK


def _patch(colour: str, state: str) -> dict[str, Any] | None:
    """A plain ground for a number upon a hatched bar."""
    return {"facecolor": colour, "edgecolor": "none", "pad": 1.2} if state in _HATCHES else None


def _unit_colour(point: UnitPoint, panel: Panel) -> str:
    """Green, or the red that marks what is behind everywhere else."""
    reached = point.completion is not None and point.completion >= point.schedule
    return panel.style.colours.green if reached else panel.style.colours.red


def states_panel(panel: Panel, points: Sequence[StatesPoint]) -> None:
    """One bar for each month, parted by state; each part with its number."""
    axes, colours = panel.axes, panel.style.colours
    fills = {
        ON_SCHEDULE: colours.green,
        BEHIND: colours.red,
        NO_INVESTMENT: colours.grey,
        NOT_DUE: colours.accent,
        NOT_ASSESSED: colours.muted,
    }
    below = [0] * len(points)
    for state in STATES:
        counts = [point.counts[state] for point in points]
        if not any(counts):
            continue
        bars = axes.bar(
            [point.month.number for point in points],
            counts,
            bottom=below,
            width=_BAR_WIDTH,
            color=fills[state],
            hatch=_HATCHES.get(state),
            edgecolor=(colours.ground, 0.4),
            linewidth=0,
            label=state,
        )
        labels = [str(count) if count else "" for count in counts]
        axes.bar_label(
            bars,
            labels,
            label_type="center",
            **panel.font(0.95, color=ink_on(fills[state]), bbox=_patch(fills[state], state)),
        )
        below = [low + count for low, count in zip(below, counts, strict=True)]
    for point, height in zip(points, below, strict=True):
        axes.annotate(
            str(height),
            (point.month.number, height),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            **panel.font(0.95, color=colours.text),
        )
    _month_axis(panel)
    axes.set_ylim(0, max(below) * 1.12)
    axes.set_yticks([])
    panel.legend(1.2)
