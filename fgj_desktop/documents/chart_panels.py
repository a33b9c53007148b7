"""The axes that charts are drawn on, and what all charts have in common: title, notes, legend, months, percents."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Self

from fgj_desktop.documents.chart_fonts import chinese_family, minus_of
from fgj_desktop.documents.chart_text import amount_text, ems, wrapped
from fgj_desktop.ledgers.numbers import percent_text
from fgj_desktop.ledgers.values import YI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.chart_query import Pick

LINE_WIDTH = 2.0
BAR = 0.62
"""The share of its place that a bar takes."""
_DARK_INK, _LIGHT_INK = "#1d2633", "#ffffff"
_BRIGHT = 130_000
_ROOMY = 36
_TICKS = 3.0
"""What the numbers left of a drawing need, in em."""
_EDGE = 0.04
"""The share of the width that stays free at the sides of titles and notes."""


@dataclass(frozen=True, slots=True)
class Picks:
    """What a click picks: the bars at 0, 1, 2 … of the rows (y) or the columns (x) of the first axes."""

    along: Literal["x", "y"] = "y"
    picks: tuple[Pick | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """The axes of a chart with its period, style, font and unit of money."""

    figure: Figure
    axes: Axes
    month: Month
    style: ChartStyle
    family: str
    money_unit: int = YI

    @classmethod
    def of(cls, figure: Figure, month: Month, style: ChartStyle, money_unit: int = YI) -> Self:
        """Axes without a frame, in the style's colours."""
        axes = figure.add_subplot()
        panel = cls(figure, axes, month, style, chinese_family(), money_unit)
        panel.dress(axes)
        return panel

    def dress(self, axes: Axes) -> None:
        """Give axes the look of all charts: only the line under them, texts in the one font."""
        colours = self.style.colours
        axes.set_facecolor(colours.ground)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
            spine.set_color(colours.muted)
        axes.tick_params(
            colors=colours.muted,
            labelcolor=colours.text,
            labelsize=self.style.points,
            labelfontfamily=self.family,
            length=0,
        )
        axes.set_axisbelow(True)

    def font(self, scale: float = 1, **more: Any) -> dict[str, Any]:
        """The font of a text, its size as a share of the base size."""
        return {"fontfamily": self.family, "fontsize": self.style.points * scale, **more}

    def room(self, scale: float = 1) -> float:
        """The width of the figure between its edges, in em of a text."""
        return self.style.ems * (1 - _EDGE) / scale

    @property
    def drawing_ems(self) -> float:
        """About how high the drawing is within title, legend, axis and notes, in em."""
        return max(self.style.height * 72 / self.style.points - 13, 4.0)

    @property
    def plain_ground(self) -> dict[str, Any]:
        """Behind a text that lines may cross."""
        return {"facecolor": self.style.colours.ground, "edgecolor": "none", "pad": 0.6, "alpha": 0.85}

    def title(self, text: str) -> None:
        """The chart's title with the period, at the left edge of the figure; in two lines where one is too narrow."""
        period = f"（{self.month.title}）"
        apart = "\n" if ems(text + period) * 1.06 > self.room(1.15) else ""
        self.figure.suptitle(
            f"{text}{apart}{period if not apart else self.month.title}",
            x=0.02,
            ha="left",
            **self.font(1.15, color=self.style.colours.text, fontweight="bold"),
        )

    def notes(self, *texts: str) -> None:
        """Under the drawing, what is to be known of the figures: unit, day, how they are computed."""
        text = "；".join(one for one in texts if one)
        self.figure.supxlabel(
            wrapped(text, self.room(0.92)),
            x=0.02,
            ha="left",
            **self.font(0.92, color=self.style.colours.muted),
        )

    @property
    def as_of(self) -> str:
        """「截至2021年9月30日」."""
        day = self.month.last_day
        return f"截至{day.year}年{day.month}月{day.day}日"

    def nothing(self, text: str) -> None:
        """Words in place of a chart without data."""
        self.axes.set_axis_off()
        self.axes.text(
            0.5,
            0.5,
            wrapped(text, self.room(1.1) * 0.9),
            transform=self.axes.transAxes,
            ha="center",
            va="center",
            **self.font(1.1, color=self.style.colours.muted),
        )

    def percent(self, share: Fraction | float, decimals: int = 2) -> str:
        """A share as percent with the minus sign that the font has."""
        return self.signed(percent_text(Fraction(share), decimals))

    def amount(self, value: int | Fraction, decimals: int = 2) -> str:
        """分 in the chart's unit of money, the unit itself left out."""
        return self.signed(amount_text(value, self.money_unit, decimals))

    def signed(self, text: str) -> str:
        """A number with the minus sign that the font has."""
        return text.replace("-", minus_of(self.family))

    def legend(self, handle: float, axes: Axes | None = None, *, beside: float = _TICKS) -> None:
        """The legend between the title and the drawing, in as many columns as the width has room for.

        ``handle`` is the length of a sample, in letters; ``beside`` what stands left of the drawing, in em.
        """
        owner = self.axes if axes is None else axes
        labels = owner.get_legend_handles_labels()[1]
        if not labels:
            return
        entry = max(ems(label) for label in labels) + handle + 2.2
        columns = max(1, min(len(labels), int((self.room() - beside + 1.5) / entry)))
        owner.legend(
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

    def month_axis(self, axes: Axes | None = None) -> None:
        """The twelve months under the drawing."""
        owner = self.axes if axes is None else axes
        owner.set_xlim(0.5, 12.5)
        # In a narrow panel 「12月」 would touch 「11」.
        named = {1, 12} if self.style.ems > _ROOMY else {1}
        owner.set_xticks(range(1, 13), [f"{n}月" if n in named else str(n) for n in range(1, 13)])

    def percent_axis(self, values: Sequence[float], axes: Axes | None = None, *, top: float = 1.0) -> None:
        """Percents at the left, from 0 or below to ``top`` or beyond."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        owner = self.axes if axes is None else axes
        bottom = min([0.0, *values])
        owner.set_ylim(bottom * 1.2 - 0.02 if bottom < 0 else 0, max([top, *values]) * 1.1)
        owner.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2.5, 5, 10]))
        owner.yaxis.set_major_formatter(FuncFormatter(lambda value, _: self.percent(value, 0)))
        owner.grid(axis="y", color=self.style.colours.line, linewidth=1)


def ink_on(ground: str) -> str:
    """Dark or light ink, whichever is easier to read on a colour ``#rrggbb``."""
    red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
    return _DARK_INK if 299 * red + 587 * green + 114 * blue > _BRIGHT else _LIGHT_INK


def patch(colour: str, hatch: str | None) -> dict[str, Any] | None:
    """A plain ground for a number upon a hatched bar."""
    return {"facecolor": colour, "edgecolor": "none", "pad": 1.2} if hatch else None
