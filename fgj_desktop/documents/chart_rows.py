"""Bars lying under each other, one for each unit or project, measured against the time schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.chart_panels import BAR, LINE_WIDTH, Picks
from fgj_desktop.documents.chart_text import ems, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.rules.chart_query import Pick

LONGEST_AXIS = 1.6
"""A bar beyond 160 % ends at the edge; its number says how far it goes."""
_LONGEST_BESIDE = 14
_BESIDE = 0.4
"""Labels that need less than this share of the width stand beside their bars, others above them."""
_NUMBER = 4.0
"""What a percent needs, in em."""
_SHORT, _BELOW = "///", (0, (4, 3))


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: its label, how long the bar is as a share of a plan, the number said, and what is due.

    ``is_behind`` bars are red and hatched, others green; ``due`` None has no mark of its own.
    """

    label: str
    share: Fraction | None
    said: str
    is_behind: bool
    due: Fraction | None
    pick: Pick | None


def lines_of(rows: Sequence[BarRow], style: ChartStyle) -> float:
    """How many lines of text the rows take: two where the labels stand above the bars."""
    return len(rows) * (1.7 if _stands_above(rows, style) else 1.0)


def _stands_above(rows: Sequence[BarRow], style: ChartStyle) -> bool:
    """Whether the labels are too long to stand beside the bars."""
    longest = max((ems(row.label) for row in rows), default=0.0)
    return longest > _LONGEST_BESIDE or longest > style.ems * _BESIDE


def draw_rows(panel: Panel, rows: Sequence[BarRow], *, to_due: bool = False) -> Picks:
    """The rows from top to bottom with one line of the schedule, or a mark on each where they differ.

    ``to_due`` fills what is missing up to the schedule.
    """
    above = _stands_above(rows, panel.style)
    places = [(place + 0.22 if above else float(place)) for place in range(len(rows))]
    height = 0.36 if above else BAR
    limit = min(max([1.0, *(float(row.share or 0) for row in rows)]), LONGEST_AXIS) * 1.02
    for place, row in zip(places, rows, strict=True):
        _draw_bar(panel, row, place, height, limit, to_due)
    _draw_schedule(panel, rows, places, height)
    for number, row in enumerate(rows):
        _write_number(panel, row, number - 0.24 if above else number, inside=above)
    if above:
        _write_above(panel, rows)
    else:
        panel.axes.set_yticks(range(len(rows)), [row.label for row in rows])
    panel.axes.set_ylim(len(rows) - 0.5, -0.5)
    width = panel.room() if above else panel.room() * (1 - _BESIDE) - _NUMBER
    _share_axis(panel, rows, limit, width)
    return Picks("y", tuple(row.pick for row in rows))


def _draw_bar(panel: Panel, row: BarRow, place: float, height: float, limit: float, to_due: bool) -> None:
    colours = panel.style.colours
    share = float(row.share or 0)
    panel.axes.barh(
        place,
        min(share, limit),
        height=height,
        color=colours.red if row.is_behind else colours.green,
        hatch=_SHORT if row.is_behind else None,
        edgecolor=(colours.ground, 0.4),
        linewidth=0,
    )
    if to_due and row.due is not None and float(row.due) > share:
        start = max(share, 0.0)
        panel.axes.barh(
            place, float(row.due) - start, left=start, height=height, fill=False, edgecolor=colours.red,
            linestyle=(0, (2, 2)), linewidth=1,
        )  # fmt: skip


def _draw_schedule(panel: Panel, rows: Sequence[BarRow], places: Sequence[float], height: float) -> None:
    """One line through all rows where all have the same due, else a short mark on each."""
    axes, colours = panel.axes, panel.style.colours
    known = {row.due for row in rows if row.due is not None}
    if len(known) == 1:
        schedule = known.pop()
        axes.axvline(float(schedule), color=colours.text, linestyle=_BELOW, linewidth=LINE_WIDTH * 0.6)
        _write_schedule(panel, f"时间进度 {panel.percent(schedule)}", float(schedule))
        return
    for place, row in zip(places, rows, strict=True):
        if row.due is not None:
            ends = (place - height * 0.75, place + height * 0.75)
            due = min(float(row.due), LONGEST_AXIS)
            axes.plot([due, due], ends, color=colours.text, linewidth=LINE_WIDTH)
    if known:
        _write_schedule(panel, "竖线为各项目应达到的时间进度", 0.0)


def _write_schedule(panel: Panel, text: str, share: float) -> None:
    panel.axes.annotate(
        text,
        (share, 1),
        xycoords=panel.axes.get_xaxis_transform(),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center" if 0.25 < share < 0.75 else "left" if share <= 0.25 else "right",
        va="bottom",
        **panel.font(0.95, color=panel.style.colours.text),
    )


def _write_number(panel: Panel, row: BarRow, place: float, *, inside: bool) -> None:
    """The number at the right: beside the drawing, or over the bar at its end."""
    offset = 0.0 if inside else panel.style.points * 0.5
    panel.axes.annotate(
        row.said,
        (1, place),
        xycoords=panel.axes.get_yaxis_transform(),
        xytext=(offset, 0),
        textcoords="offset points",
        ha="right" if inside else "left",
        va="center",
        bbox=panel.plain_ground if inside else None,
        **panel.font(0.95, color=panel.style.colours.text),
    )


def _write_above(panel: Panel, rows: Sequence[BarRow]) -> None:
    """The labels over their bars, cut where their numbers stand."""
    panel.axes.set_yticks([])
    for number, row in enumerate(rows):
        room = panel.room(0.95) - ems(row.said) - 3
        panel.axes.annotate(
            shortened(row.label, room),
            (0, number - 0.24),
            xycoords=panel.axes.get_yaxis_transform(),
            ha="left",
            va="center",
            bbox=panel.plain_ground,
            **panel.font(0.95, color=panel.style.colours.text),
        )


def _share_axis(panel: Panel, rows: Sequence[BarRow], limit: float, width: float) -> None:
    """Percents under a drawing ``width`` em wide, as close as there is room for them."""
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    axes: Any = panel.axes
    axes.set_xlim(min([0.0, *(float(row.share or 0) for row in rows)]) * 1.2, limit)
    step = next((step for step in (0.25, 0.5) if limit / step * _NUMBER < width), 1.0)
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: panel.percent(value, 0)))
    axes.grid(axis="x", color=panel.style.colours.line, linewidth=1)
